"""The structure of the code: imports go one way, modules stay small, nothing unfinished is shipped."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT

import emoprofile

PACKAGE = Path(emoprofile.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 250
LARGEST_ROOM = 2_500
PARTICIPLES = {"drawn", "found", "given", "held", "kept", "known", "made", "seen", "taken", "told", "written"}
"""Those that do not end in `ed`."""
TAKE_AN_OBJECT = {
    "average", "check", "draw", "drop", "fail", "find", "format", "leave", "list", "make", "measure", "name", "open",
    "plot", "read", "score", "subtract", "take", "wait",
}  # fmt: skip
"""Verbs before a participle that names what they act on, such as `read_labelled`."""


def test_imports_go_one_way() -> None:
    linter = str(Path(sys.executable).with_name("lint-imports"))
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_source_root_is_no_package() -> None:
    assert not (ROOT / "pipeline" / "__init__.py").exists()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_says_what_it_is_for_and_stays_small(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source))
    assert source.count("\n") <= LONGEST_MODULE
    assert not re.search(r"\b(TODO|FIXME|XXX|NotImplementedError)\b", source)


@pytest.mark.parametrize("room", sorted({path.parent for path in MODULES}), ids=lambda room: room.name)
def test_every_room_stays_small(room: Path) -> None:
    assert sum(path.read_text(encoding="utf-8").count("\n") for path in room.glob("*.py")) <= LARGEST_ROOM


def test_the_library_never_prints() -> None:
    for path in MODULES:
        if "cli" not in path.parts:
            calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
            assert not [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"], path


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_function_is_named_by_a_participle(path: Path) -> None:
    functions = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef))
    assert [node.name for node in functions if is_named_by_a_participle(node)] == []


def is_named_by_a_participle(function: ast.FunctionDef) -> bool:
    """Whether its last word is one. Properties, predicates and names such as `read_labelled` are left out."""
    words = function.name.strip("_").split("_")
    first, last = words[0], words[-1]
    is_property = any("property" in ast.unparse(decorator) for decorator in function.decorator_list)
    is_exempt = is_property or first in ("is", "has") or (len(words) > 1 and first in TAKE_AN_OBJECT)
    is_participle = last in PARTICIPLES or (last.endswith("ed") and not last.endswith("eed"))  # `seed` is none
    return is_participle and not is_exempt


@pytest.mark.parametrize("name", ["measured", "_told", "rows_taken", "_with_given"])
def test_participles_are_found(name: str) -> None:
    [function] = ast.parse(f"def {name}(): ...").body
    assert isinstance(function, ast.FunctionDef)
    assert is_named_by_a_participle(function)
