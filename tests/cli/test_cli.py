"""The command line: what is printed, what is written, and the exit code."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import SEEDS
from typer.testing import CliRunner, Result

from emoprofile.cli.app import app
from emoprofile.config import load_model_spec
from emoprofile.errors import ConfigError, EmoprofileError, LabelledDataError, UnknownNameError, WriteError
from emoprofile.resources import list_available

RUNNER = CliRunner(env={"COLUMNS": "100", "TERMINAL_WIDTH": "100"})
COMMANDS = (
    "profile", "score", "report", "compare", "trend", "audit", "evaluate", "tune", "configs", "train", "serve",
)  # fmt: skip
MODEL_COMMANDS = ("list", "show", "check", "fetch", "export", "gate")


def run(*words: object, stdin: str | None = None) -> Result:
    """A command in this process, and a batch run in no other."""
    inline = ["--executor", "inline"] if words[0] == "score" and len(words) > 2 else []
    return RUNNER.invoke(app, [*map(str, words), *inline], input=stdin)


def installed(*words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it, in a process of its own."""
    command = [str(Path(sys.executable).with_name("emoprofile")), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of good and bad articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_text("I am so happy. We love it!")
    (folder / "empty.txt").write_text("")
    (folder / "spaces.md").write_text(" \n\t\n ")
    (folder / "long.txt").write_text("fear, " * 5000)
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 4)
    (folder / "cut.txt").write_bytes(b"\xff\xfec\x00a")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    return folder


