"""YAML -> checked configuration."""

from pathlib import Path

import pytest

from emoprofile.config import (
    DEFAULT,
    RunConfig,
    list_given_settings,
    load_default_error,
    load_model_spec,
    load_run_config,
)
from emoprofile.config.sections import list_settings
from emoprofile.errors import ConfigError, UnknownNameError


def written(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_of_the_types_are_those_of_the_default_file() -> None:
    shipped = load_run_config(DEFAULT)
    bare = type(shipped)(model=shipped.model, description=shipped.description)
    assert shipped == bare


def test_extends_merges_section_by_section(tmp_path: Path) -> None:
    path = written(tmp_path, "extends: default\naggregate: {weighting: token}\n")
    config = load_run_config(path)
    assert config.aggregate.weighting == "token"
    assert config.aggregate.draws == load_run_config().aggregate.draws
    assert config.model == "minilm-news"


def test_extends_finds_a_neighbour_by_its_relative_path(tmp_path: Path) -> None:
    written(tmp_path, "extends: default\nlimits: {max_characters: 7}\n", "base.yaml")
    path = written(tmp_path, "extends: ./base.yaml\n")
    assert load_run_config(path).limits.max_characters == 7


def test_overrides_come_last_and_are_yaml(tmp_path: Path) -> None:
    path = written(tmp_path, "extends: default\naggregate: {weighting: token}\n")
    config = load_run_config(path, ["aggregate.weighting=lead", "output.text=true", "text.clean=[]"])
    assert config.aggregate.weighting == "lead"
    assert config.output.text is True
    assert config.text.clean == ()


def test_every_problem_is_reported_at_once_with_its_file_and_key(tmp_path: Path) -> None:
    base = written(tmp_path, "extends: default\nscore: {batch_tokens: 1}\n", "base.yaml")
    path = written(tmp_path, "extends: ./base.yaml\naggregat: {}\noutput: {detail: long, decimals: many}\n")
    with pytest.raises(ConfigError) as caught:
        load_run_config(path, ["text.splitter=[1]", "nothing=1"])
    problems = "\n".join(caught.value.problems)
    assert len(caught.value.problems) == 6
    assert f"{base}: score.batch_tokens: Input should be greater than or equal to 64 (is 1)" in problems
    assert f"{path}: aggregat: unknown key" in problems
    assert f"{path}: output.detail: Input should be 'compact' or 'full' (is 'long')" in problems
    assert f"{path}: output.decimals:" in problems
    assert "--set: text.splitter:" in problems
    assert "--set: nothing: unknown key" in problems


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "model: missing"),
        ("- a\n- b\n", "holds a list"),
        ("model: [\n", "not valid YAML"),
        ("model: a\nmodel: b\n", "the key 'model' stands twice"),
        ("extends: [default]\n", "extends: is .*must be the name or path of one"),
        ("extends: nope\n", "extends: unknown configuration 'nope'"),
        ("extends: ./mine.yaml\n", "extend each other in a circle"),
        ("model: a\nscore: {dtype: float8}\n", "score.dtype: Input should be 'auto', 'float32'"),
    ],
)
def test_a_broken_file_is_refused_by_name(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError, match=message) as caught:
        load_run_config(path)
    assert str(path) in str(caught.value)


def test_a_file_that_is_not_utf8_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"model: caf\xe9\n")
    with pytest.raises(ConfigError, match="latin.yaml: not UTF-8"):
        load_run_config(path)


@pytest.mark.parametrize("item", ["aggregate", "=1", "a..b=1", ".a=1"])
def test_a_malformed_override_is_refused_with_an_example(item: str) -> None:
    with pytest.raises(ConfigError, match="write it as key.path=value"):
        load_run_config(DEFAULT, [item])


def test_an_unknown_configuration_lists_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'default'.*by-length, default, full"):
        load_run_config("defualt")


