"""ScoreMatrix -> figures of a profile. This room needs no model: the scores carry everything that it has to know."""

from emoprofile.aggregate.aggregator import Aggregator
from emoprofile.aggregate.draws import Draws, Sample, draw, quantiles
from emoprofile.aggregate.event_draws import draw_parameters
from emoprofile.aggregate.seeds import draw_common_normals

__all__ = ["Aggregator", "Draws", "Sample", "draw", "draw_common_normals", "draw_parameters", "quantiles"]