def test_good_articles_are_scored_whatever_the_others_are(articles: Path, tiny_config: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    result = run("score", articles, tmp_path / "missing.txt", "-o", output, "-c", tiny_config)
    assert result.exit_code == 1
    profiles = [json.loads(line) for line in output.read_text().splitlines()]
    assert [Path(profile["id"]).name for profile in profiles] == ["empty.txt", "good.txt", "long.txt", "spaces.md"]
    assert [profile["sentences"] for profile in profiles] == [0, 2, 1, 0]
    assert {profile["schema"] for profile in profiles} == {"emoprofile/2"}
    failures = [json.loads(line) for line in (tmp_path / "out.failures.jsonl").read_text().splitlines()]
    assert [Path(failure["id"]).name for failure in failures] == ["binary.txt", "cut.txt", "missing.txt"]
    assert "8 in = 4 profiles in" in result.stderr
    assert "+ 3 failures in" in result.stderr
    assert "+ 1 skipped files that are no articles" in result.stderr
    assert result.stdout == ""


def test_a_clean_run_says_so_and_leaves_no_failures_file(articles: Path, tiny_config: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    result = run("score", articles / "good.txt", "-o", output, "-c", tiny_config)
    assert result.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "articles", "out.jsonl", "out.jsonl.articles.bin", "out.jsonl.manifest.json",
    ]  # fmt: skip


def test_a_run_that_stopped_goes_on_when_asked(articles: Path, tiny_config: Path, tmp_path: Path) -> None:
    words = ("score", articles, "-o", tmp_path / "o.jsonl", "-c", tiny_config)
    stopped = run(*words, "--max-failures", 1)
    assert isinstance(stopped.exception, EmoprofileError)
    assert "2 articles failed, and at most 1 may" in str(stopped.exception)
    assert "Go on with --resume" in str(run(*words).exception)
    assert run(*words, "--resume").exit_code == 1
    assert len((tmp_path / "o.jsonl").read_text().splitlines()) == 4


def test_shards_say_what_puts_them_together(articles: Path, tiny_config: Path, tmp_path: Path) -> None:
    words = ("score", articles, "-o", tmp_path / "o.csv", "-c", tiny_config)
    result = run(*words, "--shard", "2/2")
    assert "shard 2/2: finished; 0 of 1 chunks of the run are done" in result.stderr
    assert result.exit_code == 0
    assert "a shard is written K/N, such as 2/8" in " ".join(run(*words, "--shard", "2-2").stderr.split())
    assert run(*words, "--resume", "--quiet").exit_code == 1
    assert (tmp_path / "o.csv").exists()


def test_many_failures_are_counted_and_the_first_are_shown(tiny_config: Path, tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text("{\n" * 9)
    result = run("score", tmp_path / "t.jsonl", "-q", "-o", tmp_path / "o.jsonl", "-c", tiny_config)
    assert result.stderr.count("failed: ") == 5
    assert f"and 4 more, in {tmp_path}/o.failures.jsonl" in result.stderr


def test_a_table_is_scored_with_the_columns_that_are_named(tiny_config: Path, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("nr,story,paper\n7,I am so happy.,A\n8,We fear it.,B\n")
    output = tmp_path / "o.csv"
    words = ("score", tmp_path / "t.csv", "-o", output, "-c", tiny_config, "-s", "read.text_column=story")
    result = run(*words, "-s", "read.id_column=nr", "-s", "output.metadata=[paper]")
    assert result.exit_code == 0
    table = pd.read_csv(output)
    assert table["id"].tolist() == [7, 8]
    assert table["paper"].tolist() == ["A", "B"]


def test_quiet_says_nothing_but_failures(articles: Path, tiny_config: Path, tmp_path: Path) -> None:
    assert run("score", articles / "good.txt", "-q", "-o", tmp_path / "o.jsonl", "-c", tiny_config).output == ""


def test_figures_in_files_are_rounded_and_evidence_is_short(tiny_config: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    run("score", SEEDS, "-o", output, "-c", tiny_config, "-s", "output.decimals=3")
    for line in output.read_text().splitlines():
        profile = json.loads(line)
        for figures in profile["readings"]["expressed"]["labels"].values():
            assert figures["prevalence"] == round(figures["prevalence"], 3)
            assert len(figures["evidence"]) <= 3
            assert all("text" not in piece for piece in figures["evidence"])


def test_sentences_are_written_on_request(tiny_config: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    run("score", SEEDS, "-o", output, "-c", tiny_config, "-s", "output.text=true", "-s", "output.detail=full")
    profile = json.loads(output.read_text().splitlines()[0])
    pieces = [piece for figures in profile["readings"]["expressed"]["labels"].values() for piece in figures["evidence"]]
    text = Path(profile["id"]).read_bytes().decode()
    assert pieces
    assert all(text[piece["start"] : piece["end"]] == piece["text"] for piece in pieces)


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".parquet"])
def test_the_suffix_chooses_the_format_and_failures_stay_json(
    suffix: str, articles: Path, tiny_config: Path, tmp_path: Path
) -> None:
    output = tmp_path / f"out{suffix}"
    result = run("score", articles, "-o", output, "-c", tiny_config, "-s", "output.sentences=true")
    assert result.exit_code == 1
    table = (
        pd.read_parquet(output) if suffix == ".parquet" else pd.read_csv(output, sep="\t" if suffix == ".tsv" else ",")
    )
    assert [Path(name).name for name in table["id"]] == ["empty.txt", "good.txt", "long.txt", "spaces.md"]
    assert table["valence"].isna().tolist() == [True, False, False, True]
    sentences = pd.read_parquet(tmp_path / "out.sentences.parquet")
    assert [Path(name).name for name in sentences["id"]] == ["good.txt", "good.txt", "long.txt"]
    assert len((tmp_path / "out.failures.jsonl").read_text().splitlines()) == 2


def test_a_profile_is_shown_and_its_columns_are_explained_once(tiny_config: Path) -> None:
    result = run("profile", *sorted(SEEDS.iterdir()), "-c", tiny_config)
    assert result.exit_code == 0
    assert result.stdout.count("Above baseline: ") == 2
    parts = ("Expressed by the words (goemotions)", "Expressed by the words (ekman)", "Valence and arousal", "Evidence")
    for part in parts:
        assert result.stdout.count(part) == 2
    assert result.stdout.count("the probability that the article's figure is above its baseline") == 1
    assert result.stdout.count("what the words of a sentence say") == 1
    assert "valence_basis: derived." in result.stdout


def test_a_profile_without_the_evidence_of_a_figure(articles: Path, tiny_config: Path) -> None:
    words = ("profile", articles / "good.txt", "--show", "json", "-c", tiny_config)
    whole = json.loads(run(*words).stdout)
    label = next(name for name, one in whole["readings"]["expressed"]["labels"].items() if one["evidence"])
    rest = json.loads(run(*words, "--without", f"expressed.{label}").stdout)
    assert rest["accounting"]["dropped"]["set-aside"] > 0
    assert rest["sentences"] < whole["sentences"]


def test_a_profile_from_standard_input_as_json(tiny_config: Path) -> None:
    result = run("profile", "-", "--show", "json", "-c", tiny_config, stdin="We love it. Fear!")
    assert json.loads(result.stdout)["sentences"] == 2
    assert json.loads(result.stdout)["id"] == "stdin"


def test_the_text_is_shown_as_it_was_taken_apart_without_loading_a_model() -> None:
    result = run("profile", SEEDS / "000_aeea749a5a180e78.txt", "--show", "text", "-s", "model=not-even-there")
    assert result.exit_code == 0
    assert result.stdout.count("⟨credit: Source⟩") == 6
    assert "\n  [10] Seeing the soldier in tears, the Ukrainian woman attempted to comfort him." in result.stdout
    assert "A touching act of compassion {heading}" in result.stdout
    assert "it’s not their fault,” {a male Ukrainian} as translated" in " ".join(result.stdout.split())
    assert "26 sentences (78% narration, 19% heading, 3% quotation), 8 parts dropped" in result.stdout


def test_several_profiles_with_one_that_fails(articles: Path, tiny_config: Path) -> None:
    result = run("profile", articles / "cut.txt", articles / "good.txt", articles / "empty.txt", "-c", tiny_config)
    assert result.exit_code == 1
    assert "cut.txt: not valid UTF-16-LE" in result.stderr
    assert "good.txt" in result.stdout
    assert "No sentence to score: every figure is null, none is zero." in result.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["profile", "x.txt", "-c", "nope"], "unknown configuration 'nope'"),
        (["profile", "x.txt", "-s", "a=1", "-s", "output.detail=no"], "2 problems in the configuration"),
        (["profile", "x.txt", "-s", "model=nope"], "unknown model 'nope'. Known: bert-goemotions, "),
        (["score", "x.txt", "-o", "x.xlsx"], "the suffix must be one of .jsonl, .csv, .tsv, .parquet, got '.xlsx'"),
        (["score", "x.txt", "-o", "no/such/folder/x.jsonl"], "there is no folder no/such/folder"),
        (["train", "-c", "nope", "-d", "."], "unknown training recipe 'nope'"),
    ],
)
def test_wrong_usage_ends_with_2_and_one_clear_message(words: list[str], message: str, tmp_path: Path) -> None:
    result = run(*words)
    assert isinstance(result.exception, EmoprofileError)
    done = installed(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_unknown_commands_and_missing_arguments_end_with_2() -> None:
    assert run("bogus").exit_code == 2
    assert run("profile", "--bogus").exit_code == 2
    assert run("score", "x.txt").exit_code == 2


def test_the_reader_of_our_output_may_go_away(tiny_config: Path) -> None:
    emoprofile = Path(sys.executable).with_name("emoprofile")
    files = " ".join([f"{SEEDS}/*.txt"] * 20)  # far more than a pipe holds
    command = f"{emoprofile} profile --show json {files} -c {tiny_config} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout == "{\n"
    assert "Traceback" not in done.stderr
    assert "pipe" not in done.stderr


def test_version_and_configurations() -> None:
    assert run("--version").stdout.startswith("emoprofile 0.")
    listed = run("configs").stdout
    assert all(name in listed for name in ("default", "by-length", "full", "minilm-news"))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    text = run(command, "--help").stdout
    assert f"emoprofile {command}" in text
    assert "Example" in text


def test_there_are_no_commands_but_these() -> None:
    commands = [command.callback.__name__ for command in app.registered_commands if command.callback]
    assert sorted([*commands, *(str(group.name) for group in app.registered_groups)]) == sorted([*COMMANDS, "models"])


@pytest.mark.parametrize("command", MODEL_COMMANDS)
def test_every_command_about_models_has_help_with_an_example(command: str) -> None:
    assert f"emoprofile models {command}" in run("models", command, "--help").stdout.replace("\n", " ")


def test_the_models_are_listed_and_each_can_be_shown() -> None:
    listed = run("models", "list").stdout
    for name in list_available("models"):
        assert f"\n{name} " in listed
        assert run("models", "show", name).exit_code == 0
    shown = " ".join(run("models", "show", "bert-goemotions").stdout.split())
    assert "no revision (unpinned)" in shown
    assert "licence not declared" in shown
    shown = " ".join(run("models", "show", "twitter-roberta-emotion").stdout.split())
    assert "unmapped: anticipation, trust" in shown
    assert "error default, pooled, fitted on" in shown
    for column in ("figure", "threshold", "baseline", "reliability"):
        assert shown.count(f"{column} ") >= 2, "the column and what it means"
    assert "readings: what it says of a sentence" in listed


def test_a_model_is_checked(tiny_model: Path, tmp_path: Path) -> None:
    found = run("models", "check", tiny_model / "spec.yaml")
    assert found.exit_code == 0
    assert "tiny: may be used" in found.stdout
    shutil.copytree(tiny_model, tmp_path / "broken")
    config = tmp_path / "broken" / "config.json"
    config.write_text(config.read_text().replace("multi_label", "single_label"))
    found = run("models", "check", tmp_path / "broken" / "spec.yaml")
    assert found.exit_code == 2
    assert "tiny: refused: it would be mis-scored" in found.stdout
    assert "which means softmax, but the spec says sigmoid" in " ".join(found.stdout.split())


def test_a_model_is_exported_and_used(tiny_model: Path, tiny_config: Path, articles: Path, tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="the extra [onnx] is not installed")
    done = run("models", "export", tiny_model / "spec.yaml", "-o", tmp_path / "onnx")
    assert done.exit_code == 0, done.output
    settings = ("-s", f"model={tmp_path}/onnx/spec.yaml", "-s", "score.backend=onnx")
    ours = run("profile", articles / "good.txt", "--show", "json", "-c", tiny_config, *settings)
    theirs = run("profile", articles / "good.txt", "--show", "json", "-c", tiny_config)
    valence = [json.loads(result.stdout)["readings"]["dimensions"]["valence"]["mean"] for result in (ours, theirs)]
    assert valence[0] == pytest.approx(valence[1], abs=1e-5)


def test_training_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.training.test_training import write_corpus

    write_corpus(tmp_path)
    (tmp_path / "common_voice_cc0").mkdir()
    (tmp_path / "prose.txt").rename(tmp_path / "common_voice_cc0" / "sentence-collector.txt")
    result = run("train", "-c", "goemotions", "-d", tmp_path, "--run", tmp_path / "run", "-s", "base.package=not_there")
    assert "pip install 'emoprofile[train]'" in str(result.exception)


LABELLED = "text,labels\n" + "".join(
    f"we are so {word} {letter},{label}\n"
    for letter in "abcdef"
    for word, label in (("happy", "joy"), ("sad", "sadness"))
)


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Labelled sentences."""
    path = tmp_path / "dev.csv"
    path.write_text(LABELLED)
    return path


def test_a_configuration_is_evaluated_and_written_whole(labelled: Path, tiny_config: Path, tmp_path: Path) -> None:
    done = run("evaluate", "-d", labelled, "-c", tiny_config, "--train", labelled, "--baselines", "vader", "--labels",
               "-o", tmp_path / "report")  # fmt: skip
    assert done.exit_code == 0, done.output
    for words in ("evaluation on dev.csv", "split dev: 12 sentences", "macro-F1", "sentences, valence", "vader",
                  "tiny-run, per label of ekman"):  # fmt: skip
        assert words in done.stdout
    found = json.loads((tmp_path / "report.json").read_text())
    shown = found["systems"][0]["figures"]["ekman.macro_f1"]["value"]
    assert f"{shown:.3f}" in done.stdout
    assert f"{shown:.3f}" in (tmp_path / "report.md").read_text()


def test_a_figure_that_is_too_low_fails_the_command(labelled: Path, tiny_config: Path) -> None:
    words = ("evaluate", "-d", labelled, "-c", tiny_config, "--baselines", "none")
    assert run(*words, "--fail-under", "macro_f1=0", "--fail-under", "ekman.joy.recall=0").exit_code == 0
    done = run(*words, "--fail-under", "macro_f1=0.99", "--fail-under", "articles.dominant=0")
    assert isinstance(done.exception, UnknownNameError)
    assert "unknown figure 'articles.dominant'" in str(done.exception)
    assert "ekman.macro_f1" in str(done.exception)
    done = run(*words, "--fail-under", "macro_f1=0.99")
    assert done.exit_code == 1
    assert re.search(r"macro_f1 of tiny-run: 0\.\d{4}, wanted at least 0.99", done.stderr)
    with pytest.raises(ConfigError, match="--fail-under: macro_f1=much: 'much' is not a number"):
        RUNNER.invoke(app, [*map(str, words), "--fail-under", "macro_f1=much"], catch_exceptions=False)
    with pytest.raises(ConfigError, match="--name: 'happy' is not of the form NAME=VALUE"):
        RUNNER.invoke(app, [*map(str, words), "--name", "happy"], catch_exceptions=False)


def test_a_model_is_tuned_on_labelled_data_but_never_on_test(
    labelled: Path, tiny_model: Path, tiny_config: Path, tmp_path: Path
) -> None:
    output = tmp_path / "tuned.yaml"
    words = ("tune", tiny_model / "spec.yaml", "--vocabulary", "goemotions", "-o", output)
    done = run(*words, "-d", labelled)
    assert done.exit_code == 0, done.output
    assert "12 labelled sentences of 12 articles" in done.stdout
    spec = load_model_spec(output)
    assert (spec.name, spec.fitted and spec.fitted.data, spec.fitted and spec.fitted.split) == (
        "tiny", "dev.csv", "dev",
    )  # fmt: skip
    assert (
        run("evaluate", "-d", labelled, "-c", tiny_config, "-s", f"model={output}", "--baselines", "none").exit_code
        == 0
    )
    assert isinstance(run(*words, "-d", labelled).exception, WriteError)
    output.unlink()
    test = labelled.rename(tmp_path / "test.csv")
    refused = run(*words, "-d", test)
    assert isinstance(refused.exception, ConfigError)
    assert "would be tuned on its test part, which must stay unseen" in str(refused.exception)
    assert not output.exists()


def test_the_ways_of_aggregating_are_compared_on_articles(tiny_config: Path, tmp_path: Path, labelled: Path) -> None:
    rows = [
        {
            "id": i,
            "text": f"We are so {word}. It is the war. I am afraid {i}.",
            "emotions": {"joy": i, "fear": 3 - i % 2},
        }
        for i, word in enumerate(("happy", "sad", "happy", "calm", "afraid", "good"))
    ]
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("evaluate", "-d", path, "-c", tiny_config, "--baselines", "none", "--methods", "-o", tmp_path / "r")
    assert done.exit_code == 0, done.output
    assert "methods of aggregation" in done.stdout
    assert "noisy_or †" in done.stdout
    assert len(json.loads((tmp_path / "r.json").read_text())["methods"]["fits"]) == 15
    assert "## Methods of aggregation" in (tmp_path / "r.md").read_text()
    none = run("evaluate", "-d", labelled, "-c", tiny_config, "--baselines", "none", "--methods")
    assert "no article has both a text and ratings" in str(none.exception)


def test_labelled_data_that_are_wrong_are_told_with_their_lines(labelled: Path, tiny_config: Path) -> None:
    labelled.write_text("text,labels\nhm,jo\n,joy\n")
    done = run("evaluate", "-d", labelled, "-c", tiny_config, "--vocabulary", "ekman")
    assert isinstance(done.exception, LabelledDataError)
    assert "line 2: unknown label 'jo'; is 'joy' meant?\n  line 3: the text, 'text', is blank" in str(done.exception)
    labelled.write_text("text,labels\nhm,happy\noh,sad\n")
    told = run("evaluate", "-d", labelled, "-c", tiny_config, "--baselines", "none", "--name", "happy=joy",
               "--name", "sad=sadness")  # fmt: skip
    assert told.exit_code == 0, told.output


@pytest.mark.parametrize("width", [60, 80, 200])
def test_systems_that_do_not_fit_beside_each_other_stand_below(width: int, tiny_config: Path, tmp_path: Path) -> None:
    rows = [{"text": f"I am so happy {i}.", "label": "joy"} for i in range(6)]
    data = tmp_path / "d.jsonl"
    data.write_text("\n".join(map(json.dumps, rows)))
    words = ["evaluate", "-d", data, "-c", tiny_config, "--baselines", "vader", "--vocabulary", "ekman"]
    words += ["-c", shutil.copy(tiny_config, tmp_path / "other.yaml")]
    done = CliRunner(env={"COLUMNS": str(width), "TERMINAL_WIDTH": str(width)}).invoke(app, list(map(str, words)))
    assert done.exit_code == 0, done.output
    assert "…" not in done.stdout
    for name in ("tiny-run", "other", "vader"):
        assert name in done.stdout
    heads = [line for line in done.stdout.splitlines() if "other" in line.split() or "tiny-run" in line.split()]
    assert ("other" in heads[0]) == (width >= 80)
