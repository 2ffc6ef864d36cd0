"""Sentences -> ScoreMatrix: tokenizer, windows, batches, the model, and what its outputs mean."""

from emoprofile.score.scorer import Encoded, OnScored, Scorer

__all__ = ["Encoded", "OnScored", "Scorer"]
