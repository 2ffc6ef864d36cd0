"""What tuning reports: intervals, gains, and what it refuses; with a model whose logits are made up."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.calibration.test_fit_spec import FLAT, ORIGIN, bare, labelled, some

from emoprofile.calibration import FittedSpec, LabelledLogits, RatedLogits, fit_spec
from emoprofile.calibration import tune as tune_module
from emoprofile.calibration.baseline_text import BaselineText, read_baseline_text
from emoprofile.calibration.event_reliability import HeldOut
from emoprofile.calibration.held_out_certainty import certainty_of_labels, certainty_of_ratings, hold_out_ratings
from emoprofile.calibration.tune import tune
from emoprofile.calibration.tuning import measure_gains
from emoprofile.config import EvokedSpec, ModelSpec
from emoprofile.data.scores import sigmoid
from emoprofile.errors import ConfigError, InvalidValueError, ReadError
from emoprofile.labelled import LabelledArticle, LabelledDataset, LabelledSentence
from emoprofile.labels import EKMAN, GOEMOTIONS, Vocabulary

LABELS = ("anger", "fear", "joy", "love", "sadness", "neutral")


@pytest.fixture(scope="module")
def part() -> LabelledLogits:
    return some(labelled(7, articles=12), LABELS)


@pytest.fixture(scope="module")
def found(part: LabelledLogits) -> FittedSpec:
    return fit_spec(bare(), ORIGIN, articles=part, baseline=FLAT)


def test_intervals_of_held_out_articles_hold_the_labelled_share(part: LabelledLogits, found: FittedSpec) -> None:
    certainty = certainty_of_labels(part, found.held_out)["goemotions"]
    intervals = certainty.intervals
    assert intervals.pairs <= 12 * len(LABELS) == certainty.above.pairs
    assert intervals.coverage.value is not None
    assert intervals.coverage.value >= 0.8
    assert certainty.above.error.value is not None
    missed = intervals.gold_below.value + intervals.gold_above.value  # type: ignore[operator]
    assert intervals.coverage.value == pytest.approx(1 - missed)


def test_a_model_that_is_wrong_for_articles_misses_them(part: LabelledLogits, found: FittedSpec) -> None:
    wrong = [
        HeldOut(one.rows, one.spec.model_copy(update={"error": _shifted(one.spec.error, -3.0)}))
        for one in found.held_out
    ]
    missed = certainty_of_labels(part, wrong)["goemotions"].intervals
    right = certainty_of_labels(part, found.held_out)["goemotions"].intervals
    assert missed.gold_above.value * missed.pairs > right.gold_above.value * right.pairs + 5  # type: ignore[operator]


@pytest.fixture(scope="module")
def rated() -> RatedLogits:
    """Ratings of 40 articles that are half as strong as the model says, and a little off in each article."""
    rng = np.random.default_rng(3)
    spec = graded()
    units = np.repeat(np.arange(40), 5)
    raw = rng.normal(-1, 1, (len(units), len(spec.outputs)))
    shift = rng.normal(0, 0.03, 40)[units]
    said = sigmoid(raw[:, spec.outputs.index("evoked:fear")])
    fear = 0.5 * said + shift + rng.normal(0, 0.05, len(units))
    fear[3] = np.nan
    return RatedLogits("rated", raw, {"evoked:fear": fear}, units)


def graded() -> ModelSpec:
    return bare().model_copy(update={"evoked": EvokedSpec(vocabulary="plutchik")})


def test_ratings_of_held_out_articles_lie_in_their_intervals(rated: RatedLogits) -> None:
    parts = hold_out_ratings(graded(), rated, None)
    assert np.sum([part.rows for part in parts], axis=0).tolist() == [1] * len(rated.raw)
    found = certainty_of_ratings(rated, parts)
    assert set(found) == {"evoked"}
    assert found["evoked"].intervals.pairs == 40
    assert found["evoked"].intervals.coverage.value == pytest.approx(0.9, abs=0.1)
    assert found["evoked"].above.error.missing is not None  # no baseline text
    wrong = [replace(part, spec=_twice(part.spec)) for part in parts]
    assert certainty_of_ratings(rated, wrong)["evoked"].intervals.coverage.value < 0.5  # type: ignore[operator]


def _twice(spec: ModelSpec) -> ModelSpec:
    assert spec.error is not None
    own = {label: each.model_copy(update={"slope": 2 * each.slope}) for label, each in spec.error.evoked.items()}
    return spec.model_copy(update={"error": spec.error.model_copy(update={"evoked": own})})


def _shifted(error: Any, by: float) -> Any:
    own = {label: each.model_copy(update={"intercept": each.intercept + by}) for label, each in error.expressed.items()}
    return error.model_copy(update={"expressed": own})


def test_gains_are_those_of_held_out_articles(part: LabelledLogits, found: FittedSpec) -> None:
    gains = measure_gains(bare(), part, found.held_out)["goemotions"]
    assert gains["macro_f1"].before.missing == "the spec has no thresholds"
    assert gains["macro_f1"].held_out.value is not None
    loss = gains["log_loss"]
    assert loss.gain.value == pytest.approx(loss.held_out.value - loss.before.value)  # type: ignore[operator]


class Made:
    """Stands for a scorer: random logits per text."""

    def __init__(self, spec: Any, config: Any) -> None:
        self.width = len(spec.outputs)

    def raw_logits(self, texts: list[str]) -> np.ndarray:
        return np.random.default_rng(len(texts)).normal(-2, 1.5, (len(texts), self.width))


def dataset(vocabulary: Vocabulary, *, articles: int = 8, split: str = "dev") -> LabelledDataset:
    labels = vocabulary.labels
    rows = [
        LabelledArticle(
            str(i),
            None,
            tuple(LabelledSentence(f"{i} {j}", {labels[(i * j) % len(labels)]: 1.0}) for j in range(6)),
            split=split,
        )
        for i in range(articles)
    ]
    return LabelledDataset("own.jsonl", "rows", "0" * 64, "articles", vocabulary, False, 0.5, tuple(rows))


@pytest.fixture
def _made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tune_module, "Scorer", Made)


@pytest.mark.usefixtures("_made")
def test_tuning_names_its_data_and_reports_held_out_figures() -> None:
    flat = BaselineText("flat.txt", tuple(f"flat {i}" for i in range(60)))
    tuned = tune(bare(), [dataset(EKMAN)], split="dev", baseline_text=flat)
    assert (tuned.sentences, tuned.articles, tuned.folds) == (48, 8, 5)
    fitted = tuned.spec.fitted
    assert fitted is not None
    assert (fitted.data, fitted.split, fitted.baseline) == ("own.jsonl", "dev", "flat.txt")
    assert set(tuned.figures) == set(tuned.certainty) == {"ekman", "sentiment"}
    assert tuned.spec.error is not None
    assert set(tuned.spec.error.groups) == {"ekman", "sentiment"}


WRONG: dict[str, tuple[list[LabelledDataset], type[Exception], str]] = {
    "a test part": ([dataset(EKMAN, split="test")], ConfigError, "must stay unseen"),
    "a test part among others": (
        [replace(dataset(EKMAN), articles=(*dataset(EKMAN).articles, *dataset(EKMAN, split="test").articles))],
        ConfigError,
        "Take: dev",
    ),
    "two that are labelled": ([dataset(EKMAN), dataset(GOEMOTIONS)], ConfigError, "join them into one file"),
    "few articles": ([dataset(EKMAN, articles=4)], InvalidValueError, "from 4 articles; at least 5"),
}


@pytest.mark.usefixtures("_made")
@pytest.mark.parametrize(("data", "kind", "message"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_tuned_on_is_refused(data: list[LabelledDataset], kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        tune(bare(), data)


@pytest.mark.usefixtures("_made")
def test_data_that_say_nothing_of_the_model_are_refused() -> None:
    stars = bare().model_copy(update={"vocabulary": "stars", "activation": "softmax"})
    with pytest.raises(InvalidValueError, match="name the model's vocabulary or a coarser one"):
        tune(stars, [dataset(EKMAN)])


def test_baseline_text_is_distinct_lines_and_enough_of_them(tmp_path: Any) -> None:
    path = tmp_path / "flat.txt"
    path.write_text("\n".join(["", " one ", "one", *map(str, range(49))]), encoding="utf-8")
    assert read_baseline_text(path).sentences[:2] == ("one", "0")
    path.write_text("one\ntwo\n", encoding="utf-8")
    with pytest.raises(ReadError, match="holds 2 distinct sentences"):
        read_baseline_text(path)
    with pytest.raises(ReadError, match="cannot read the baseline text"):
        read_baseline_text(tmp_path / "none.txt")
