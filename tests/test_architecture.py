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
LONGEST_MODULE = 300


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


def test_the_library_never_prints() -> None:
    for path in MODULES:
        if "cli" not in path.parts:
            calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
            assert not [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"], path
