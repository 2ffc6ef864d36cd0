"""Names of the user's own code: whatever stands behind them, the answer is a function or one clear error."""

from pathlib import Path

import pytest

from emoprofile.config import TextConfig
from emoprofile.errors import ConfigError
from emoprofile.text import Segmenter

CODE = """
import sys
thing = 5
def boom(*given): raise RuntimeError("x")
def out(*given): sys.exit(3)
def none(*given): return None
"""


@pytest.fixture(autouse=True)
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    for name, code in {
        "own_code": CODE,
        "own_exit": "import sys\nsys.exit(0)\n",
        "own_fault": "1 / 0\n",
        "own_syntax": "def (\n",
    }.items():
        (tmp_path / f"{name}.py").write_text(code)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (":x", "cannot be imported"),
        (":", "cannot be imported"),
        ("a:b:c", "cannot be imported"),
        (".a:b", "cannot be imported"),
        ("os:", "cannot be imported"),
        ("\0:x", "cannot be imported"),
        ("own_exit:x", "cannot be imported .SystemExit"),
        ("own_fault:x", "cannot be imported .ZeroDivisionError"),
        ("own_syntax:x", "cannot be imported .SyntaxError"),
        ("own_code:thing", "is a int, not a function"),
        ("own_code:boom", "cannot be made .RuntimeError: x"),
        ("own_code:out", "cannot be made .SystemExit"),
        ("own_code:none", "made a NoneType, not a function"),
        ("builtins:len", "made a int, not a function"),
        ("x" * 10_000 + ":y", "cannot be imported"),
    ],
)
def test_a_splitter_that_is_none_is_one_clear_error(name: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        Segmenter(TextConfig(splitter=name))
    assert len(str(caught.value)) < 700
