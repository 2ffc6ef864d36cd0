"""The result of one check of a model."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["fine", "repaired", "warning", "refused"]


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check of a model against its spec.

    Attributes:
        check: The name of the check.
        verdict: `fine`; `repaired`: the checkpoint alone would be misread, and the spec corrects it; `warning`; or
            `refused`: the model would be mis-scored.
        message: What the check saw and, unless it is fine, what to do.
    """

    check: str
    verdict: Verdict
    message: str
