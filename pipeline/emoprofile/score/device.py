"""What computes: the CPU, or a GPU that torch knows, and which number types it has instructions for."""

import platform

import torch

from emoprofile.errors import ModelError


def find_device(name: str) -> torch.device:
    """The device that a configuration names; `auto` takes CUDA, then Apple's MPS, then the CPU.

    Raises:
        ModelError: If there is no such device.
    """
    if name == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    device = torch.device(name)
    if device.type == "cuda" and (device.index or 0) >= torch.cuda.device_count():
        raise ModelError(f"score.device is {name!r}, but torch sees {torch.cuda.device_count()} CUDA devices")
    if device.type == "mps" and not torch.backends.mps.is_available():
        raise ModelError("score.device is 'mps', but torch sees no such device")
    return device


def computes_bfloat16(device: torch.device) -> bool:
    """Whether it multiplies matrices in bfloat16 by instructions of its own: AMX, AVX512-BF16, Arm's BF16, a GPU's."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    if device.type == "mps":
        return True
    has = torch.cpu.get_capabilities()
    return any(has.get(name) for name in ("amx_bf16", "avx512_bf16", "bf16"))


def name_device(device: torch.device) -> str:
    """What it is, as its maker calls it, with what it has for bfloat16."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    has = torch.cpu.get_capabilities()
    parts = (device.type, has.get("cpu_name") or platform.processor() or platform.machine())
    return " ".join([*map(str, parts), *(name for name in ("amx_bf16", "avx512_bf16", "bf16") if has.get(name))])
