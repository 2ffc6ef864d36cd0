"""Sentences -> ScoreMatrix: tokenizer, windows, batches, the model, and what its outputs mean."""

from emoprofile.score.encoded import Encoded
from emoprofile.score.precision import choose_dtype
from emoprofile.score.retries import score_together
from emoprofile.score.scorer import OnScored, Scorer

__all__ = ["Encoded", "OnScored", "Scorer", "choose_dtype", "score_together"]
