"""ScoreMatrix -> Profile figures. Needs no model: everything it has to know travels with the scores."""

from emoprofile.aggregate.aggregator import Aggregator
from emoprofile.aggregate.draws import Draws, Sample, draw, quantiles

__all__ = ["Aggregator", "Draws", "Sample", "draw", "quantiles"]
