"""Scores sentences again in batches of half the size when memory runs out."""

import logging

from emoprofile.data import STOPS, ScoreMatrix
from emoprofile.errors import OutOfMemoryError
from emoprofile.score.encoded import Encoded
from emoprofile.score.scorer import OnScored, Scorer

log = logging.getLogger(__name__)
FEWEST_BATCH_TOKENS = 64
"""The smallest batch. Sentences that do not fit into memory even then are a failure of their article."""


def score_together(scorer: Scorer, encoded: Encoded | None, on_scored: OnScored) -> tuple[ScoreMatrix | None, int]:
    """Score sentences of several articles together.

    Args:
        scorer: The scorer that encoded the sentences.
        encoded: The sentences; None if they could not be encoded together.
        on_scored: Called with the number of windows after each batch.

    Returns:
        The scores, or None if the sentences cannot be scored together; and the tokens per batch that were needed.
    """
    batch_tokens = scorer.config.batch_tokens
    while encoded is not None:
        try:
            return scorer.score_encoded(encoded, batch_tokens, on_scored), batch_tokens
        except OutOfMemoryError as error:
            if batch_tokens <= FEWEST_BATCH_TOKENS:
                break
            batch_tokens = max(FEWEST_BATCH_TOKENS, batch_tokens // 2)
            log.warning("%s. Trying again with %d tokens a batch.", error, batch_tokens)
        except STOPS:
            raise
        except BaseException:  # a Rust panic is not an Exception; one article must not stop the others
            break
    return None, batch_tokens
