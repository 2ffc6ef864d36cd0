"""Whether an error means that memory ran out: every library has its own words for it."""

_WORDS = ("out of memory", "allocate memory", "not enough memory", "bad allocation", "bad_alloc")


def is_out_of_memory(error: BaseException) -> bool:
    """Whether fewer tokens at once could have helped: on the CPU, on CUDA, on MPS, or in ONNX Runtime."""
    if isinstance(error, MemoryError):
        return True
    text = str(error).lower()
    return isinstance(error, RuntimeError) and any(words in text for words in _WORDS)