def test_a_configuration_cannot_be_changed_once_loaded() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_run_config().model = "other"  # type: ignore[misc]


def test_only_what_decides_figures_is_fingerprinted() -> None:
    plain = load_run_config().list_decisive()
    assert plain == load_run_config("full", ["score.batch_tokens=128", "limits.max_characters=9"]).list_decisive()
    assert plain != load_run_config(DEFAULT, ["aggregate.weighting=lead"]).list_decisive()
    assert plain != load_run_config(DEFAULT, ["score.dtype=bfloat16"]).list_decisive()


EVENT = "{slope: 1, intercept: 0, covariance: [[1, 0], [0, 1]], tau: 1}"
GRADED = "{sentence: 0.1, article: 0.1, offset: 0}"
SPEC = "name: m\nsource: {folder: weights}\nvocabulary: sentiment\nactivation: softmax\nmax_tokens: 64\n"


def test_a_model_folder_is_relative_to_its_spec(tmp_path: Path) -> None:
    assert load_model_spec(written(tmp_path, SPEC)).source.folder == tmp_path / "weights"


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ("thresholds: {positive: 0.5}\n", "thresholds: no value for the label 'negative'"),
        ("baseline: {joy: 0.5}\n", "baseline: unknown label 'joy'"),
        (
            "calibration: {domain: x, labels: {joy: {slope: 1, intercept: 0}}}\n",
            "calibration.labels: unknown label",
        ),
        ("groups: {ekman: {rule: max}}\n", "groups: the labels do not map into 'ekman'; known: none"),
        ("thresholds: {positive: 2, negative: 0, ambiguous: 0, neutral: 0}\n", "thresholds.positive: Input should be"),
        ("dimensions: {valence: {derived: {centre: 0, scale: 0}}}\n", "derived.scale: Input should be greater than 0"),
        ("dimensions: {valence: {derived: {centre: 0, scale: 1}}}\n", "are degrees of valence already"),
        ("dimensions: {}\n", "names no dimension"),
        ("dimensions: {arousal: {}}\n", "must be sigmoid"),
        ("evoked: {vocabulary: plutchik}\n", "must be sigmoid"),
        ("evoked: {vocabulary: plutchik, labels: [love]}\n", "evoked.labels: unknown label 'love'"),
        ("error: {domain: x, expressed: {positive: " + EVENT + "}}\n", "error.expressed: unknown label 'positive'"),
        ("error: {domain: x, dimensions: {arousal: " + GRADED + "}}\n", "no value for the label 'valence'"),
        ("error: {domain: ''}\n", "error.domain: String should have at least 1 character"),
    ],
)
def test_a_spec_that_does_not_fit_its_vocabulary_is_refused(tmp_path: Path, extra: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load_model_spec(written(tmp_path, SPEC + extra))


def test_an_unknown_vocabulary_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="unknown vocabulary 'panas'. Known: ekman, goemotions, plutchik, "):
        load_model_spec(written(tmp_path, SPEC.replace("sentiment", "panas")))


EVERYTHING = """name: m
source: {folder: weights}
vocabulary: ekman
activation: sigmoid
max_tokens: 64
labels: {Wut: anger, Angst: fear, nichts: neutral}
evoked: {vocabulary: plutchik, labels: [trust, fear]}
dimensions: {valence: {}, arousal: {}}
"""


def test_every_output_of_a_model_has_a_name_and_a_place(tmp_path: Path) -> None:
    spec = load_model_spec(written(tmp_path, EVERYTHING))
    assert spec.outputs == (
        "anger", "fear", "neutral", "evoked:fear", "evoked:trust", "dimension:valence", "dimension:arousal",
    )  # fmt: skip
    assert spec.output_names["Angst"] == "fear"
    assert spec.output_names["evoked:trust"] == "evoked:trust"
    assert (spec.kind, spec.graded) == ("multi-label", ("valence", "arousal"))


