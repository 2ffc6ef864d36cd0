"""A whole training run in miniature: deterministic, resumable, and loadable as it is."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
import yaml
from tests.conftest import WORDS, write_tiny_model

from emoprofile import Profiler
from emoprofile.config import load_model_spec
from emoprofile.errors import ConfigError, MissingExtraError, TrainingError, UnknownNameError
from emoprofile.labelled.overlap import comparison_key
from emoprofile.labels import GOEMOTIONS
from emoprofile.provenance import hash_file
from emoprofile.training.baseline_text import read_baseline_text
from emoprofile.training.corpora import read_corpus
from emoprofile.training.progress import Progress
from emoprofile.training.recipe import TrainingRecipe, load_recipe
from emoprofile.training.run import Paths, train

LEARNABLE = {"happy": "joy", "sad": "sadness", "afraid": "fear", "calm": "neutral"}


def write_corpus(folder: Path) -> None:
    rng = np.random.default_rng(0)
    for split, rows in (("train", 96), ("dev", 48), ("test", 48)):
        lines = []
        for i in range(rows):
            word = list(LEARNABLE)[i % 4]
            text = " ".join([*rng.choice(WORDS, rng.integers(1, 9)), word, split])
            lines.append(f"{text}\t{GOEMOTIONS.labels.index(LEARNABLE[word])}\t{split}{i}\n")
        (folder / "goemotions").mkdir(exist_ok=True)
        (folder / "goemotions" / f"{split}.tsv").write_text("".join(lines), encoding="utf-8")
    prose = [f"the war {a} {b} over\n" for a in WORDS for b in WORDS]
    (folder / "prose.txt").write_text("".join(prose), encoding="utf-8")


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpora")
    write_corpus(folder)
    return folder


@pytest.fixture(scope="module")
def recipe_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recipe whose base encoder is a tiny package made for it."""
    packages = tmp_path_factory.mktemp("packages")
    model = packages / "tinybase" / "model"
    model.mkdir(parents=True)
    (packages / "tinybase" / "__init__.py").write_text("raise RuntimeError('the package must not be run')\n")
    write_tiny_model(model)
    sys.path.append(str(packages))
    path = packages / "recipe.yaml"
    weights = model / "model.safetensors"
    path.write_text(
        yaml.safe_dump(
            {
                "extends": "goemotions",
                "name": "tiny-trained",
                "base": {"package": "tinybase", "sha256": hash_file(weights)},
                "labelled_articles": None,
                "baseline_text": {"file": "prose.txt", "sentences": 50},
                "optimisation": {
                    "epochs": 2,
                    "batch_size": 8,
                    "checkpoint_every": 5,
                    "learning_rate": 5e-3,
                    "head_learning_rate": 5e-3,
                },
            }
        )
    )
    return path


@pytest.fixture(scope="module")
def recipe(recipe_path: Path) -> TrainingRecipe:
    return load_recipe(recipe_path)


