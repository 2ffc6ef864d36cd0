"""Articles from files: everything that can be read is, and the rest is a failure with its reason."""

import io
import os
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import SEEDS

from emoprofile.data import Document, Failure
from emoprofile.errors import ReadError
from emoprofile.read import read_article
from emoprofile.read.encoding import Decoded, decode


def failure(path: Path | str) -> Failure:
    result = read_article(str(path))
    assert isinstance(result, Failure)
    assert (result.stage, result.error) == ("read", "ReadError")
    return result


def document(path: Path | str) -> Document:
    result = read_article(str(path))
    assert isinstance(result, Document)
    return result


WESTERN = "“Café”, she said — and cried… It cost 5 €, naïvely."
RUSSIAN = "Солдат плакал, когда говорил с матерью по телефону. Она его утешала, и все вокруг молчали. " * 3


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        (b"", "", "utf-8"),
        (b" \r\n ", " \r\n ", "utf-8"),
        ("“Café”\r\n".encode(), "“Café”\r\n", "utf-8"),
        ("\ufeffmark".encode(), "mark", "utf-8"),
        ("“wide”".encode("utf-16"), "“wide”", "utf-16-le"),
        (b"\xfe\xff" + "big".encode("utf-16-be"), "big", "utf-16-be"),
        ("“wider”".encode("utf-32"), "“wider”", "utf-32-le"),
        (WESTERN.encode("utf-16-le"), WESTERN, "utf-16-le"),
        (WESTERN.encode("utf-16-be"), WESTERN, "utf-16-be"),
        (WESTERN.encode("cp1252"), WESTERN, "cp1252"),
        ("Müller weinte. Ça va? ¡Qué alegría!".encode("latin-1"), "Müller weinte. Ça va? ¡Qué alegría!", "cp1252"),
        (RUSSIAN.encode("cp1251"), RUSSIAN, "cp1251"),
        (RUSSIAN.encode("koi8-r"), RUSSIAN, "koi8_r"),
    ],
)
def test_text_is_decoded_once_and_keeps_its_line_ends(content: bytes, text: str, encoding: str) -> None:
    assert decode(content) == Decoded(text, encoding)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04\x00\x00", "binary data .it holds NUL bytes"),
        (bytes(range(1, 256)) * 4, "binary data .it is full of control characters"),
        (b"\x89PNG\r\n\x1a\n\x01\x02\x03", "binary data"),
        (b"\xff\xfea", "not valid UTF-16-LE: .* behind the byte order mark"),
        (b"a\0" * 20 + b"\0\xd8" + b"a\0", r"not valid UTF-16-LE: byte 0x00 at position 40\. Is the file cut off"),
        (b"\xff\xfe\x00\x00a\x00\x00\x00\x00\x00\x00\x00", "binary data .it holds NUL characters"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(content: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        decode(content)


@pytest.mark.parametrize("path", sorted(SEEDS.iterdir()), ids=lambda path: path.name)
def test_the_seeds_survive_windows(path: Path) -> None:
    text = path.read_bytes().decode()
    assert decode(text.encode("cp1252")) == Decoded(text, "cp1252")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    with suppress(ReadError):  # and never another error
        assert isinstance(decode(content).text, str)


def test_a_document_is_named_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(b"One.\r\nTwo.")
    assert document(path) == Document(str(path), "One.\r\nTwo.")


def test_an_encoding_that_is_not_utf8_is_named_in_the_metadata(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(WESTERN.encode("cp1252"))
    assert document(path).metadata == {"encoding": "cp1252"}


def test_standard_input_is_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO("“Hm.”".encode())))
    assert document("-") == Document("stdin", "“Hm.”")


def test_what_cannot_be_read_is_a_failure_that_says_why(tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_text("%PDF")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert failure(tmp_path / "none.txt").message == "no such file or folder"
    assert failure(tmp_path / "page.pdf").message.startswith(
        "'.pdf' files are not read; articles are .md, .story, .txt, "
    )
    assert failure(tmp_path / "loop.txt").message.startswith("cannot be read: Too many levels")
    assert failure(tmp_path / "pipe.txt").message.startswith("a named pipe, neither a file nor a folder")
    assert failure(tmp_path).message == "a folder, not an article; score folders with: emoprofile score"
    assert failure("nul\0byte.txt").message.startswith("cannot be read: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("x")
    path.chmod(0)
    assert failure(path).message == "cannot be read: Permission denied"