def test_a_model_may_have_any_of_the_readings(tmp_path: Path) -> None:
    lines = [line for line in EVERYTHING.splitlines() if not line.startswith(("vocabulary:", "labels:"))]
    evoked = load_model_spec(written(tmp_path, "\n".join(lines)))
    assert (evoked.kind, evoked.own.labels, evoked.bridges, evoked.order_vocabularies()) == ("none", (), {}, ())
    stars = load_model_spec("bert-stars")
    assert (stars.kind, stars.graded, stars.bridges, stars.order_vocabularies()) == ("graded", ("valence",), {}, ())
    assert load_model_spec("distilroberta-ekman").kind == "exclusive"
    with pytest.raises(ConfigError, match="or the model has no output"):
        load_model_spec(written(tmp_path, SPEC.replace("vocabulary: sentiment\n", "")))
    with pytest.raises(ConfigError, match="aggregate.vocabulary: is 'ekman'; bert-stars has none"):
        stars.order_vocabularies("ekman")


@pytest.mark.parametrize("covariance", ["[[1, 0.5], [0.4, 1]]", "[[1, 2], [2, 1]]", "[[-1, 0], [0, 1]]"])
def test_a_covariance_is_one(tmp_path: Path, covariance: str) -> None:
    wrong = EVENT.replace("[[1, 0], [0, 1]]", covariance)
    table = f"error: {{domain: x, expressed: {{anger: {wrong}, fear: {EVENT}, neutral: {EVENT}}}}}\n"
    with pytest.raises(ConfigError, match="must be symmetric, with no negative variance"):
        load_model_spec(written(tmp_path, EVERYTHING + table))


def test_the_default_error_model_is_there() -> None:
    assert load_default_error().expressed.tau > 0
    assert load_default_error() is load_default_error()


@pytest.mark.parametrize(
    ("item", "guess"),
    [
        ("text.cleen=none", "text.cleen: unknown key. Did you mean 'clean'?"),
        ("agregate.method=mean", "agregate: unknown key. Did you mean 'aggregate'?"),
        ("weighting=token", "weighting: unknown key. Did you mean 'aggregate.weighting'?"),
    ],
)
def test_an_unknown_key_names_the_closest(item: str, guess: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_run_config(DEFAULT, [item])
    assert guess in str(caught.value)


def test_a_list_can_be_typed_with_commas() -> None:
    config = load_run_config(DEFAULT, ["text.clean=symbols, share", "output.metadata=title,outlet"])
    assert config.text.clean == ("symbols", "share")
    assert config.output.metadata == ("title", "outlet")
    assert load_run_config(DEFAULT, ["text.clean=none"]).text.clean == ()
    assert load_run_config(DEFAULT, ["read.metadata_columns=outlet"]).read.metadata_columns == ("outlet",)


def test_each_setting_says_where_its_value_comes_from(tmp_path: Path) -> None:
    path = written(tmp_path, "extends: full\naggregate: {weighting: token}\n")
    found = {each.key: each for each in list_given_settings(path, ["output.decimals=4", "text.clean=none"])}
    assert (found["aggregate.weighting"].value, found["aggregate.weighting"].origin) == ("token", str(path))
    assert (found["output.text"].value, found["output.text"].origin) == ("true", "full")
    assert (found["output.decimals"].value, found["output.decimals"].origin) == ("4", "--set")
    assert (found["text.language"].value, found["text.language"].origin) == ("en", "default")
    bare = written(tmp_path, "model: minilm-news\n", "bare.yaml")
    assert {each.origin for each in list_given_settings(bare)} == {str(bare), "type"}


def test_every_setting_is_explained() -> None:
    assert [each.key for each in list_settings(RunConfig) if not each.meaning or not each.type] == []


def test_a_folder_here_with_the_name_of_an_unknown_model_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my-model").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnknownNameError, match=r"write \./my-model if you mean it"):
        load_model_spec("my-model")
