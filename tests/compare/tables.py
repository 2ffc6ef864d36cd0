"""Tables that are alike but for the last bit: sums depend on where a file ends."""

import pytest

from emoprofile.compare import TidyTable


def check_alike(one: TidyTable, other: TidyTable) -> None:
    """Fail where two tables differ by more than rounding."""
    assert (one.name, one.columns) == (other.name, other.columns)
    assert len(one.rows) == len(other.rows)
    for row, like in zip(one.rows, other.rows, strict=True):
        for name, value in row.items():
            expected = pytest.approx(like[name], abs=2e-6) if isinstance(like[name], float) else like[name]
            assert value == expected, name
