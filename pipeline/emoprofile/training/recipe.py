"""TrainingRecipe: everything that decides which model a training run ends with."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, PositiveFloat, PositiveInt, model_validator

from emoprofile.config import Closed, load
from emoprofile.errors import UnknownNameError
from emoprofile.labels import find_vocabulary
from emoprofile.training.outputs import Outputs


def _known_vocabulary(name: str) -> str:
    try:
        return find_vocabulary(name).name
    except UnknownNameError as error:
        raise ValueError(str(error)) from None


VocabularyName = Annotated[str, AfterValidator(_known_vocabulary)]


class Base(Closed):
    """The checkpoint to start from: a folder inside an installed package, or one that another recipe made.

    Attributes:
        name: The name by which the weights are published.
        package: The Python package that carries them; null for a folder of this machine.
        folder: The model folder, inside the package or below the current folder.
        sha256: Of `model.safetensors`, checked before training; null for weights that are trained anew each time.
    """

    name: str
    licence: str
    package: str | None = None
    folder: str
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None


class OutputNames(Closed):
    """What the model learns to say.

    Attributes:
        expressed: The vocabulary of what the words express.
        evoked: The vocabulary of what the content evokes.
        dimensions: Valence, arousal or both.
    """

    expressed: VocabularyName
    evoked: VocabularyName | None = None
    dimensions: tuple[Literal["valence", "arousal"], ...] = ("valence", "arousal")


class Corpus(Closed):
    """A corpus that is learnt from.

    Attributes:
        name: For the model card.
        format: How its files are read.
        folder: Below the folder that the user names.
        ratings: Of rated news: the folder of the ratings, in the repository.
        sources: Of rated news: the sources whose texts are trained on; null takes all. Dev and test hold all.
        drop_held_out_texts: Leave out of train every text that dev or test holds too, compared without case and
            punctuation.
    """

    name: str
    citation: str
    licence: str
    format: Literal["goemotions", "rated-news"]
    folder: str = "."
    ratings: str | None = None
    sources: tuple[str, ...] | None = None
    drop_held_out_texts: bool = True

    @property
    def ratings_folder(self) -> Path:
        """Where the ratings are; the current folder if none is named."""
        return Path(self.ratings or ".")


class BaselineText(Closed):
    """Unemotional sentences, one a line, on which the baseline is measured.

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
        rows: Per corpus: how many rows an epoch has, as a multiple of the size of the corpus. Below 1, each epoch draws
            other rows.
        frozen_layers: The word embeddings and so many of the lower layers stay as the base has them; null trains all.
        head_start: What new outputs start with: a `regression` on the features of the base, or `random` weights.
        former_share: What the base says makes up this share of the targets of outputs that it has, and is the whole
            target where a row has none; null leaves the base out. This needs a base with a classifier, as a regression
            does.
        learning_rate: Of the encoder, after warm-up.
        head_learning_rate: Of the classifier.
        max_tokens: Longer texts are cut to this many tokens, in training only.
        graded_weight: What an error of a graded output (evoked, dimensions) counts, where that of a label counts 1.
        warmup_ratio: Share of the steps over which the learning rate rises, in [0, 1).
        precision: Of the forward pass; the weights that are updated are float32 either way.
        checkpoint_every: Steps between checkpoints; a killed run loses at most this many.
    """

    seed: int
    rows: Annotated[dict[str, PositiveFloat], Field(min_length=1)]
    epochs: PositiveInt
    batch_size: PositiveInt
    frozen_layers: Annotated[int, Field(ge=0)] | None = None
    head_start: Literal["regression", "random"] = "random"
    former_share: Annotated[float, Field(ge=0, le=1)] | None = None
    learning_rate: PositiveFloat
    head_learning_rate: PositiveFloat
    max_tokens: Annotated[int, Field(ge=8, le=512)]
    graded_weight: PositiveFloat = 1.0
    warmup_ratio: Annotated[float, Field(ge=0, lt=1)]
    weight_decay: Annotated[float, Field(ge=0)]
    precision: Literal["float32", "bfloat16"]
    checkpoint_every: PositiveInt


class TrainingRecipe(Closed):
    """A training run, whole.

    Attributes:
        name: Of the model that comes out.
        licence: Of the weights that come out.
        calibrate_on: The corpus whose dev part the calibration of the expressed labels is fitted on.
        labelled_articles: The file of labelled articles whose dev part the error model is fitted on; null uses the
            pooled default.
        students: Per model that is trained from the base: what is other than in `optimisation`. The mean of their
            weights is the result. Source: Wortsman et al. (2022), "Model soups", ICML.
    """

    name: Annotated[str, Field(pattern="^[a-z0-9][a-z0-9-]*$")]
    description: str
    licence: str
    language: str
    base: Base
    outputs: OutputNames
    corpora: dict[str, Corpus]
    calibrate_on: str
    labelled_articles: str | None = None
    baseline_text: BaselineText
    optimisation: Optimisation
    students: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)] = ({},)

    @model_validator(mode="after")
    def _names_its_corpora(self) -> Self:
        named = [self.calibrate_on, *(name for each in self.optimisations for name in each.rows)]
        if unknown := sorted(set(named) - set(self.corpora)):
            raise ValueError(f"no such corpus: {', '.join(unknown)}; corpora names {', '.join(self.corpora)}")
        return self

    @property
    def columns(self) -> Outputs:
        """The outputs of the model."""
        evoked = self.outputs.evoked
        return Outputs(
            find_vocabulary(self.outputs.expressed),
            find_vocabulary(evoked) if evoked else None,
            self.outputs.dimensions,
        )

    @property
    def optimisations(self) -> tuple[Optimisation, ...]:
        """Of each student."""
        own = self.optimisation.model_dump()
        return tuple(Optimisation.model_validate(own | student) for student in self.students)

    def list_decisive(self, optimisation: Optimisation) -> dict[str, Any]:
        """What the weights of a student depend on, besides the base and the rows themselves, as plain values."""
        return {
            "outputs": list(self.columns.names),
            "optimisation": optimisation.model_dump(mode="json", exclude={"checkpoint_every"}),
        }


def load_recipe(name: str | Path, overrides: Sequence[str] = ()) -> TrainingRecipe:
    """The recipe of that name in `configs/training/`, or at that path.

    Raises:
        ConfigError: With every problem, each with its file and key.
        UnknownNameError: If there is no such recipe.
    """
    return load("configs/training", name, TrainingRecipe, overrides)
