"""Stretches: what a transcript without punctuation is cut into, where sentences cannot be told."""

import re
from collections.abc import Collection, Iterator

LONGEST_UNMARKED = 300
"""Characters without any mark: no writer of prose goes on for so long."""
FEWEST_UNMARKED_WORDS = 60
FEWEST_WORDS = 12
MOST_WORDS = 30
_UNMARKED = re.compile(rf"[^.,;:!?…()\[\]\"“”«»„。，！？—–|•/]{{{LONGEST_UNMARKED},}}")
_WORD = re.compile(r"\S+")


def unmarked_words(text: str) -> int:
    """How many words of a text stand in runs of sixty words and more without a mark."""
    runs = (len(run.split()) for run in _UNMARKED.findall(text))
    return sum(words for words in runs if words >= FEWEST_UNMARKED_WORDS)


def stretches(block: str, start: int, end: int, joints: Collection[str]) -> Iterator[tuple[int, int]]:
    """A sentence as it is, or cut where sixty words and more follow each other without a mark.

    Such a run is cut into stretches of 12 to 30 words, before a word that joins clauses where there is one.

    Args:
        block: The text.
        start: Where the sentence starts.
        end: Where it ends.
        joints: Words that join clauses, in lower case.
    """
    for run in _UNMARKED.finditer(block, start, end):
        words = list(_WORD.finditer(block, run.start(), run.end()))
        if len(words) < FEWEST_UNMARKED_WORDS:
            continue
        at = 0
        while len(words) - at > MOST_WORDS:
            choices = range(at + FEWEST_WORDS, at + MOST_WORDS + 1)
            cut = next((i for i in choices if words[i][0].lower() in joints), choices[-1])
            if len(words) - cut < FEWEST_WORDS:
                break
            if words[cut].start() > start:
                yield start, words[cut - 1].end()
                start = words[cut].start()
            at = cut
    yield start, end
