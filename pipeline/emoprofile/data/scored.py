"""An article with the scores of its sentences. A profile is made from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from emoprofile.data.document import Dropped, Segmentation
from emoprofile.data.score_matrix import ScoreMatrix
from emoprofile.data.scores import FloatArray
from emoprofile.errors import InvalidValueError

if TYPE_CHECKING:
    import pandas as pd

SET_ASIDE = "set-aside"


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A segmented article, and the scores of its sentences.

    Attributes:
        segmentation: The article.
        scores: One row per sentence.

    Raises:
        InvalidValueError: If there is not one score per sentence.
    """

    segmentation: Segmentation
    scores: ScoreMatrix

    def __post_init__(self) -> None:
        if len(self.scores) != len(self.segmentation.sentences):
            raise InvalidValueError(
                f"{len(self.scores)} scores for {len(self.segmentation.sentences)} sentences of "
                f"{self.segmentation.document.id!r}"
            )

    def without(self, sentences: frozenset[int]) -> "Scored":
        """Give the article without these sentences. They are accounted for as set aside."""
        old = self.segmentation
        kept = [i for i in range(len(old.sentences)) if i not in sentences]
        aside = [Dropped(old.sentences[i].span, SET_ASIDE) for i in sorted(sentences)]
        dropped = sorted([*old.dropped, *aside], key=lambda part: part.span)
        rest = Segmentation(old.document, tuple(old.sentences[i] for i in kept), tuple(dropped), old.passages)
        return Scored(rest, self.scores.select(kept))

    def to_rows(self) -> Iterator[dict[str, Any]]:
        """Yield a row per sentence: its place, its voices, and the value of each label, such as `expressed.fear`.

        The value of an event is q, its probability in an article; that of a graded label is y. Groups are left out.
        """
        values = self._list_columns()
        for i, (sentence, shared) in enumerate(
            zip(self.segmentation.sentences, self.segmentation.share_voices(), strict=True)
        ):
            kinds = dict.fromkeys(("narration", "quotation", "heading"), 0.0)
            for voice, share in shared.items():
                kinds[voice.kind] += share
            speakers = [voice.speaker_hint for voice in shared if voice.speaker_hint]
            yield {
                "id": self.segmentation.document.id,
                "sentence": i,
                "start": sentence.span.start,
                "end": sentence.span.end,
                "text": sentence.text,
                "tokens": int(self.scores.tokens[i]),
                "windows": int(self.scores.windows[i]),
                **kinds,
                "speaker_hint": "; ".join(speakers) or None,
                **{name: float(column[i]) for name, column in values.items()},
            }

    def _list_columns(self) -> dict[str, FloatArray]:
        """List the columns of labels by name, each with the values of the sentences."""
        scores = self.scores
        columns: dict[str, FloatArray] = {}
        for prefix, reading in (("", scores.dimensions), ("expressed.", scores.expressed), ("evoked.", scores.evoked)):
            if reading is not None:
                values = reading.values
                columns |= {f"{prefix}{label}": values[:, j] for j, label in enumerate(reading.labels)}
        return columns

    def to_frame(self) -> "pd.DataFrame":
        """Give the rows as a table of pandas."""
        import pandas as pd

        return pd.DataFrame(list(self.to_rows()))