@pytest.fixture(scope="module")
def trained(recipe: TrainingRecipe, corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trained")
    train(recipe, "tiny", Paths(corpora, folder / "run", folder / "model"))
    return folder


def test_the_model_loads_as_it_is_with_its_labels(trained: Path) -> None:
    import torch
    from transformers import AutoModelForSequenceClassification

    from emoprofile.checkpoint import quiet_transformers

    with quiet_transformers():
        model = AutoModelForSequenceClassification.from_pretrained(trained / "model")
    assert model.config.problem_type == "multi_label_classification"
    assert tuple(model.config.id2label.values()) == GOEMOTIONS.labels
    assert model.dtype == torch.float32


def test_weights_are_stored_in_half_precision_and_the_tokenizer_without_limits(trained: Path) -> None:
    import torch
    from safetensors.torch import load_file

    assert {tensor.dtype for tensor in load_file(trained / "model" / "model.safetensors").values()} == {torch.float16}
    tokenizer = json.loads((trained / "model" / "tokenizer.json").read_text())
    assert (tokenizer["truncation"], tokenizer["padding"]) == (None, None)


def test_the_spec_fits_the_weights_and_a_profiler_runs_on_it(trained: Path) -> None:
    spec = load_model_spec(f"{trained}/model/")
    assert spec.weights_sha256 == hash_file(trained / "model" / "model.safetensors")
    assert spec.fitted is not None
    assert spec.fitted.split == "dev"
    profiler = Profiler.from_config("default", [f"model={trained}/model/"])
    assert profiler.profile("i am afraid.").accounting.sentences == 1


def test_the_card_states_what_was_measured(trained: Path) -> None:
    card = (trained / "model" / "README.md").read_text(encoding="utf-8")
    found = json.loads((trained / "model" / "evaluation.json").read_text())
    assert found["split"] == "dev"
    assert f"Macro-F1 **{found['expressed']['goemotions']['macro']['f1']['value']:.3f}**" in card
    assert "as a careful reader of the sentence would say" in card
    for label in GOEMOTIONS.labels:
        assert f"\n| {label} |" in card
    assert yaml.safe_load(card.split("---")[1])["license"] == "apache-2.0"


def test_the_test_split_is_read_only_on_request(recipe: TrainingRecipe, trained: Path, corpora: Path) -> None:
    data = corpora.parent / "without-test-rows"
    data.mkdir()
    write_corpus(data)
    (data / "goemotions" / "test.tsv").write_text("")
    corpus = recipe.corpora["goemotions"].model_copy(update={"drop_held_out_texts": False})
    without_copies = recipe.model_copy(update={"corpora": {"goemotions": corpus}})
    paths = Paths(data, trained / "run", trained / "again")
    assert train(without_copies, "tiny", paths).expressed["goemotions"].sentences == 48  # dev
    on_test = train(recipe, "tiny", Paths(corpora, trained / "run", trained / "tested"), report_test=True)
    assert json.loads((trained / "tested" / "evaluation.json").read_text())["split"] == "test"
    assert on_test.expressed["goemotions"].sentences == 48


class KilledError(Exception):
    """Stands in for a kill."""


def test_an_interrupted_run_goes_on_and_ends_with_the_same_weights(
    recipe: TrainingRecipe, trained: Path, corpora: Path, tmp_path: Path
) -> None:
    paths = Paths(corpora, tmp_path / "run", tmp_path / "model")

    def interrupt(progress: Progress) -> None:
        if progress.step == 13:
            raise KilledError

    with pytest.raises(KilledError):
        train(recipe, "tiny", paths, interrupt)
    steps: list[int] = []
    train(recipe, "tiny", paths, lambda progress: steps.append(progress.step))
    assert steps[0] == 10  # the last checkpoint before the interrupt
    assert steps[-1] == 24
    for name in ("model.safetensors", "spec.yaml"):
        assert (tmp_path / "model" / name).read_bytes() == (trained / "model" / name).read_bytes()


def test_another_seed_gives_another_model(recipe_path: Path, trained: Path, corpora: Path, tmp_path: Path) -> None:
    other = load_recipe(recipe_path, ["optimisation.seed=14"])
    with pytest.raises(TrainingError, match="holds a run of another recipe or other data .* Name another folder"):
        train(other, "tiny", Paths(corpora, trained / "run", tmp_path / "model"))
    train(other, "tiny", Paths(corpora, tmp_path / "run", tmp_path / "model"))
    assert hash_file(tmp_path / "model" / "model.safetensors") != hash_file(trained / "model" / "model.safetensors")


def test_the_model_is_the_mean_of_its_students(recipe_path: Path, corpora: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file

    second = "{seed: 14, frozen_layers: 1, head_start: regression, former_share: 0.5}"
    both = load_recipe(recipe_path, ["optimisation.epochs=1", f"students=[{{}}, {second}]"])
    assert [each.seed for each in both.optimisations] == [13, 14]
    train(both, "tiny", Paths(corpora, tmp_path / "run", tmp_path / "model"))
    students = [
        load_file(next((tmp_path / "run" / f"student-{k}").glob("checkpoint-12")) / "model.safetensors") for k in (1, 2)
    ]
    found = load_file(tmp_path / "model" / "model.safetensors")
    assert found
    for name, weight in found.items():
        mean = (students[0][name] + students[1][name]) / 2
        np.testing.assert_allclose(weight.float(), mean, atol=2e-3)
    frozen = "bert.encoder.layer.0.output.dense.weight"
    assert not np.allclose(students[0][frozen], students[1][frozen], atol=1e-4)
    card = (tmp_path / "model" / "README.md").read_text(encoding="utf-8")
    assert "the mean of these 2 students" in card
    assert "The word embeddings and the 1 lowest layers are those of the base." in card


def test_texts_of_dev_and_test_are_kept_out_of_train(recipe: TrainingRecipe, tmp_path: Path) -> None:
    (tmp_path / "goemotions").mkdir()
    for split, text in {"train": "We won!!\nwe lost", "dev": "we won", "test": "they lost"}.items():
        rows = "".join(f"{line}\t0,27\tx\n" for line in text.split("\n"))
        (tmp_path / "goemotions" / f"{split}.tsv").write_text(rows)
    read = read_corpus(recipe.corpora["goemotions"], tmp_path, "train", recipe.columns)
    assert read.texts == ("we lost",)
    assert np.flatnonzero(read.targets[0]).tolist() == [0, 27]
    assert comparison_key("  Wé WON, “twice”! ") == "wé won twice"


def test_malformed_rows_are_all_named(recipe: TrainingRecipe, tmp_path: Path) -> None:
    (tmp_path / "goemotions").mkdir()
    (tmp_path / "goemotions" / "dev.tsv").write_text("fine\t3\tx\nno columns\nbad id\t28\tx\nno id\t\tx\n")
    with pytest.raises(TrainingError, match="3 malformed rows; expected a text, label ids from 0 to 27") as caught:
        read_corpus(recipe.corpora["goemotions"], tmp_path, "dev", recipe.columns)
    assert [f"line {n}:" in str(caught.value) for n in (1, 2, 3, 4)] == [False, True, True, True]


def test_what_is_missing_is_said_with_what_is_needed(
    recipe: TrainingRecipe, recipe_path: Path, corpora: Path, tmp_path: Path
) -> None:
    paths = Paths(tmp_path, tmp_path / "run", tmp_path / "model")
    with pytest.raises(TrainingError, match="train.tsv. The folder must hold train.tsv, dev.tsv and test.tsv"):
        train(recipe, "tiny", paths)
    text = recipe.baseline_text
    with pytest.raises(TrainingError, match="prose.txt. It must hold plain sentences"):
        read_baseline_text(text, tmp_path, 0)
    with pytest.raises(TrainingError, match="distinct sentences; the recipe draws 99999"):
        read_baseline_text(text.model_copy(update={"sentences": 99999}), corpora, 0)
    with pytest.raises(TrainingError, match=r"has sha256 .*, the recipe expects 0000"):
        train(load_recipe(recipe_path, [f"base.sha256='{'0' * 64}'"]), "tiny", paths)
    with pytest.raises(MissingExtraError, match=r"pip install 'emoprofile\[train\]'"):
        train(load_recipe(recipe_path, ["base.package=not_installed_at_all"]), "tiny", paths)


def test_a_wrong_recipe_is_refused_with_every_problem() -> None:
    with pytest.raises(ConfigError) as caught:
        load_recipe("goemotions", ["optimisation.epochs=0", "outputs.expressed=panas", "colour=red"])
    assert len(caught.value.problems) == 3
    with pytest.raises(ConfigError, match="colour"):
        load_recipe("goemotions", ["students=[{colour: red}]"])
    with pytest.raises(UnknownNameError, match="unknown training recipe 'go'. Known: goemotions, news"):
        load_recipe("go")
