"""What a model loses in bfloat16, as it was measured, and how much it may."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, PositiveInt

from emoprofile.config.loading import Closed
from emoprofile.config.readings import Probability

LEAST_AGREEMENT = 0.995
LARGEST_P99 = 0.005
LARGEST_F1_LOSS = 0.002


class PrecisionGate(Closed):
    """A model in bfloat16 held against the same model in float32.

    Attributes:
        data: The labelled sentences.
        sentences: How many there are.
        weights_sha256: The weights that were measured.
        label_agreement: The share of sentences and labels where both claim the label or neither does.
        p99_difference: The 99 % quantile over sentences and outputs of |p - p'|.
        largest_difference: The largest of them.
        f1_loss: Macro-F1 in float32 less that in bfloat16.
    """

    data: str
    sentences: PositiveInt
    weights_sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    label_agreement: Probability
    p99_difference: Probability
    largest_difference: Probability
    f1_loss: Annotated[float, Field(ge=-1, le=1)]

    def list_failures(self) -> Iterator[str]:
        """What is not within the bounds, a line each; nothing where the gate is passed."""
        if self.label_agreement < LEAST_AGREEMENT:
            yield f"label agreement {self.label_agreement:.4f}, at least {LEAST_AGREEMENT} is needed"
        if self.p99_difference > LARGEST_P99:
            yield f"99 % quantile of the differences {self.p99_difference:.4f}, at most {LARGEST_P99} is allowed"
        if self.f1_loss > LARGEST_F1_LOSS:
            yield f"macro-F1 lower by {self.f1_loss:.4f}, at most {LARGEST_F1_LOSS} is allowed"
