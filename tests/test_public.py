"""The surface that users build on."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import emoprofile
from emoprofile import errors


def test_the_public_surface_is_exactly_this() -> None:
    assert set(emoprofile.__all__) == {
        "Document", "EmoprofileError", "Failure", "Profile", "Profiler", "RunConfig", "evaluate", "load_run_config",
        "profile",
    }  # fmt: skip
    assert all(hasattr(emoprofile, name) for name in emoprofile.__all__)


def test_the_package_is_marked_as_typed() -> None:
    assert (Path(emoprofile.__file__).parent / "py.typed").is_file()


def test_version_is_that_of_the_installed_package() -> None:
    from importlib.metadata import version

    assert emoprofile.__version__ == version("emoprofile")


RUN = """
import sys
def run(*words):
    import emoprofile.cli
    sys.argv = ["emoprofile", *words]
    try:
        emoprofile.cli.main()
    except SystemExit as end:
        print("exit", end.code)
"""
CHECK = "assert not {'torch', 'transformers', 'datasets', 'evaluate'} & set(sys.modules), 'a heavy import'"


@pytest.mark.parametrize(
    "code",
    [
        "import emoprofile",
        "import emoprofile.cli",
        "run('--help')",
        "run('profile', 'x.txt', '-c', 'nope')",
        "run('profile', 'x.txt', '-s', 'a.b=1')",
        "run('score', 'x', '-o', 'x.xlsx')",
        "run('train', '-c', 'nope', '-d', 'x')",
        "run('configs')",
        "run('evaluate', '-f', 'x.csv', '-c', 'nope')",
        "run('evaluate', '-f', 'x.csv', '--fail-under', 'macro_f1')",
    ],
)
def test_help_and_configuration_errors_answer_without_torch(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", f"{RUN}{code}\n{CHECK}"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_one_except_clause_catches_every_deliberate_error() -> None:
    tree = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)]
    assert len(tree) == 14
    assert all(issubclass(error, errors.EmoprofileError) for error in tree)


@pytest.mark.parametrize(
    "error",
    [
        errors.ConfigError(["a.yaml: b: missing", "a.yaml: c: unknown key"]),
        errors.UnknownNameError("model", "mini", ["minilm"], "Look again."),
        errors.MissingExtraError("accelerate", "train", "training"),
        errors.ReadError("no such file"),
        errors.ModelRefusedError("mini", ["labels: none"], ["finding"]),
        errors.LabelledDataError("a.csv", ["line 2: no labels"], "Name them."),
    ],
)
def test_errors_survive_a_process_boundary(error: errors.EmoprofileError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)


def test_an_unknown_name_is_answered_with_the_nearest_and_all_known() -> None:
    error = errors.UnknownNameError("model", "minlm", ["minilm", "roberta"])
    assert str(error) == "unknown model 'minlm'. Did you mean 'minilm'? Known: minilm, roberta."
