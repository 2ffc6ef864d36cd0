"""Recognises errors that mean that memory ran out. Each library has its own words for this."""

_WORDS = ("out of memory", "allocate memory", "not enough memory", "bad allocation", "bad_alloc")


def is_out_of_memory(error: BaseException) -> bool:
    """Whether memory ran out (CPU, CUDA, MPS or ONNX Runtime), so that fewer tokens at once may help."""
    if isinstance(error, MemoryError):
        return True
    text = str(error).lower()
    return isinstance(error, RuntimeError) and any(words in text for words in _WORDS)
