"""Sentences -> ScoreMatrix: tokenizer, windows, batches, the model, and what its outputs mean."""

from emoprofile.score.scorer import Scorer

__all__ = ["Scorer"]
