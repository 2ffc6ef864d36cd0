"""Web pages: the article and what the page says of itself, without what stands around it."""

import hashlib
import sys
from pathlib import Path

import pytest

from emoprofile.data import Document, Failure
from emoprofile.read import read_article

STORY = (
    "The river rose in the night, and by morning nobody on our street had dry feet. We were afraid, all of us.",
    "“We lost everything,” said a neighbour, who had never seen the water in her kitchen before.",
    "Still, there was soup, and somebody sang, and the children laughed at the ducks on the stairs of the school.",
)
PAGE = """<!doctype html><html><head>{meta}<title>The river rose | River Press</title>
<meta name="author" content="Ana Duarte"><meta property="og:site_name" content="River Press">
<meta property="article:published_time" content="2023-05-01T08:00:00Z">
<link rel="canonical" href="https://example.org/river"></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>The river rose</h1>{paragraphs}</article>
<aside>Most read: a goat</aside><div class="comments"><p>First!</p></div><footer>Copyright 2023</footer>
</body></html>"""


def page(meta: str = "") -> str:
    return PAGE.format(meta=meta, paragraphs="".join(f"<p>{paragraph}</p>" for paragraph in STORY))


def read(folder: Path, content: bytes, name: str = "page.html") -> Document | Failure:
    path = folder / name
    path.write_bytes(content)
    return read_article(str(path))


def test_the_article_is_taken_out_of_the_page_with_its_metadata(tmp_path: Path) -> None:
    content = page().encode()
    found = read(tmp_path, content)
    assert isinstance(found, Document)
    lines = found.text.splitlines()
    assert lines[-3:] == list(STORY)
    assert not any(word in found.text for word in ("Home", "goat", "First!", "Copyright"))
    stated = {"title": "The river rose", "author": "Ana Duarte", "date": "2023-05-01", "source": "River Press"}
    assert stated.items() <= found.metadata.items()
    assert found.metadata["url"] == "https://example.org/river"
    assert found.metadata["html_sha256"] == hashlib.sha256(content).hexdigest()
    assert found.metadata["extractor"].startswith("trafilatura 2.")


def test_the_same_page_gives_the_same_text_every_time(tmp_path: Path) -> None:
    first, second = (read(tmp_path, page().encode()) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "iso-8859-1", "utf-16"])
def test_the_page_is_decoded_as_it_declares_or_better(tmp_path: Path, encoding: str) -> None:
    meta = f'<meta charset="{encoding}">'
    found = read(tmp_path, page(meta).encode("cp1252" if encoding == "iso-8859-1" else encoding), "page.HTM")
    assert isinstance(found, Document)
    assert STORY[1] in found.text


def test_a_declared_encoding_that_cannot_be_guessed_is_believed(tmp_path: Path) -> None:
    polish = "Żołnierz płakał, gdy rozmawiał z matką, a wszyscy wokół milczeli i bali się o niego przez całą noc."
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">'
    found = read(tmp_path, PAGE.format(meta=meta, paragraphs=f"<p>{polish}</p>" * 1).encode("iso-8859-2"))
    assert isinstance(found, Document)
    assert polish in found.text


@pytest.mark.parametrize("content", [b"", b"<html><body></body></html>", b"<p>", b"\x00\x01\x02"])
def test_a_page_without_an_article_is_a_failure_that_says_so(tmp_path: Path, content: bytes) -> None:
    found = read(tmp_path, content)
    assert isinstance(found, Failure)
    assert "no article found" in found.message or "binary data" in found.message


def test_without_the_extra_the_failure_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    found = read(tmp_path, page().encode())
    assert isinstance(found, Failure)
    assert found.message.endswith("pip install 'emoprofile[html]'")
