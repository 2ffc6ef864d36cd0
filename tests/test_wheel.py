"""The wheel, used from an empty directory as if it had been installed."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [path] = folder.glob("*.whl")
    return path


def test_it_carries_code_configurations_and_the_model_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "emoprofile/py.typed",
        "emoprofile/text/languages/en.cleaning.yaml",
        "emoprofile/report/page/assets/page.css",
        "emoprofile/report/page/assets/page.js",
        "emoprofile/report/page/templates/article.html",
        "emoprofile/configs/default.yaml",
        "emoprofile/configs/training/goemotions.yaml",
        "emoprofile/models/minilm-news/spec.yaml",
        "emoprofile/models/minilm-news/model.safetensors",
        "emoprofile/models/minilm-news/README.md",
    } <= names
    code = {name for name in names if ".dist-info/" not in name}
    assert all(name.startswith("emoprofile/") for name in code)
    assert not [name for name in code if {"tests", "seeds", "__pycache__"} & set(name.split("/"))]


def test_it_profiles_from_an_empty_directory(wheel: Path, tmp_path: Path) -> None:
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    zipfile.ZipFile(wheel).extractall(site)
    code = (
        "import emoprofile, sys; assert emoprofile.__file__.startswith(sys.argv[1]), emoprofile.__file__;"
        "labels = emoprofile.profile('Thank you all so much, we are deeply grateful!').expressed.labels;"
        "print(max(labels, key=lambda label: labels[label].prevalence))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(site)], cwd=empty, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(site)},
    )  # fmt: skip
    assert done.stdout == "gratitude\n", done.stderr
    assert list(empty.iterdir()) == []
