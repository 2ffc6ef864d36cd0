"""The frozen plan of a run: what is read, how it is cut into chunks, and everything that its output depends on."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from emoprofile.errors import RunError
from emoprofile.provenance import fingerprint

SCHEMA = "emoprofile-run/3"


@dataclass(frozen=True, slots=True)
class Input:
    """An input as it was when the run was planned.

    Attributes:
        path: As it was named; `-` is standard input, kept in the run directory.
        articles: How many there are in it, those counted that cannot be read.
        bytes: Its size; None for what has none.
        modified: When it was last written and when its entry was last changed, in nanoseconds; None for what has no
            such times.
        sha256: Of its bytes as they were read, hex; None for what cannot be hashed.
    """

    path: str
    articles: int
    bytes: int | None = None
    modified: tuple[int, int] | None = None
    sha256: str | None = None

    def facts(self) -> dict[str, Any]:
        """What is the same wherever and whenever the input is copied."""
        return {key: value for key, value in asdict(self).items() if key != "modified"}

    def __str__(self) -> str:
        size = "no size" if self.bytes is None else f"{self.bytes:,} bytes"
        return f"{size}, sha256 {self.sha256[:12]}…" if self.sha256 else size


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is scored, committed and, if need be, done again as a whole: some rows of a table, or some files.

    Attributes:
        first: The position of its first input.
        inputs: How many inputs it spans; more than one only where each is a single article.
        start: Of the first input, the article that it begins with.
        stop: The article that it ends before, in the last input.
        repeats: Positions within the chunk whose ids came before, in the run or in the output that it adds to.
        known: Positions within the chunk of articles that the output holds already: they are left out.
        sha256: Of its articles, as they were read when the run was planned; None where the hashes of its inputs say
            it, because each is a single article.
    """

    first: int
    inputs: int
    start: int
    stop: int
    repeats: tuple[int, ...] = ()
    sha256: str | None = None
    known: tuple[int, ...] = ()

    @property
    def span(self) -> int:
        """How many articles it spans."""
        return self.inputs if self.inputs > 1 else self.stop - self.start

    @property
    def articles(self) -> int:
        """How many are scored."""
        return self.span - len(self.known)


@dataclass(frozen=True, slots=True)
class Plan:
    """A run, planned: the same inputs give the same plan, and the same plan the same output.

    Attributes:
        settings: Whatever the output depends on beside the inputs, as plain JSON values.
        inputs: In order.
        chunks: In order; together they hold every article of the inputs once that the output does not hold already.
        failures: Paths that lead to nothing, and tables that nobody can read, as failures are written.
        skipped: How many files are no articles.
        known: How many articles the output holds already.
        generation: How many runs the output is of, with this one; the first begins it, the others add to it.
        adds_to: The fingerprint of the last run into the output that this one adds to; None if it adds to none.
    """

    settings: Mapping[str, Any]
    inputs: tuple[Input, ...]
    chunks: tuple[Chunk, ...]
    failures: tuple[Mapping[str, Any], ...]
    skipped: int
    known: int = 0
    generation: int = 1
    adds_to: str | None = None

    @property
    def articles(self) -> int:
        """How many new articles come in, those counted that cannot be read, without skipped files."""
        return sum(chunk.articles for chunk in self.chunks) + len(self.failures)

    @property
    def new_inputs(self) -> tuple[Input, ...]:
        """The inputs of which something is new; all of them where nothing is added to."""
        if self.generation == 1:
            return self.inputs
        places = {
            chunk.first + place
            for chunk in self.chunks
            for place in range(chunk.inputs)
            if chunk.sha256 is not None or place not in chunk.known
        }
        return tuple(self.inputs[place] for place in sorted(places))

    @property
    def fingerprint(self) -> str:
        """The same for the same inputs, settings and chunks, whatever the times of the files."""
        return fingerprint({**asdict(self), "inputs": [each.facts() for each in self.inputs]})

    def to_json(self) -> str:
        """The plan as a file holds it."""
        return json.dumps({"schema": SCHEMA, **asdict(self)}, ensure_ascii=True)

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """The plan in a file.

        Raises:
            RunError: If it is none, or one of another version.
        """
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            if values.pop("schema") != SCHEMA:
                raise ValueError("another schema")
            return cls(
                settings=values["settings"],
                inputs=tuple(Input(**{**each, "modified": _times(each["modified"])}) for each in values["inputs"]),
                chunks=tuple(_chunk(each) for each in values["chunks"]),
                failures=tuple(values["failures"]),
                skipped=values["skipped"],
                known=values["known"],
                generation=values["generation"],
                adds_to=values["adds_to"],
            )
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            raise RunError(f"{path} is no plan of a run that this version can go on with: {error}") from None


def _chunk(found: Mapping[str, Any]) -> Chunk:
    return Chunk(**{**found, "repeats": tuple(found["repeats"]), "known": tuple(found["known"])})


def _times(found: list[int] | None) -> tuple[int, int] | None:
    return None if found is None else (found[0], found[1])


def differences(old: Mapping[str, Any], new: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """What is not the same in two nested mappings, a line each: `key: old -> new`."""
    for key in sorted({*old, *new}):
        before, after, name = old.get(key), new.get(key), f"{prefix}{key}"
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from differences(before, after, f"{name}.")
        elif before != after:
            yield f"{name}: {_short(before)} -> {_short(after)}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."
