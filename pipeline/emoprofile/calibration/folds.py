"""Folds that keep articles whole, so that no sentence is judged by a fit on other sentences of its article."""

from collections.abc import Sequence

import numpy as np

from emoprofile.data.scores import IntArray


def grouped_folds(units: Sequence[str] | Sequence[int] | IntArray, folds: int, seed: int = 0) -> IntArray:
    """Give the fold of each sentence, from 0: shape (n,). All sentences of an article are in the same fold.

    Articles are assigned in the order of falling size, each to the fold with the fewest sentences. The seed decides the
    order of articles of equal size. There are no more folds than articles.

    Args:
        units: The article of each sentence.
        folds: The number of folds.
        seed: The seed; the same seed gives the same folds on any machine.
    """
    names, unit = np.unique(np.asarray(units), return_inverse=True)
    sizes = np.bincount(unit, minlength=len(names))
    shuffled = np.random.Generator(np.random.PCG64(seed)).permutation(len(names))
    held = np.zeros(min(folds, len(names)), np.int64)
    of_unit = np.zeros(len(names), np.int64)
    for i in shuffled[np.argsort(-sizes[shuffled], kind="stable")]:
        of_unit[i] = held.argmin()
        held[of_unit[i]] += sizes[i]
    return of_unit[unit]
