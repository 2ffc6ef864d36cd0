"""A checked torch model -> a folder that the onnx backend loads, written whole or not at all."""

import inspect
import logging
import shutil
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import numpy as np
import torch

from emoprofile.checkpoint import (
    WEIGHTS,
    list_probe_sentences,
    load_tokenizer,
    locate,
    quiet_transformers,
    save_tokenizer,
)
from emoprofile.config import ModelSpec, ScoreConfig, load_model_spec, write_model_spec
from emoprofile.data.scores import FloatArray
from emoprofile.errors import MissingExtraError, ModelError, ModelRefusedError, WriteError
from emoprofile.provenance import hash_file
from emoprofile.resources import SPEC_NAME
from emoprofile.score.backend import Backend
from emoprofile.score.onnx_backend import OnnxBackend
from emoprofile.score.passes import compute_passes, cut_passes
from emoprofile.score.scorer import Scorer
from emoprofile.score.steady_linear import make_plain
from emoprofile.score.torch_backend import TorchBackend

OPSET = 18
"""The version of ONNX's operators: fixed, so that the same model gives the same graph."""
LARGEST = 2_000_000_000
"""Bytes of float32 weights. A file of more than 2 GiB is no valid ONNX; weights in a second file have no hash."""
TOLERANCE = 1e-5
"""A logit z may differ by this times 1 + |z|: then no probability differs by more than this."""
LENGTHS = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 1000)
"""Words of the sentences that an export is compared on; the last is more than one window for most models."""
_TOOLS = ("onnx", "onnxscript", "onnxruntime")
_CPU = ScoreConfig(backend="transformers", device="cpu", dtype="float32")


