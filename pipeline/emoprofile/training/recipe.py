"""TrainingRecipe: everything that decides which model a training run ends with."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, PositiveFloat, PositiveInt

from emoprofile.config import Closed, load
from emoprofile.errors import UnknownNameError
from emoprofile.labels import vocabulary


def _known_vocabulary(name: str) -> str:
    try:
        return vocabulary(name).name
    except UnknownNameError as error:
        raise ValueError(str(error)) from None


class Base(Closed):
    """The pretrained encoder to start from: a folder inside an installed package.

    Attributes:
        name: The name by which the weights are published.
        package: The Python package that carries them.
        folder: The model folder inside the package.
        sha256: Of `model.safetensors`, checked before training.
    """

    name: str
    licence: str
    package: str
    folder: str
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class TrainingData(Closed):
    """What is learnt from.

    Attributes:
        name: The corpus, for the model card.
        format: How the files in `folder` are read.
        folder: Below the folder that the user names.
        max_tokens: Longer texts are cut to this many tokens, in training only.
        drop_held_out_texts: Leave out of train every text that dev or test holds too, compared without case and
            punctuation.
    """

    name: str
    citation: str
    licence: str
    format: Literal["goemotions"]
    folder: str
    vocabulary: Annotated[str, AfterValidator(_known_vocabulary)]
    max_tokens: Annotated[int, Field(ge=8, le=512)]
    drop_held_out_texts: bool = True


class PlainProse(Closed):
    """Unemotional sentences, one a line, on which the reference is measured.

    Attributes:
        file: Below the folder that the user names.
        sentences: How many are drawn, by the seed.
    """

    name: str
    licence: str
    file: str
    sentences: PositiveInt


class Optimisation(Closed):
    """AdamW with linear warm-up and linear decay, on length-grouped batches.

    Attributes:
        warmup_ratio: Share of all steps over which the learning rate rises, in [0, 1).
        precision: Of the forward pass; the weights that are updated are float32 either way.
        checkpoint_every: Steps between checkpoints; a killed run loses at most this many.
    """

    seed: int
    epochs: PositiveInt
    batch_size: PositiveInt
    learning_rate: PositiveFloat
    warmup_ratio: Annotated[float, Field(ge=0, lt=1)]
    weight_decay: Annotated[float, Field(ge=0)]
    precision: Literal["float32", "bfloat16"]
    checkpoint_every: PositiveInt


class TrainingRecipe(Closed):
    """A training run, whole.

    Attributes:
        name: Of the model that comes out.
        licence: Of the weights that come out.
    """

    name: Annotated[str, Field(pattern="^[a-z0-9][a-z0-9-]*$")]
    description: str
    licence: str
    language: str
    base: Base
    data: TrainingData
    plain_prose: PlainProse
    optimisation: Optimisation

    def decisive(self) -> dict[str, Any]:
        """What the trained weights depend on, besides the rows themselves, as plain values."""
        return {
            "base": self.base.sha256,
            "max_tokens": self.data.max_tokens,
            "vocabulary": self.data.vocabulary,
            "optimisation": self.optimisation.model_dump(mode="json", exclude={"checkpoint_every"}),
        }


def load_recipe(name: str | Path, overrides: Sequence[str] = ()) -> TrainingRecipe:
    """The recipe of that name in `configs/training/`, or at that path.

    Raises:
        ConfigError: With every problem, each with its file and key.
        UnknownNameError: If there is no such recipe.
    """
    return load("configs/training", name, TrainingRecipe, overrides)
