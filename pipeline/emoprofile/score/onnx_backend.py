"""A second backend: the graph in model.onnx, on ONNX Runtime. It needs neither torch nor transformers."""

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from emoprofile.checkpoint import (
    MIXED_TEXTS,
    WEIGHTS,
    SavedTokenizer,
    check_agreement,
    check_declared,
    is_refused,
    read_settings,
    translate_loading_errors,
)
from emoprofile.config import ModelSpec, ScoreConfig
from emoprofile.data import Finding
from emoprofile.data.scores import FloatArray
from emoprofile.errors import MissingExtraError, ModelError
from emoprofile.score.encoded import Encoded
from emoprofile.score.encoding import INPUTS, Encoder
from emoprofile.score.steadiness import measure_drift

CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"


class OnnxBackend:
    """A model from its folder, as `emoprofile models export` writes it.

    Attributes:
        findings: What was found while it was loaded; where one refuses, the model must not be used.
        packages: What its scores depend on.
        workers: As many as threads are wanted on the CPU; a GPU takes one pass after the other.
        drift: How far a logit was seen to move with what shares its pass.

    Raises:
        MissingExtraError: If the extra [onnx] is not installed.
        ModelError: If the model cannot be loaded at all, or not on this device.
    """

    packages: tuple[str, ...] = ("onnxruntime",)

    def __init__(self, spec: ModelSpec, folder: Path, config: ScoreConfig) -> None:
        try:
            import onnxruntime
        except ImportError as error:
            raise MissingExtraError("onnxruntime", "onnx", "score.backend 'onnx'") from error
        provider, options = _provider(config.device, onnxruntime.get_available_providers())
        self.workers = (config.threads or _usable_processors()) if provider == CPU else 1
        with translate_loading_errors(spec, folder):
            settings, tokenizer = read_settings(folder), SavedTokenizer.read(folder)
            self._columns, found = check_declared(spec, folder, settings, tokenizer, INPUTS)
        self.findings: tuple[Finding, ...] = (*found, _check_precision(config))
        if is_refused(self.findings):
            return
        with translate_loading_errors(spec, folder):
            self._session = onnxruntime.InferenceSession(
                folder / WEIGHTS["onnx"], _session_options(onnxruntime), providers=[(provider, options)]
            )
        if provider not in self._session.get_providers():  # it falls back to the CPU and says nothing
            raise ModelError(f"score.device is {config.device!r}, but ONNX Runtime could not start {provider}")
        self.findings += tuple(_check_graph(self._session, len(settings.id2label)))
        if is_refused(self.findings):
            return
        self._encoder = Encoder(tokenizer, spec.max_tokens, [given.name for given in self._session.get_inputs()])
        with translate_loading_errors(spec, folder):
            self.findings += self._check_agreement()
            self.drift, steady = measure_drift(self, MIXED_TEXTS[1])
        self.findings += (steady,)

    def encode(self, texts: Sequence[str]) -> Encoded:
        """The token windows of some texts."""
        return self._encoder(texts)

    def logits(self, encoded: Encoded, batch: Sequence[int]) -> FloatArray:
        """Raw logits of windows of one length: shape (batch, labels), columns in the order of the spec's labels."""
        encoded.check_one_length(batch)
        return self._compute(encoded, batch, self._encoder.left)

    def leave_threads(self) -> None:
        """A session changes nothing outside."""

    def _compute(self, encoded: Encoded, batch: Sequence[int], left: bool) -> FloatArray:
        [logits] = self._session.run(None, self._encoder.pad(encoded, batch, left))
        found: FloatArray = logits.astype(np.float64)
        return found[:, self._columns]

    def _check_agreement(self) -> tuple[Finding, ...]:
        encoded = self.encode(MIXED_TEXTS)
        return tuple(check_agreement(partial(self._compute, encoded), len(encoded.inputs), left=self._encoder.left))


def _provider(device: str, available: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """Where the graph runs: the CPU, unless CUDA is asked for."""
    if device == "mps":
        raise ModelError(
            "score.device is 'mps', which the onnx backend does not know. Set score.device to cpu, or score.backend to "
            "torch."
        )
    if not device.startswith("cuda"):
        return CPU, {}
    if CUDA not in available:
        raise ModelError(
            f"score.device is {device!r}, but this ONNX Runtime has only {', '.join(available)}. Install "
            "onnxruntime-gpu in the place of onnxruntime, or set score.device to cpu."
        )
    # TensorFloat-32 keeps 10 bits: a score would depend on its batch.
    return CUDA, {"device_id": int(device.partition(":")[2] or 0), "use_tf32": 0}


def _session_options(onnxruntime: Any) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # passes are shared out among threads, and each is computed by one
    options.enable_mem_pattern = False  # worth it only where every batch has the same shape
    return options


def _usable_processors() -> int:
    """Those that this process may use, which may be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _check_precision(config: ScoreConfig) -> Finding:
    if config.dtype not in ("auto", "float32"):
        return Finding(
            "precision",
            "refused",
            f"score.dtype is {config.dtype}, but model.onnx computes in float32. Set score.dtype to auto, or "
            "score.backend to torch.",
        )
    return Finding("precision", "fine", "computed in float32")


def _check_graph(session: Any, labels: int) -> Iterator[Finding]:
    """Is the graph a classifier that takes tokens, in batches of any size, and gives one logit per label?"""
    inputs, outputs = session.get_inputs(), session.get_outputs()
    wrong = [
        f"takes {given.name} as {given.type} of shape {given.shape}"
        for given in inputs
        if given.name not in INPUTS or given.type != "tensor(int64)" or any(isinstance(n, int) for n in given.shape)
    ]
    names = [given.name for given in inputs]
    wrong += [f"takes no {needed}" for needed in ("input_ids", "attention_mask") if needed not in names]
    if len(outputs) != 1 or outputs[0].type != "tensor(float)" or outputs[0].shape[1:] != [labels]:
        given = ", ".join(f"{output.name} as {output.type} of shape {output.shape}" for output in outputs)
        wrong.append(f"gives {given}, not the logits of {labels} labels")
    if wrong:
        yield Finding(
            "graph",
            "refused",
            f"model.onnx {'; '.join(wrong)}. It must take {', '.join(INPUTS)} (or some of them) of any batch and "
            "length, and give float32 logits: write it with `emoprofile models export`.",
        )
    else:
        yield Finding("graph", "fine", f"takes {', '.join(given.name for given in inputs)}")
