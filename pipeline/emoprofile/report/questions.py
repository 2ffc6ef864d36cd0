"""What is asked of a corpus: how it goes over time, and what its groups hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from emoprofile.compare.results import Bin, GroupTable, Trend
from emoprofile.report.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked.

    Attributes:
        date: The key of the metadata that holds the date; None takes `date` where the articles have it.
        bin: How long a bin of the trend is; None chooses by how long the time is.
        by: Keys of the metadata that make groups; none asks for no groups.
    """

    date: str | None = None
    bin: Bin | None = None
    by: Sequence[str] = ()

    @property
    def date_is_asked(self) -> bool:
        """Whether there must be a trend."""
        return self.date is not None

    def answer(self, corpus: Corpus) -> tuple[Trend | None, GroupTable | None, list[str]]:
        """The trend and the groups, and why there is none where one could be expected.

        Raises:
            InvalidValueError: If the keys that were asked for are not there.
        """
        raise NotImplementedError
