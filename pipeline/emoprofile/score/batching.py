"""Group windows into batches: similar lengths together, so that little is spent on padding."""

from collections.abc import Iterator, Sequence


def batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Positions of windows, batch by batch, longest first.

    The batches depend on the lengths and their order alone. The longest go first, so that a batch that does not fit
    into memory fails at once and not at the end of a run.

    Args:
        lengths: Tokens of each window.
        budget: The most tokens in a batch, padding included; a longer window gets a batch of its own.
    """
    batch: list[int] = []
    for position in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > budget:
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch
