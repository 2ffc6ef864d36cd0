"""Rows as they were written -> labelled articles: names told, degrees scaled, spans checked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from emoprofile.labelled.data import NO_EMOTION, LabelledArticle, LabelledSentence
from emoprofile.labelled.label_names import Names, key_of
from emoprofile.labelled.raw import Problems, RawArticle, RawDataset, RawSentence
from emoprofile.labels import Vocabulary


@dataclass(slots=True)
class Reading:
    """Rows -> articles, with everything that is wrong on the way.

    Attributes:
        scale: The highest degree that could be given.
        split: Of rows that do not say theirs.
    """

    names: Names
    own: Vocabulary
    scale: float
    split: str | None
    problems: Problems
    has_unknown: bool = False

    @property
    def remedy(self) -> str:
        """What there is to know, if a name was not known."""
        if not self.has_unknown:
            return ""
        known = f"Labels of {self.own.name}, which was taken: {', '.join(self.own.labels)}. "
        return known + "Name another vocabulary, or say what the names mean."

    def possible(self, raw: RawDataset, *, named: bool) -> Sequence[str]:
        """The labels that could have been given: the columns, all of a vocabulary that is stated, or those seen."""
        labels = self.names.labels(self.own)
        if raw.columns is None and (named or raw.vocabulary):
            return self.own.labels
        seen = raw.columns if raw.columns is not None else [name for row in raw.rows for name in row.names]
        return [labels[key] for key in map(self.names.key, seen) if key in labels]

    def articles(self, rows: Iterable[RawArticle]) -> tuple[LabelledArticle, ...]:
        """Rows that stand for themselves, and rows that say to be of the same article together."""
        found: dict[str, list[LabelledArticle]] = {}
        first: dict[str, str] = {}
        for number, row in enumerate(rows):
            article = self._article(row)
            if (row.whole or (row.id and not row.group)) and article.id in first:
                self.problems.add(row.place, f"the id {article.id!r} stands at {first[article.id]} already")
            first.setdefault(article.id, row.place)
            group = found.setdefault(f"in {row.group}" if row.group else f"row {number}", [])
            if group and group[0].split != article.split:
                self.problems.add(
                    row.place, f"article {row.group!r} is in the splits {group[0].split}, {article.split}"
                )
            group.append(article)
        return tuple(_together(parts) for parts in found.values())

    def _article(self, row: RawArticle) -> LabelledArticle:
        before = len(self.problems)
        text = row.text if row.whole else None
        sentences = [self._sentence(row, text, i, one) for i, one in enumerate(row.sentences, 1)]
        self._check_order(row)
        good = len(self.problems) == before
        return LabelledArticle(
            id=row.group or row.id or row.place,
            text=text,
            sentences=tuple(one for one in sentences if one is not None) if good else (),
            emotions=None if row.emotions is None else self._labels(row.place, row.emotions, None),
            dominant=self._dominant(row),
            valence=self._valence(row.place, row.valence) if row.whole else None,
            split=row.split or self.split,
            metadata=row.metadata,
        )

    def _sentence(self, row: RawArticle, text: str | None, number: int, raw: RawSentence) -> LabelledSentence | None:
        place = f"{row.place}, sentence {number}" if row.whole else row.place
        labels = self._labels(place, raw.labels, self.scale)
        valence = self._valence(place, raw.valence)
        arousal = self._within(place, "arousal", raw.arousal, 0)
        words = raw.text
        if raw.start is not None and raw.end is not None:
            if text is None:
                self.problems.add(place, "says where it stands, but the article has no text")
                return None
            if not 0 <= raw.start < raw.end <= len(text):
                self.problems.add(place, f"[{raw.start}, {raw.end}) is not inside the text of {len(text)} characters")
                return None
            inside = text[raw.start : raw.end]
            if words is not None and words != inside:
                self.problems.add(place, f"{words!r:.40} does not stand at [{raw.start}, {raw.end}): {inside!r:.40}")
            words = inside
        if words is None or not words.strip():
            self.problems.add(place, "its span holds nothing but space" if words else "has neither text nor span")
            return None
        return LabelledSentence(words, labels, raw.start, raw.end, valence, arousal)

    def _check_order(self, row: RawArticle) -> None:
        last = 0
        for number, one in enumerate(row.sentences, 1):
            if one.start is None or one.end is None:
                continue
            if one.start < last:
                where = f"{row.place}, sentence {number}"
                self.problems.add(where, f"begins at {one.start}, before the one before it ends at {last}")
            last = max(last, one.end)

    def _labels(self, place: str, raw: Mapping[str, float], scale: float | None) -> dict[str, float]:
        known = self.names.labels(self.own)
        found: dict[str, float] = {}
        for name, value in raw.items():
            label = known.get(self.names.key(name))
            if label is None:
                self._unknown(place, name)
            elif value < 0 or (scale is not None and value > scale):
                allowed = "at least 0" if scale is None else f"in [0, {scale:g}]"
                more = " If higher degrees could be given, say the highest: maximum." if scale == 1 < value else ""
                self.problems.add(place, f"{name!r} has {value:g}, which is not {allowed}.{more}")
            elif value > 0:
                found[label] = max(found.get(label, 0.0), value / (scale or 1.0))
        return found

    def _dominant(self, row: RawArticle) -> str | None:
        if row.dominant is None or key_of(row.dominant) == NO_EMOTION:
            return row.dominant and NO_EMOTION
        label = self.names.labels(self.own).get(self.names.key(row.dominant))
        if label is None:
            self._unknown(row.place, row.dominant)
        return label

    def _valence(self, place: str, value: float | None) -> float | None:
        return self._within(place, "valence", value, -1)

    def _within(self, place: str, name: str, value: float | None, least: float) -> float | None:
        if value is not None and not least <= value <= 1:
            self.problems.add(place, f"the {name} is {value:g}, which is not in [{least:g}, 1]")
        return value

    def _unknown(self, place: str, name: str) -> None:
        self.has_unknown = True
        close = get_close_matches(key_of(name), self.names.labels(self.own), n=1)
        guess = f"; is {close[0]!r} meant?" if close else ""
        self.problems.add(place, f"unknown label {name!r}{guess}")


def _together(parts: Sequence[LabelledArticle]) -> LabelledArticle:
    """The sentences of an article that came in rows of their own."""
    one = parts[0]
    if len(parts) == 1:
        return one
    sentences = tuple(sentence for part in parts for sentence in part.sentences)
    shared = {name: value for name, value in one.metadata.items() if all(p.metadata.get(name) == value for p in parts)}
    return LabelledArticle(one.id, None, sentences, split=one.split, metadata=shared)
