"""What a value is that should be a text: missing, a number, or something else."""


def is_missing(value: object) -> bool:
    """Whether a value is missing as pandas writes it: NaN, NaT and the like are not equal to themselves."""
    try:
        return bool(value != value)
    except (TypeError, ValueError):  # pandas.NA says neither yes nor no
        return True


def describe_kind(value: object) -> str:
    """What a value is that should be a text, for people."""
    if value is None:
        return "missing (None)"
    if is_missing(value):
        return f"missing ({value!s:.20})"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return "a number"
    return f"of the type {type(value).__name__}"
