"""Objects of JSON that follow each other over many lines, in an array or not -> rows, one at a time."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from emoprofile.errors import ReadError
from emoprofile.read.tables.jsonl import describe_fault, refuse_many
from emoprofile.read.tables.table import Row

STEP = 1 << 18
"""Bytes that are read at a time, and again twice as many while an object is not whole."""
CUT = 8
"""Characters at the end of a text, in which a fault may only say that the text ends there."""
_BETWEEN = re.compile(r"[\s,\[\]]*")
_ON_A_LINE = re.compile(r"\n([ \t]*)(?=\{)")
_IN_A_LINE = re.compile(r"\}\s*,()\s*(?=\{)")


def read_values(stream: BinaryIO, encoding: str, most: int) -> Iterator[Row]:
    """The objects in a stream.

    What is no JSON is one failure, and reading goes on at the next line that begins an object as far in as the first
    one did; where they stand in one line, behind the next comma between two.

    Args:
        stream: Bytes.
        encoding: Of them.
        most: Characters of one object.
    """
    values = _Values(stream, encoding, most)
    while values.go_to_next():
        place = f"line {values.line}"
        yield Row(place, values.read())


class _Values:
    def __init__(self, stream: BinaryIO, encoding: str, most: int) -> None:
        self._stream, self._most = stream, most
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._text, self._at, self.line = "", 0, 1
        self._is_ended = False
        self._indent: str | None = None

    def go_to_next(self) -> bool:
        """Pass over what stands between objects; whether anything is left."""
        while True:
            found = _BETWEEN.match(self._text, self._at)
            assert found  # it matches nothing, too
            if self._indent is None and found.end() < len(self._text):
                self._indent = self._text[self._text.rfind("\n", 0, found.end()) + 1 : found.end()]
            self._pass(found.end())
            if self._at < len(self._text):
                return True
            if not self._read_more():
                return False

    def read(self) -> dict[str, Any] | ReadError:
        """The object that begins here, or what is wrong with it."""
        while True:
            try:
                found, end = json.JSONDecoder().raw_decode(self._text, self._at)
            except (RecursionError, ValueError) as error:
                if self._is_cut(error) and self._read_more():
                    continue
                fault = describe_fault(error, f"line {self.line + self._text.count(chr(10), self._at, _place(error))}")
                self._skip()
                return fault
            fault_of_size = refuse_many(self._text[self._at : end], (",", "[", "{"))
            self._pass(end)
            if fault_of_size:
                return fault_of_size
            return found if isinstance(found, dict) else ReadError(f"a JSON {type(found).__name__}, not an object")

    def _is_cut(self, error: Exception) -> bool:
        """Whether more text may mend a fault: a string that is open, or a fault at the very end."""
        if len(self._text) - self._at > self._most or not isinstance(error, json.JSONDecodeError):
            return False
        return error.msg.startswith("Unterminated string") or error.pos >= len(self._text) - CUT

    def _skip(self) -> None:
        """Go to where the next object seems to begin."""
        is_on_a_line = not (self._indent or "").strip()
        pattern = _ON_A_LINE if is_on_a_line else _IN_A_LINE
        self._pass(self._at + 1)
        while True:
            for found in pattern.finditer(self._text, self._at):
                if not is_on_a_line or found[1] == self._indent:
                    self._pass(found.end())
                    return
            last = max(self._text.rfind("\n", self._at), self._text.rfind("}", self._at))
            self._pass(max(self._at, last))
            if not self._read_more():
                self._pass(len(self._text))
                return

    def _pass(self, end: int) -> None:
        self.line += self._text.count("\n", self._at, end)
        self._at = end

    def _read_more(self) -> bool:
        """Add at least as much text as is left; what was passed is let go."""
        if self._is_ended:
            return False
        self._text, self._at = self._text[self._at :], 0
        content = self._stream.read(max(STEP, len(self._text)))
        self._is_ended = not content
        self._text += self._decoder.decode(content, final=not content)
        return True


def _place(error: Exception) -> int:
    return error.pos if isinstance(error, json.JSONDecodeError) else 0
