"""Models of the hub: fetched once, at a known commit, complete or not at all. The hub is played by a folder."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest

from emoprofile import Profiler
from emoprofile.checkpoint import fetch, locate
from emoprofile.checkpoint.store import find_shelf
from emoprofile.config import ModelSpec, RunConfig, ScoreConfig, Source
from emoprofile.errors import ModelError
from emoprofile.score import Scorer

HUB = "somebody/some-model"
REVISION, HEAD = "ab" * 20, "cd" * 20


@dataclass
class Hub:
    """A hub that holds one model.

    Attributes:
        folder: Its files.
        asked: What was asked for.
        breaks: Whether the connection breaks after the first file.
    """

    folder: Path
    asked: list[str] = field(default_factory=list)
    breaks: bool = False

    def model_info(self, hub: str) -> SimpleNamespace:
        self.asked.append(f"head of {hub}")
        return SimpleNamespace(sha=HEAD)

    def download(self, hub: str, *, revision: str, local_dir: Path, allow_patterns: list[str]) -> None:
        self.asked.append(f"{hub} at {revision}")
        for path in sorted(self.folder.iterdir()):
            if any(path.match(pattern) for pattern in allow_patterns):
                shutil.copy(path, local_dir)
                if self.breaks:
                    raise OSError("connection reset")


@pytest.fixture
def hub(tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    shutil.copytree(tiny_model, tmp_path / "hub")
    (tmp_path / "hub" / "training_args.bin").write_bytes(b"not for us")
    hub = Hub(tmp_path / "hub")
    monkeypatch.setenv("EMOPROFILE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("huggingface_hub.HfApi", lambda: hub)
    monkeypatch.setattr("huggingface_hub.snapshot_download", hub.download)
    return hub


def spec_of(tiny_spec: ModelSpec, revision: str | None = REVISION, published: str = "safetensors") -> ModelSpec:
    source = Source.model_validate({"hub": HUB, "revision": revision, "published": published})
    return tiny_spec.model_copy(update={"source": source})


def test_a_pinned_model_is_fetched_once_and_scores(hub: Hub, tiny_spec: ModelSpec) -> None:
    spec = spec_of(tiny_spec)
    found = fetch(spec)
    assert fetch(spec) == found == locate(spec)
    assert hub.asked == [f"{HUB} at {REVISION}"]
    assert found.revision == REVISION
    assert not (found.folder / "training_args.bin").exists()
    assert Scorer(spec, ScoreConfig()).revision == REVISION


def test_an_unpinned_model_is_pinned_by_what_was_fetched(hub: Hub, tiny_spec: ModelSpec) -> None:
    spec = spec_of(tiny_spec, revision=None)
    with pytest.raises(ModelError, match="no revision .unpinned. is not on this machine"):
        locate(spec)
    fetch(spec)
    assert hub.asked == [f"head of {HUB}", f"{HUB} at {HEAD}"]
    assert locate(spec).revision == HEAD
    profiler = Profiler(RunConfig(model="tiny"), spec)
    assert profiler.provenance.revision == HEAD


def pickled(folder: Path) -> None:
    import torch
    from safetensors.torch import load_file

    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()


def test_a_pickle_is_read_only_on_request_and_becomes_safetensors(hub: Hub, tiny_spec: ModelSpec) -> None:
    pickled(hub.folder)
    spec = spec_of(tiny_spec, published="pickle")
    with pytest.raises(ModelError, match="only as a pickle, which can run code.*--allow-pickle"):
        fetch(spec)
    assert hub.asked == []
    folder = fetch(spec, allow_pickle=True).folder
    assert (folder / "model.safetensors").is_file()
    assert not (folder / "pytorch_model.bin").exists()
    ours, theirs = (Scorer(each, ScoreConfig()).raw_logits(["fear"]) for each in (spec, tiny_spec))
    assert abs(ours - theirs).max() < 1e-6


class Harmful:
    """What a pickle can do when it is read."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("code of a stranger has run",)


def test_a_pickle_that_holds_code_is_refused_and_the_code_does_not_run(
    hub: Hub, tiny_spec: ModelSpec, capsys: pytest.CaptureFixture[str]
) -> None:
    import torch

    torch.save({"weight": Harmful()}, hub.folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match="its pickle holds more than tensors, or is broken"):
        fetch(spec_of(tiny_spec, published="pickle"), allow_pickle=True)
    assert capsys.readouterr().out == ""
    assert list(find_shelf(HUB).iterdir()) == []


def test_a_broken_connection_leaves_nothing_behind(hub: Hub, tiny_spec: ModelSpec) -> None:
    hub.breaks = True
    with pytest.raises(ModelError, match="could not be fetched: connection reset"):
        fetch(spec_of(tiny_spec))
    assert list(find_shelf(HUB).iterdir()) == []
    hub.breaks = False
    assert fetch(spec_of(tiny_spec)).folder.is_dir()


def test_a_folder_has_nothing_to_fetch(tiny_spec: ModelSpec) -> None:
    with pytest.raises(ModelError, match="there is nothing to fetch"):
        fetch(tiny_spec)
