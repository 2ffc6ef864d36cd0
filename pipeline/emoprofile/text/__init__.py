"""Document -> sentences with exact offsets: nothing lost, nothing invented.

Order: blocks (what a reader sees as paragraphs), cleaning (spans to drop, each for a reason), sentences inside what is
kept. No tokenizer lives here, and the text is never changed.
"""

from emoprofile.text.flags import flags
from emoprofile.text.segment import Segmenter, list_scored_texts

__all__ = ["Segmenter", "flags", "list_scored_texts"]
