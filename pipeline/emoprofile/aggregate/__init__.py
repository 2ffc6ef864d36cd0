"""ScoreMatrix -> Profile figures. Needs no model: everything it has to know travels with the scores."""

from emoprofile.aggregate.aggregator import Aggregator

__all__ = ["Aggregator"]
