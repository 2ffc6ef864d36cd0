"""RunConfig: all settings of a run, except the facts about the model, which are in its spec."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, PositiveInt, field_validator

from emoprofile.config.loading import Closed, Words, load

DEFAULT = "default"
MOST_THREADS = 256
"""More than any processor has, few enough to be started."""


class ReadConfig(Closed):
    """How an input is read, and where in it the articles are. What is null is detected.

    Attributes:
        stdin: What `-`, standard input, holds: one text, or JSON Lines.
        encoding: The encoding of texts, web pages, CSV, TSV and JSON, by a name that Python knows, such as `cp1252`.
        delimiter: The character between the fields of CSV and TSV: one character, or `tab`.
        quoting: How fields of CSV and TSV are quoted: `double`, by `"`, doubled inside; `single`, by `'`, doubled
            inside; `backslash`, by `"`, with a backslash before one inside; `none`, quotes are characters like any
            others.
        text_column: The column with the articles.
        id_column: The column with their ids; without one, ids are made from the content.
        title_column: The column with their titles; it goes into the metadata as `title`.
        score_title: Whether a title is the first line of the text that is scored, as a heading.
        metadata_columns: The columns that are carried through to the profile; null takes all that are neither text, id
            nor title.
    """

    stdin: Literal["text", "jsonl"] = "text"
    encoding: str | None = None
    delimiter: str | None = None
    quoting: Literal["double", "single", "backslash", "none"] | None = None
    text_column: str | None = None
    id_column: str | None = None
    title_column: str | None = None
    score_title: bool = True
    metadata_columns: Words | None = None

    @field_validator("encoding")
    @classmethod
    def _is_known(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                "".encode(value)
            except LookupError:
                raise ValueError(f"{value!r} is no text encoding that Python knows, such as utf-8 or cp1252") from None
        return value

    @field_validator("delimiter")
    @classmethod
    def _is_one_character(cls, value: str | None) -> str | None:
        value = {"tab": "\t", "\\t": "\t"}.get(value or "", value)
        if value is not None and (len(value) != 1 or value in "\r\n\"'\\"):
            raise ValueError(f"{value!r} is no delimiter: one character, neither a quote nor a line end, or tab")
        return value


class TextConfig(Closed):
    """How an article is segmented.

    Attributes:
        language: ISO 639-1 code of the articles; picks the splitter's word lists.
        splitter: A registered name, or `module:factory` of your own: a language code -> a splitter.
        clean: Rules that drop what is not part of the story, in order; `none` keeps everything.
    """

    language: Annotated[str, Field(pattern="^[a-z]{2,3}$")] = "en"
    splitter: str = "rules"
    clean: Words = (
        "symbols", "markup", "metadata", "credit", "call-to-action", "share", "notice", "repeat", "teaser",
    )  # fmt: skip

    @field_validator("clean", mode="before")
    @classmethod
    def _none_keeps_everything(cls, value: object) -> object:
        return () if value in ("none", ("none",)) else value


class ScoreConfig(Closed):
    """How sentences go through the model.

    Attributes:
        backend: `torch`; `transformers`, which takes the encoder of that library even where emoprofile has one of its
            own; or `onnx` for a model that `emoprofile models export` has written (extra `[onnx]`).
        device: `auto` takes CUDA, then Apple's MPS, then the CPU; of the `onnx` backend always the CPU.
        dtype: The number type of the model's arithmetic; `auto` takes `bfloat16` where the model passed its gate and
            this machine is at least 1.3 times as fast in it, else `float32`.
        batch_tokens: The most tokens in one pass of the model; decides memory and speed, never a score.
        threads: How many passes the CPU computes at once; null takes all cores. Decides speed, never a score.
    """

    backend: Literal["torch", "transformers", "onnx"] = "torch"
    device: Annotated[str, Field(pattern=r"^(auto|cpu|mps|cuda(:\d{1,3})?)$")] = "auto"
    dtype: Literal["auto", "float32", "bfloat16", "float16"] = "auto"
    batch_tokens: Annotated[int, Field(ge=64, le=1 << 20)] = 2048
    threads: Annotated[PositiveInt, Field(le=MOST_THREADS)] | None = None


class AggregateConfig(Closed):
    """How sentence scores become the figures of an article.

    Attributes:
        vocabulary: The labels of the reading `expressed`; null is the model's own. A coarser one must be among those
            that the model's labels map into; the model's own is then among the groups.
        method: How the scores of sentences become one figure: a registered name, or `module:function` of your own.
        weighting: How much each sentence counts: a registered name, or `module:function` of your own.
        draws: How many draws from the error model every interval and probability is made of.
    """

    vocabulary: str | None = None
    method: str = "mean"
    weighting: str = "uniform"
    draws: Annotated[int, Field(ge=99, le=99_999)] = 999


class OutputConfig(Closed):
    """What is written.

    Attributes:
        detail: `compact` keeps at most three pieces of evidence per emotion, and none per group.
        text: Whether the text of sentences is written beside their figures.
        sentences: Whether each sentence gets a row in a file of its own, `NAME.sentences.parquet`.
        metadata: Keys of the metadata that get a column of their own in tables; all of them stand in `metadata`.
        decimals: Figures are rounded to so many places in files; in memory they are not.
    """

    detail: Literal["compact", "full"] = "compact"
    text: bool = False
    sentences: bool = False
    metadata: Words = ("title", "author", "date")
    decimals: Annotated[int, Field(ge=3, le=17)] = 6


class LimitsConfig(Closed):
    """What is refused, so that no input takes all memory or time. What is over a limit is one failure.

    Attributes:
        max_characters: The longest article.
        max_id_characters: The longest id in a table.
        max_bytes: The largest file that is one article, line, field or page of a Parquet column, unpacked.
        max_ratio: How many times its own size a packed file or a Parquet file may unpack to, once that is more than
            `max_bytes`.
        max_tags: The most tags of a web page.
        max_attributes: The most attributes of one tag of a web page.
        max_seconds: The most seconds of processor time that reading one web page may take.
        max_page_memory: The most bytes of memory that the process which reads web pages may take.
    """

    max_characters: Annotated[PositiveInt, Field(le=1_000_000_000)] = 5_000_000
    max_id_characters: Annotated[PositiveInt, Field(le=1_000_000)] = 1_000
    max_bytes: Annotated[PositiveInt, Field(le=1 << 31)] = 1 << 28
    max_ratio: Annotated[PositiveInt, Field(le=1_000_000)] = 200
    max_tags: Annotated[PositiveInt, Field(le=10_000_000)] = 100_000
    max_attributes: Annotated[PositiveInt, Field(le=1_000_000)] = 1_000
    max_seconds: Annotated[float, Field(gt=0, le=3600)] = 10.0
    max_page_memory: Annotated[int, Field(ge=1 << 29, le=1 << 40)] = 1 << 32


LIMITS = LimitsConfig()
"""Where no configuration says otherwise."""


class RunConfig(Closed):
    """A run configuration: one YAML file, with `extends:` and overrides applied.

    Attributes:
        description: One line for `emoprofile configs`.
        model: The name of a model, or the path of a model spec or model folder.
    """

    description: str = ""
    model: str
    read: ReadConfig = ReadConfig()
    text: TextConfig = TextConfig()
    score: ScoreConfig = ScoreConfig()
    aggregate: AggregateConfig = AggregateConfig()
    limits: LimitsConfig = LimitsConfig()
    output: OutputConfig = OutputConfig()

    def list_decisive(self) -> dict[str, Any]:
        """The settings that a profile's figures depend on, as plain values: what a fingerprint covers."""
        return self.model_dump(
            mode="json",
            exclude={
                "description": True,
                "read": True,
                "output": True,
                "limits": True,
                "score": {"device", "batch_tokens", "threads"},
            },
        )


def load_run_config(name: str | Path = DEFAULT, overrides: Sequence[str] = ()) -> RunConfig:
    """The run configuration of that name or path.

    Args:
        name: A name from `configs/`, or the path of a YAML file.
        overrides: `key.path=value` items, applied last.

    Raises:
        ConfigError: With every problem, each with its file and key.
        UnknownNameError: If there is no such configuration.
    """
    return load("configs", name, RunConfig, overrides)
