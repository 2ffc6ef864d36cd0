"""An article that could not be profiled."""

from dataclasses import dataclass
from typing import Any, Literal

Stage = Literal["read", "split", "score", "aggregate", "write"]


@dataclass(frozen=True, slots=True)
class Failure:
    """Stands in the place of the profile that an article did not get.

    Attributes:
        id: Of the article.
        stage: Where the flow stopped.
        error: The class of the error.
        message: What was seen, what is allowed, what to do.
    """

    id: str
    stage: Stage
    error: str
    message: str

    @classmethod
    def of(cls, id: str, stage: Stage, error: BaseException) -> "Failure":
        """The failure that an exception stands for."""
        return cls(id, stage, type(error).__name__, str(error) or type(error).__name__)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"id": self.id, "stage": self.stage, "error": self.error, "message": self.message}