def export_onnx(spec: ModelSpec, folder: Path) -> Path:
    """Write a model as a folder with config.json, its tokenizer, model.onnx and spec.yaml, for `score.backend=onnx`.

    BERT, DistilBERT, ELECTRA, RoBERTa, XLM-RoBERTa, DeBERTa-v2/v3, ALBERT and ModernBERT are tested; of another family,
    torch tells whether it can. What was written is compared with the torch model, sentence by sentence, in batches and
    alone; a folder that exists has passed.

    Args:
        spec: The model; one that would be mis-scored is refused.
        folder: The folder to write; it must not exist, or be empty.

    Returns:
        The folder.

    Raises:
        MissingExtraError: If the extra [onnx] is not installed.
        WriteError: If there is something in the folder, or it cannot be written.
        ModelError: If the model is refused, cannot be exported, or says something else once it is.
    """
    for package in _TOOLS:
        if find_spec(package) is None:
            raise MissingExtraError(package, "onnx", "the export to ONNX")
    folder = folder.resolve()
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise WriteError(f"{folder} exists and is not an empty folder. Name a new one.")
    model = Scorer(spec, _CPU).backend
    assert isinstance(model, TorchBackend)
    arriving = folder.with_name(f".{folder.name}-{uuid4().hex[:8]}")
    try:
        arriving.mkdir(parents=True)
        _write(spec, model, arriving)
        _compare(spec, model, _load(arriving))
        if folder.exists():
            folder.rmdir()  # it is empty, and not every system renames over it
        arriving.rename(folder)
    except OSError as error:
        raise WriteError(f"{folder} cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(arriving, ignore_errors=True)
    return folder


def _write(spec: ModelSpec, backend: TorchBackend, folder: Path) -> None:
    source = locate(spec).folder
    with quiet_transformers():
        # The backend's own tokenizer has been set to cut.
        save_tokenizer(load_tokenizer(source), folder)
        backend.model.config.save_pretrained(folder)
    _write_graph(spec, backend, folder / WEIGHTS["onnx"])
    facts = {"weights_sha256": hash_file(folder / WEIGHTS["onnx"])}
    header = (
        f"# Written by `emoprofile models export`: model.onnx (opset {OPSET}) says what the {WEIGHTS['torch']}\n"
        f"# with sha256 {hash_file(source / WEIGHTS['torch'])} says"
        f"{f', of {spec.source}' if spec.source.hub else ''}. Use it with score.backend=onnx.\n"
    )
    write_model_spec(spec.model_copy(update=facts), folder / SPEC_NAME, header)


class _Logits(torch.nn.Module):
    """The model as a function of its inputs alone, in an order, that gives its logits alone."""

    def __init__(self, model: torch.nn.Module, names: Sequence[str]) -> None:
        super().__init__()
        self.model, self.names = model, names

    def forward(self, *inputs: torch.Tensor) -> torch.Tensor:
        """The logits: shape (batch, labels)."""
        logits: torch.Tensor = self.model(**dict(zip(self.names, inputs, strict=True))).logits
        return logits


def _write_graph(spec: ModelSpec, backend: TorchBackend, path: Path) -> None:
    family = backend.model.config.model_type
    size = 4 * sum(parameter.numel() for parameter in backend.model.parameters())
    if size > LARGEST:
        raise ModelError(
            f"model {spec.name!r}: its weights are {size:,} bytes in float32; one ONNX file holds {LARGEST:,}. Use it "
            "with score.backend=torch."
        )
    # An example of two rows of unlike length: of one row, or without padding, the graph could hold for that case only.
    encoded = backend.encode(["One sentence, and some more words in it.", "Another."])
    known = inspect.signature(backend.model.forward).parameters  # DistilBERT is given types, and ignores them
    example = {name: tensor for name, tensor in backend.tensors(encoded, (0, 1)).items() if name in known}
    dynamic = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    try:
        with _quiet_exporter():
            program = torch.onnx.export(
                _Logits(make_plain(backend.model), list(example)).eval(),
                tuple(example.values()),
                input_names=list(example),
                output_names=["logits"],
                dynamic_shapes=(tuple(dynamic for _ in example),),
                opset_version=OPSET,
                dynamo=True,
                verbose=False,
            )
            assert program is not None
            program.save(path, external_data=False)
    except OSError:
        raise
    except Exception as error:  # whatever torch does not know of a family
        reason = str(error).strip().splitlines()[-1:] or [type(error).__name__]
        raise ModelError(
            f"model {spec.name!r}: torch {torch.__version__} cannot export the family {family!r} to ONNX "
            f"({reason[0]}). Use it with score.backend=torch."
        ) from error


@contextmanager
def _quiet_exporter() -> Iterator[None]:
    """Keep off the terminal what torch's exporter says to itself."""
    loggers = [logging.getLogger(name) for name in ("torch.onnx", "torch.__trace", "onnxscript", "onnx_ir")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            # torch copies a structure of its own in a way that it has deprecated itself.
            warnings.filterwarnings("ignore", ".*LeafSpec", FutureWarning)
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _load(folder: Path) -> OnnxBackend:
    spec = load_model_spec(folder / SPEC_NAME)
    found = OnnxBackend(spec, folder, _CPU)
    if refusals := [
        f"{finding.check}: {finding.message}" for finding in found.findings if finding.verdict == "refused"
    ]:
        raise ModelRefusedError(spec.name, refusals, found.findings)
    return found


def _compare(spec: ModelSpec, model: Backend, exported: OnnxBackend) -> None:
    words = " ".join(list_probe_sentences()).split() * 10
    texts = [" ".join(words[:n]) for n in LENGTHS]
    expected = _said(model, texts)
    for said in (_said(exported, texts), np.concatenate([_said(exported, [text]) for text in texts])):
        worst = np.max(np.abs(said - expected) / (1 + np.abs(expected)))
        if not worst <= TOLERANCE:
            raise ModelError(
                f"model {spec.name!r}: once exported, a logit is {worst:.1e} off, and {TOLERANCE:.0e} is allowed. Use "
                "it with score.backend=torch."
            )


def _said(backend: Backend, texts: Sequence[str]) -> FloatArray:
    """The logits of every window of some texts."""
    encoded = backend.encode(texts)
    found = [*compute_passes(backend, encoded, [*cut_passes(encoded.lengths, 4096)])]
    order = np.argsort(np.concatenate([batch for batch, _ in found]))
    rows: FloatArray = np.concatenate([logits for _, logits in found])[order]
    return rows
