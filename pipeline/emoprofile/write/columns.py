"""What a table of profiles has in its columns: the same in every format, and known before the first article."""

from collections.abc import Iterator, Sequence
from typing import Any

from emoprofile.config import ModelSpec, RunConfig
from emoprofile.data import Profile
from emoprofile.write.figure_columns import Column, Kind
from emoprofile.write.reading_columns import dimension_columns, evoked_columns, expressed_columns
from emoprofile.write.values import round_floats

METADATA: tuple[Kind, ...] = ("value", "json")
"""What the article brings with it, and is never rounded."""
NESTED = ("voices", "evidence", "dropped")
"""What Parquet has beside the columns; no column of a metadata key takes these names in any format."""


def columns(spec: ModelSpec, config: RunConfig) -> tuple[Column, ...]:
    """The columns of a table of profiles. What the model does not say has none.

    Args:
        spec: Of the model: its readings and labels.
        config: The vocabulary of `expressed`, the method, and the metadata keys that get a column of their own.

    Raises:
        ConfigError: If the model does not express the vocabulary that the configuration names.
    """
    head = (Column("id", "text", "the name of the article", lambda profile: profile.id),)
    body = (
        Column("sentences", "integer", "how many sentences were scored", lambda each: each.accounting.sentences),
        *dimension_columns(spec.graded),
        *expressed_columns(spec.vocabularies(config.aggregate.vocabulary), config.aggregate.method),
        *evoked_columns(spec.evokes, config.aggregate.method),
        *_ACCOUNT,
    )
    taken = {column.name for column in head + body} | set(NESTED)
    return (*head, *_choose_keys(config.output.metadata, taken), *body)


def cells(profile: Profile, table: Sequence[Column], decimals: int) -> dict[str, Any]:
    """The cells of a profile, by column; figures rounded, metadata as the article has them."""
    return {
        column.name: column.of(profile) if column.kind in METADATA else round_floats(column.of(profile), decimals)
        for column in table
    }


_ACCOUNT = (
    Column(
        "rough",
        "texts",
        "the labels that the model reads too unreliably to lead: look at their sentences before using them",
        lambda profile: list(_rough(profile)),
    ),
    Column("flags", "texts", "what to know before trusting the figures", lambda profile: list(profile.flags)),
    Column("characters", "integer", "the length of the article", lambda profile: profile.accounting.characters),
    Column("characters_kept", "integer", "those inside scored sentences", lambda profile: profile.accounting.kept),
    Column(
        "characters_dropped",
        "integer",
        "those left out; what is missing to the sum is white space",
        lambda profile: sum(profile.accounting.dropped.values()),
    ),
    Column("model", "text", "the name of the model", lambda profile: profile.provenance.model),
    Column("config", "text", "the name of the configuration", lambda profile: profile.provenance.config),
    Column(
        "fingerprint",
        "text",
        "equal for two articles that were scored in the same way",
        lambda profile: profile.provenance.fingerprint,
    ),
    Column("metadata", "json", "all metadata of the article, as JSON", lambda profile: dict(profile.metadata)),
)


def _rough(profile: Profile) -> Iterator[str]:
    """The columns of the rough labels."""
    yield from (name for name, figures in profile.readings.figures() if figures.rough)
    for name, group in (profile.expressed.groups if profile.expressed else {}).items():
        yield from (f"expressed.{name}.{label}" for label, figures in group.labels.items() if figures.rough)
        if group.neutral and group.neutral.rough:
            yield f"expressed.{name}.neutral"


def _choose_keys(keys: Sequence[str], taken: set[str]) -> list[Column]:
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
    return Column(name, "value", "of the metadata of the article", lambda profile: profile.metadata.get(key))
