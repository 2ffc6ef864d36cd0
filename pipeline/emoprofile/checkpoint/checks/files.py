"""Checks whether the files exist, and whether the weights are those that the spec was fitted for."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from emoprofile.checkpoint.files import CONFIG, PICKLES, TOKENIZER, TOKENIZERS, WEIGHTS
from emoprofile.config import ModelSpec
from emoprofile.data import Finding


def check_files(spec: ModelSpec, folder: Path, backend: str, hashes: Mapping[str, str]) -> Iterator[Finding]:
    """Check which files a checkpoint has.

    Args:
        spec: The model's spec.
        folder: The checkpoint.
        backend: The backend; each has its own file of weights.
        hashes: The hashes of the files that decide a score, by `hash_files`.
    """
    name = WEIGHTS[backend]
    missing = [] if CONFIG in hashes else [CONFIG]
    if not any((folder / each).is_file() for each in TOKENIZERS):
        missing.append(TOKENIZER)
    if missing:
        yield Finding(
            "files",
            "refused",
            f"{folder} holds no {' and no '.join(missing)}. A model folder needs {CONFIG}, {name} and its tokenizer "
            "files.",
        )
    if any(folder.glob("adapter_*")):
        yield Finding(
            "adapter",
            "refused",
            f"{folder} holds an adapter (adapter_…), and emoprofile does not apply adapters. Merge it into the weights "
            "(merge_and_unload of peft) and save the model alone, or remove the adapter.",
        )
    if name not in hashes:
        yield _find_no_weights(spec, folder, backend)
    elif not missing:
        yield _compare_weights(spec, folder, name, hashes[name])


def _compare_weights(spec: ModelSpec, folder: Path, name: str, seen: str) -> Finding:
    if spec.weights_sha256 not in (None, seen):
        return Finding(
            "weights",
            "refused",
            f"{name} has sha256 {seen}, but the spec was fitted for {spec.weights_sha256}. Thresholds and calibration "
            "would not fit: restore the weights, or fit the spec again.",
        )
    suffixes = (".safetensors", ".bin", ".pt", ".onnx", ".h5", ".msgpack", ".gguf", ".safetensors.index.json")
    others = sorted(path.name for path in folder.iterdir() if path.name.endswith(suffixes) and path.name != name)
    unread = f"; not read: {', '.join(others[:3])}" if others else ""
    return Finding("weights", "fine", f"{name}, sha256 {seen[:12]}…{unread}")


def _find_no_weights(spec: ModelSpec, folder: Path, backend: str) -> Finding:
    name = WEIGHTS["torch"]
    if backend == "onnx":
        message = f"{folder} holds no model.onnx. Write it: emoprofile models export {spec.name} -o FOLDER"
    elif (folder / f"{name}.index.json").is_file():
        message = (
            f"{folder} holds its weights in several files, and no {name}. Save the model again as one file: "
            "save_pretrained(FOLDER, max_shard_size='100GB')."
        )
    elif any((folder / each).is_file() for each in PICKLES):
        message = (
            f"{folder} holds its weights only as a pickle, which can run code when it is read. Of a hub model, fetch "
            "it with --allow-pickle, which turns the pickle into safetensors once; of a folder of your own, save the "
            f"model again with save_pretrained, which writes {name}."
        )
    elif (folder / WEIGHTS["onnx"]).is_file():
        message = f"{folder} holds no {name}, but a model.onnx: set score.backend to onnx."
    else:
        message = f"{folder} holds no {name}."
    return Finding("weights", "refused", message)
