"""The rule splitter: a sentence ends at a terminator with its closing marks, unless a rule says that it goes on.

Sentences inside a longer quotation are sentences of their own: emotion is scored one by one.
"""

from collections.abc import Iterator
from itertools import chain

from emoprofile.text.language import language
from emoprofile.text.sentences.candidates import Candidate, Candidates, past_space
from emoprofile.text.sentences.endings import ends
from emoprofile.text.sentences.items import Item, items
from emoprofile.text.sentences.splitter import Splitter
from emoprofile.text.sentences.stretches import LONGEST_UNMARKED, stretches


def rule_splitter(code: str) -> Splitter:
    """The rule splitter for the language of that code."""
    rules = language(code)
    candidates = Candidates(rules)

    def split(block: str) -> Iterator[tuple[int, int]]:
        found = items(block, ordinals=bool(rules.ordinals))
        if len(found) == 1:
            return sentences(block, found[0].content)
        return chain.from_iterable(split_item(block, item) for item in found)

    def split_item(block: str, item: Item) -> Iterator[tuple[int, int]]:
        part = block[item.start : item.end]
        for start, end in sentences(part, item.content - item.start):
            yield item.start + start, item.start + end

    def sentences(block: str, content: int) -> Iterator[tuple[int, int]]:
        """The sentences of a block whose text starts at `content`, behind its enumerator."""
        start = past_space(block, 0)
        for end in chain(candidates.ends(block, content, is_end), (len(block.rstrip()),)):
            if end - start > LONGEST_UNMARKED:
                yield from stretches(block, start, end, rules.joints)
            elif start < end:
                yield start, end
            start = past_space(block, end)

    def is_end(candidate: Candidate) -> bool:
        return ends(candidate, rules)

    return split
