"""The columns of a table of profiles. They are the same in every format, and known before the first article."""

from collections.abc import Iterator, Sequence
from typing import Any

from emoprofile.config import ModelSpec, RunConfig
from emoprofile.data import Profile
from emoprofile.write.figure_columns import Column, Kind
from emoprofile.write.reading_columns import list_dimension_columns, list_evoked_columns, list_expressed_columns
from emoprofile.write.values import round_floats

METADATA: tuple[Kind, ...] = ("value", "json")
"""The kinds of columns that hold metadata of the article. Metadata are never rounded."""
NESTED = ("voices", "evidence", "dropped")
"""Nested columns that only Parquet has. In no format does a metadata key get a column of such a name."""


def list_columns(spec: ModelSpec, config: RunConfig) -> tuple[Column, ...]:
    """List the columns of a table of profiles. A reading that the model does not have gets no column.

    Args:
        spec: The spec of the model; its readings and labels become columns.
        config: The run configuration: it names the vocabulary of `expressed`, the method, and the metadata keys that
            get a column of their own.

    Raises:
        ConfigError: If the model does not express the vocabulary that the configuration names.
    """
    head = (Column("id", "text", "the name of the article", lambda profile: profile.id),)
    body = (
        Column("sentences", "integer", "how many sentences were scored", lambda each: each.accounting.sentences),
        *list_dimension_columns(spec.graded),
        *list_expressed_columns(spec.order_vocabularies(config.aggregate.vocabulary), config.aggregate.method),
        *list_evoked_columns(spec.evokes, config.aggregate.method),
        *_ACCOUNT,
    )
    taken = {column.name for column in head + body} | set(NESTED)
    return (*head, *_choose_keys(config.output.metadata, taken), *body)


def fill_cells(profile: Profile, table: Sequence[Column], decimals: int) -> dict[str, Any]:
    """Fill the cells of a profile, by column. Figures are rounded, metadata are not."""
    return {
        column.name: column.read(profile) if column.kind in METADATA else round_floats(column.read(profile), decimals)
        for column in table
    }


_ACCOUNT = (
    Column(
        "rough",
        "texts",
        "the labels that the model reads too unreliably to lead: look at their sentences before using them",
        lambda profile: list(_list_rough(profile)),
    ),
    Column("flags", "texts", "what to know before trusting the figures", lambda profile: list(profile.flags)),
    Column("characters", "integer", "the length of the article", lambda profile: profile.accounting.characters),
    Column(
        "characters_kept",
        "integer",
        "how many of them are inside scored sentences",
        lambda profile: profile.accounting.kept,
    ),
    Column(
        "characters_dropped",
        "integer",
        "how many of them were left out; the rest is white space",
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


def _list_rough(profile: Profile) -> Iterator[str]:
    """List the columns of the rough labels."""
    yield from (name for name, figures in profile.readings.list_figures() if figures.rough)
    for name, group in (profile.expressed.groups if profile.expressed else {}).items():
        yield from (f"expressed.{name}.{label}" for label, figures in group.labels.items() if figures.rough)
        if group.neutral and group.neutral.rough:
            yield f"expressed.{name}.neutral"


def _choose_keys(keys: Sequence[str], taken: set[str]) -> list[Column]:
    # Databases treat ID and id as the same name, so no two columns may differ only in case.
    folded, chosen = {name.casefold() for name in taken}, []
    for key in dict.fromkeys(keys):
        name = key
        while name.casefold() in folded:
            name = f"metadata_{name}"
        folded.add(name.casefold())
        chosen.append(_build_metadata_column(key, name))
    return chosen


def _build_metadata_column(key: str, name: str) -> Column:
    return Column(name, "value", "this key in the metadata of the article", lambda profile: profile.metadata.get(key))
