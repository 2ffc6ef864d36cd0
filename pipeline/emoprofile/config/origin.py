"""The origin of a model and of the fitted numbers in its spec."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from emoprofile.config.loading import FOLDER, Closed


class Fitted(Closed):
    """The origin of the thresholds, groups, baselines and derived valence of a spec.

    Attributes:
        data: The labelled sentences.
        split: The part of them that was fitted on.
        metric: The metric that the thresholds were chosen by.
        date: The date of the fit in ISO 8601, as exactly as it is known.
        baseline: The unemotional text of the baselines.
        note: What a reader should know before trusting the numbers.
        metrics: Figures on the split that was fitted on. They make no claim about other text.
    """

    data: str
    split: str
    metric: str = ""
    date: str = ""
    baseline: str = ""
    note: str = ""
    metrics: dict[str, float] = Field(default_factory=dict)


class Source(Closed):
    """The origin of a model: a folder, or the hub.

    Attributes:
        folder: The folder with the weights; in a file, relative to the file.
        hub: Its id on the hub, `owner/name`.
        revision: The commit on the hub, 40 hexadecimal digits. A source without it is *unpinned*: `models fetch` then
            pins the commit that it finds.
        published: The format of the weights on the hub. A pickle can run code when it is read: it is fetched only on
            request, and converted to safetensors once.
    """

    folder: Path | None = None
    hub: Annotated[str, Field(pattern=r"^[\w.-]+/[\w.-]+$")] | None = None
    revision: Annotated[str, Field(pattern="^[0-9a-f]{40}$")] | None = None
    published: Literal["safetensors", "pickle"] = "safetensors"

    @field_validator("folder")
    @classmethod
    def _beside_its_file(cls, folder: Path | None, info: ValidationInfo) -> Path | None:
        base = (info.context or {}).get(FOLDER)
        return (base / folder).resolve() if base and folder else folder

    @model_validator(mode="after")
    def _is_one_place(self) -> Self:
        if (self.folder is None) == (self.hub is None):
            raise ValueError("a source is either a folder or a hub id: give exactly one of them")
        if self.revision and not self.hub:
            raise ValueError("a revision belongs to a hub id, not to a folder: remove it, or give the hub id")
        return self

    def __str__(self) -> str:
        if self.hub:
            return f"{self.hub} at {self.revision[:12] if self.revision else 'no revision (unpinned)'}"
        return str(self.folder)
