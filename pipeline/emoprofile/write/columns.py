"""What a table of profiles has in its columns: the same in every format, and known before the first article."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from emoprofile.data import LabelFigures, Profile
from emoprofile.labels import Vocabulary
from emoprofile.write.values import rounded

Kind = Literal["text", "integer", "number", "texts", "value", "json"]
"""`texts` is a list of them, `value` whatever the metadata of an article hold, `json` an object as JSON."""
METADATA: tuple[Kind, ...] = ("value", "json")
"""What the article brings with it, and is never rounded."""
FIGURES: dict[str, Callable[[LabelFigures], float | None]] = {
    "score": lambda figures: figures.score,
    "low": lambda figures: figures.interval and figures.interval[0],
    "high": lambda figures: figures.interval and figures.interval[1],
    "prevalence": lambda figures: figures.prevalence,
    "intensity": lambda figures: figures.intensity,
    "coverage": lambda figures: figures.coverage,
}
"""The columns of each label that the profile speaks first. Share and reference follow from the others and the model."""
NESTED = ("voices", "evidence", "dropped")
"""What Parquet has beside the columns; no column of a metadata key takes these names in any format."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: Its name, unique whatever the case.
        kind: What its cells hold; any of them may be null.
        of: Its cell for a profile, not rounded.
    """

    name: str
    kind: Kind
    of: Callable[[Profile], Any]


def columns(vocabularies: Sequence[Vocabulary], metadata: Sequence[str]) -> tuple[Column, ...]:
    """The columns of a table of profiles.

    Args:
        vocabularies: Those of the profiles, the one that they speak first at the front.
        metadata: Keys of the metadata that get a column of their own.
    """
    own, *groups = vocabularies
    head = (Column("id", "text", lambda profile: profile.id),)
    body = (
        Column("sentences", "integer", lambda profile: profile.accounting.sentences),
        Column("valence", "number", lambda profile: profile.valence),
        Column("emotionality", "number", lambda profile: profile.figures.emotionality),
        Column("diversity", "number", lambda profile: profile.figures.diversity),
        Column("dominant", "texts", lambda profile: [leader.label for leader in profile.dominant]),
        *(_figure(label, name, own.neutral) for label in own.labels for name in FIGURES),
        *(_prevalence(group, label) for group in groups for label in group.labels),
        Column("characters", "integer", lambda profile: profile.accounting.characters),
        Column("characters_kept", "integer", lambda profile: profile.accounting.kept),
        Column("characters_dropped", "integer", lambda profile: sum(profile.accounting.dropped.values())),
        Column("flags", "texts", lambda profile: list(profile.flags)),
        Column("vocabulary", "text", lambda profile: profile.figures.vocabulary),
        Column("model", "text", lambda profile: profile.provenance.model),
        Column("config", "text", lambda profile: profile.provenance.config),
        Column("fingerprint", "text", lambda profile: profile.provenance.fingerprint),
        Column("metadata", "json", lambda profile: dict(profile.metadata)),
    )
    taken = {column.name for column in head + body} | set(NESTED)
    return (*head, *_chosen(metadata, taken), *body)


def cells(profile: Profile, table: Sequence[Column], decimals: int) -> dict[str, Any]:
    """The cells of a profile, by column; figures rounded, metadata as the article has them."""
    return {
        column.name: column.of(profile) if column.kind in METADATA else rounded(column.of(profile), decimals)
        for column in table
    }


def _figure(label: str, name: str, neutral: str | None) -> Column:
    def of(profile: Profile) -> float | None:
        figures = profile.figures.neutral if label == neutral else profile.emotions[label]
        return FIGURES[name](figures) if figures else None

    return Column(f"{label}_{name}", "number", of)


def _prevalence(group: Vocabulary, label: str) -> Column:
    def of(profile: Profile) -> float | None:
        figures = profile.groups[group.name]
        found = figures.neutral if label == group.neutral else figures.emotions[label]
        return found.prevalence if found else None

    return Column(f"{group.name}_{label}_prevalence", "number", of)


def _chosen(keys: Sequence[str], taken: set[str]) -> list[Column]:
    # Databases do not tell ID from id, so neither may a header.
    folded, chosen = {name.casefold() for name in taken}, []
    for key in dict.fromkeys(keys):
        name = key
        while name.casefold() in folded:
            name = f"metadata_{name}"
        folded.add(name.casefold())
        chosen.append(_metadata(key, name))
    return chosen


def _metadata(key: str, name: str) -> Column:
    return Column(name, "value", lambda profile: profile.metadata.get(key))
