"""What a check of a model found."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["fine", "repaired", "warning", "refused"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One check of a model against its spec.

    Attributes:
        check: What was looked at.
        verdict: `repaired`: the model itself would be read wrong, the spec sets it right. `refused`: it would be
            mis-scored.
        message: What was seen, and where it is not fine, what to do.
    """

    check: str
    verdict: Verdict
    message: str
