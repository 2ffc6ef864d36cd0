"""What is imported when: start-up is held by counting modules, since seconds depend on the machine."""

import subprocess
import sys

import pytest
import typer
from tests.conftest import ROOT

from emoprofile.cli.app import app
from emoprofile.cli.root import COMMANDS

RUN = """
import sys
sys.argv = ["emoprofile", *{words!r}]
from emoprofile.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(*sys.modules, file=sys.stderr)
"""
COMPILER = {"torch._dynamo", "torch._inductor", "torch.distributed.tensor", "sympy", "torch.onnx._internal"}
"""Parts of torch for compiling and for many machines: half of what a model of transformers imports."""


def run(*words: str) -> tuple[str, set[str]]:
    """What a command prints, and the modules that it has imported."""
    done = subprocess.run(
        [sys.executable, "-c", RUN.format(words=words)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, set(done.stderr.split())


@pytest.fixture(scope="module")
def plain() -> set[str]:
    """What the interpreter itself imports."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_imports_the_command_line_and_nothing_else(flag: str, plain: set[str]) -> None:
    printed, modules = run(flag)
    assert "profile" in printed
    own = {name for name in modules if name.startswith("emoprofile")}
    assert own == {"emoprofile", "emoprofile.cli", "emoprofile.cli.root", "emoprofile.cli.terminal"}
    assert not {"numpy", "scipy", "pandas", "pydantic", "yaml", "torch", "transformers"} & modules
    assert len(modules - plain) < 330


def test_the_list_of_commands_is_that_of_the_application(capsys: pytest.CaptureFixture[str]) -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert {name: command.help.strip().splitlines()[0] for name, command in commands.items()} == COMMANDS
    with pytest.raises(SystemExit):
        app(["--help"], prog_name="emoprofile")
    whole = capsys.readouterr().out
    shown, _ = run("--help")
    # Words, not boxes: how wide they are may depend on what was set when typer was imported.
    words = [[word for word in each.split() if not set(word) & set("─╭╮╰╯│")] for each in (shown, whole)]
    assert words[0] == words[1]


def test_a_first_profile_imports_no_compiler_and_no_model_of_transformers(plain: set[str]) -> None:
    _, modules = run("profile", "seeds/003_fd79899e2d11a5a3.txt", "--set", "score.dtype=float32")
    assert not COMPILER & modules
    assert "transformers.modeling_utils" not in modules
    assert not {"pandas", "sklearn", "datasets", "evaluate", "accelerate", "trafilatura", "lxml"} & modules
    assert len(modules - plain) < 2200  # 3,299 with the model classes of transformers
