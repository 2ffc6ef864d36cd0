"""Every library has its own words for being out of memory."""

import pytest
import torch

from emoprofile.score.memory import is_out_of_memory

WORDS = (
    "[enforce fail at alloc_cpu.cpp:118] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 9",
    "DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes.",
    "MPS backend out of memory (MPS allocated: 9 GB)",
    "Failed to allocate memory for requested buffer of size 9",
)


@pytest.mark.parametrize("words", WORDS)
def test_out_of_memory_is_told(words: str) -> None:
    assert is_out_of_memory(RuntimeError(words))


def test_by_its_class_too() -> None:
    assert is_out_of_memory(torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20 MiB"))
    assert is_out_of_memory(MemoryError())


def test_what_the_library_really_says_here() -> None:
    with pytest.raises(RuntimeError) as found:
        torch.empty(1 << 50)
    assert is_out_of_memory(found.value)


def test_other_errors_are_others() -> None:
    assert not is_out_of_memory(RuntimeError("mat1 and mat2 shapes cannot be multiplied"))
    assert not is_out_of_memory(OSError("not enough memory"))
