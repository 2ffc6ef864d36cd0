"""`score.dtype=auto`: bfloat16 only where the model passed its gate and the machine gains by it, chosen once."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest
import torch
from tests.score.families import needs_bfloat16, write_family

from emoprofile import Profiler
from emoprofile.config import ModelSpec, PrecisionGate, ScoreConfig
from emoprofile.data import Finding
from emoprofile.errors import ModelRefusedError
from emoprofile.provenance import hash_file
from emoprofile.score import Scorer, choose_dtype, device, gain, precision, torch_backend

PASSED = {"label_agreement": 0.999, "p99_difference": 0.003, "largest_difference": 0.01, "f1_loss": 0.0005}
AUTO = ScoreConfig(device="cpu")


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelSpec:
    """A model that passed its gate, on a machine where nothing was chosen yet."""
    monkeypatch.setenv("EMOPROFILE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(device, "computes_bfloat16", lambda device: True)
    return gated(write_family("bert", tmp_path / "model"))


def gated(spec: ModelSpec, **changes: Any) -> ModelSpec:
    assert spec.source.folder
    weights = hash_file(spec.source.folder / "model.safetensors")
    gate = PrecisionGate(**{"data": "some", "sentences": 9, "weights_sha256": weights, **PASSED, **changes})
    return spec.model_copy(update={"weights_sha256": weights, "bfloat16": gate})


def measure(monkeypatch: pytest.MonkeyPatch, *gains: float) -> list[float]:
    """Let the probe find these gains, one after the other; what is left in the list was not asked for."""
    left = list(gains)
    monkeypatch.setattr(gain, "measure_gain", lambda *_: left.pop(0))
    return left


@pytest.mark.parametrize(("measured", "dtype"), [(1.3, "bfloat16"), (2.5, "bfloat16"), (1.29, "float32")])
def test_the_machine_must_gain_by_it(
    spec: ModelSpec, monkeypatch: pytest.MonkeyPatch, measured: float, dtype: str
) -> None:
    measure(monkeypatch, measured)
    assert choose_dtype(spec, AUTO).dtype == dtype


def test_it_is_measured_once_per_machine_and_model_and_said_once(
    spec: ModelSpec, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    left = measure(monkeypatch, 2.0, 1.0, 3.0)
    with caplog.at_level(logging.WARNING):
        assert [choose_dtype(spec, AUTO).dtype for _ in range(3)] == ["bfloat16"] * 3
    assert left == [1.0, 3.0]
    [said] = caplog.messages
    assert said.startswith(
        "model 'tiny-bert' is computed in bfloat16 on this machine from now on: bfloat16 is 2.0 times"
    )
    other = spec.model_copy(update={"weights_sha256": "a" * 64})
    other = other.model_copy(update={"bfloat16": spec.bfloat16.model_copy(update={"weights_sha256": "a" * 64})})  # type: ignore[union-attr]
    assert choose_dtype(other, AUTO).dtype == "float32"
    monkeypatch.setattr(device, "name_device", lambda device: "another machine")
    assert choose_dtype(spec, AUTO).dtype == "bfloat16"
    assert left == []
    kept = [json.loads(path.read_text()) for path in precision.find_choices().iterdir()]
    assert sorted(choice["gain"] for choice in kept) == [1.0, 2.0, 3.0]


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"dtype": "int3", "gain": 1, "machine": {}}'])
def test_what_cannot_be_read_is_measured_again(spec: ModelSpec, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    measure(monkeypatch, 2.0, 1.0)
    choose_dtype(spec, AUTO)
    [kept] = precision.find_choices().iterdir()
    kept.write_text(content)
    assert choose_dtype(spec, AUTO).dtype == "float32"
    assert json.loads(kept.read_text())["gain"] == 1.0


def test_a_home_that_cannot_be_written_is_no_matter(
    spec: ModelSpec, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "home").write_text("a file")
    measure(monkeypatch, 2.0)
    assert choose_dtype(spec, AUTO).dtype == "bfloat16"


@pytest.mark.parametrize(
    "changes",
    [{"label_agreement": 0.9949}, {"p99_difference": 0.0051}, {"f1_loss": 0.0021}, {"weights_sha256": "b" * 64}, None],
)
def test_without_a_passed_gate_of_these_weights_it_is_float32(
    spec: ModelSpec, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any] | None
) -> None:
    left = measure(monkeypatch, 9.0)
    other = spec.model_copy(update={"bfloat16": None}) if changes is None else gated(spec, **changes)
    assert choose_dtype(other, AUTO).dtype == "float32"
    assert left == [9.0]


def test_onnx_and_processors_without_instructions_for_it_are_float32(
    spec: ModelSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = measure(monkeypatch, 9.0)
    assert choose_dtype(spec, ScoreConfig(backend="onnx")).dtype == "float32"
    monkeypatch.setattr(device, "computes_bfloat16", lambda device: False)
    assert choose_dtype(spec, AUTO).dtype == "float32"
    assert left == [9.0]


def test_what_the_configuration_names_is_taken(spec: ModelSpec) -> None:
    for dtype in ("float32", "bfloat16", "float16"):
        named = ScoreConfig.model_validate({"dtype": dtype})
        assert choose_dtype(spec, named) is named


def test_a_machine_that_cannot_compute_it_refuses(spec: ModelSpec, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch_backend, "computes_bfloat16", lambda device: False)
    with pytest.raises(
        ModelRefusedError, match="score.dtype is bfloat16, which this machine .* has no instructions for"
    ):
        Scorer(spec, ScoreConfig(dtype="bfloat16", device="cpu"))


@needs_bfloat16
def test_a_profile_says_it_and_its_fingerprint_holds_what_was_computed(
    spec: ModelSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    from emoprofile.config import RunConfig

    def made(dtype: str) -> Profiler:
        score = {"device": "cpu", "dtype": dtype}
        return Profiler(RunConfig.model_validate({"model": "tiny", "score": score}), spec)

    measure(monkeypatch, 2.0)
    auto, named, exact = made("auto"), made("bfloat16"), made("float32")
    assert auto.provenance == named.provenance
    assert auto.config.score.dtype == auto.provenance.dtype == auto.decisive["config"]["score"]["dtype"] == "bfloat16"
    assert exact.provenance.fingerprint != auto.provenance.fingerprint
    assert auto.profile("We love it, they said.").to_dict()["provenance"]["dtype"] == "bfloat16"


@needs_bfloat16
def test_the_gain_is_a_ratio_of_the_same_work(spec: ModelSpec) -> None:
    assert gain.measure_gain(spec, AUTO) > 0


def test_devices_are_told_by_their_instructions(monkeypatch: pytest.MonkeyPatch) -> None:
    cpu = torch.device("cpu")
    for name, computes in (("amx_bf16", True), ("avx512_bf16", True), ("bf16", True), ("avx512_f", False)):
        monkeypatch.setattr(torch.cpu, "get_capabilities", lambda name=name: {name: True, "cpu_name": "Maker"})
        assert device.computes_bfloat16(cpu) is computes
        assert device.name_device(cpu) == f"cpu Maker {name}" if computes else "cpu Maker"


def test_a_gpu_is_asked_what_it_can_and_takes_one_pass_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As far as it can be told without one."""
    cuda = torch.device("cuda")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda device: "Card")
    for native in (True, False):
        monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda including_emulation, native=native: native)
        assert device.computes_bfloat16(cuda) is native
    assert device.find_device("auto") == cuda
    assert device.name_device(cuda) == "Card"
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    assert device.find_device("auto") == torch.device("mps")
    assert device.computes_bfloat16(torch.device("mps"))
    monkeypatch.setattr(torch_backend, "find_device", lambda name: torch.device("meta"))
    monkeypatch.setattr(torch_backend.TorchBackend, "_check_agreement", lambda self: ())
    monkeypatch.setattr(torch_backend, "measure_drift", lambda *_: (0.0, Finding("neighbours", "fine", "")))
    spec = write_family("bert", tmp_path)
    assert spec.source.folder
    backend = torch_backend.TorchBackend(spec, spec.source.folder, ScoreConfig(threads=7))
    assert backend.workers == 1
    encoded = backend.encode(["We love it."])
    assert {tensor.device.type for tensor in backend.tensors(encoded, [0]).values()} == {"meta"}
    assert {tensor.device.type for tensor in backend.model.state_dict().values()} == {"meta"}
