"""Bytes that were damaged and text that was escaped on its way: read as what was meant, or said."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emoprofile.config import LIMITS, ReadConfig
from emoprofile.data import Document, Failure
from emoprofile.read import admit, read_article, read_articles
from emoprofile.read.encoding import Decoded, decode
from emoprofile.read.repair import repair_text

STORY = "“I’m so glad,” said Zoë Müller — and she wept… "


def only(path: Path, config: ReadConfig | None = None) -> Document:
    [found] = read_articles([str(path)], config or ReadConfig())
    assert isinstance(found, Document), found
    return found


@pytest.mark.parametrize(
    ("content", "text", "lost"),
    [
        ((STORY * 3).encode() + b"\x92", STORY * 3 + "\ufffd", 1),
        (STORY.encode() + b"\xe9\xff" + STORY.encode(), STORY + "\ufffd\ufffd" + STORY, 2),
        (STORY.encode()[:-2], STORY[:-2] + "\ufffd", 1),
        (b"They wept all night. " + "—".encode()[:2], "They wept all night. \ufffd", 1),
        ("一二三四五".encode() + b"\x80" + "六七".encode(), "一二三四五\ufffd六七", 1),
    ],
)
def test_utf8_with_a_few_damaged_bytes_stays_utf8(content: bytes, text: str, lost: int) -> None:
    assert decode(content) == Decoded(text, "utf-8", lost)


@given(st.text(st.sampled_from("abc é—“”ñ 一"), min_size=40, max_size=120), st.data())
def test_one_bad_byte_never_changes_the_encoding(text: str, data: st.DataObject) -> None:
    content = ("“Café” " + text).encode()
    at = data.draw(
        st.sampled_from([i for i in range(len(content) + 1) if i == len(content) or content[i] & 0xC0 != 0x80])
    )
    found = decode(content[:at] + b"\xff" + content[at:])
    assert (found.text.replace("\ufffd", ""), found.encoding, found.lost) == ("“Café” " + text, "utf-8", 1)


def test_what_was_lost_is_counted_and_flagged(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(STORY.encode() + b"\xff")
    found = only(tmp_path / "a.txt")
    assert found.metadata == {"characters_lost": 1}
    assert admit(found, LIMITS).flags == ("damaged",)
    assert admit("Characters \ufffd were lost before.", LIMITS).flags == ("damaged",)
    assert admit("A caf\u00e9.", LIMITS).flags == ()


def test_a_page_in_utf8_stays_so_whatever_stands_in_it(tmp_path: Path) -> None:
    words = "The river rose in the night, and nobody on our street had dry feet by morning."
    (tmp_path / "a.html").write_bytes(
        f'<meta charset="utf-8"><p>{words}</p><p>“Zoë” \ufffd.</p>'.encode() + b"<p>\xe9</p>"
    )
    assert "“Zoë”" in only(tmp_path / "a.html").text


def test_a_declared_encoding_may_be_damaged_too() -> None:
    text = "彼女は泣いた。それから笑った。" * 20
    found = decode(text.encode("shift_jis") + b"\xff", "shift_jis")
    assert (found.text, found.encoding, found.lost) == (text + "\ufffd", "shift_jis", 1)


def test_the_configured_encoding_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("żółw".encode("iso8859-2"))
    assert only(tmp_path / "a.txt", ReadConfig(encoding="iso8859-2")).text == "żółw"
    (tmp_path / "a.csv").write_bytes("text\nżółw płakał bardzo długo\n".encode("iso8859-2"))
    assert only(tmp_path / "a.csv", ReadConfig(encoding="iso8859-2")).text == "żółw płakał bardzo długo"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "&quot;No,&quot; she said; they don&rsquo;t &amp; won&#39;t &mdash; ever.",
            '"No," she said; they don’t & won\'t — ever.',
        ),
        ("&amp;quot;No&amp;quot;", '"No"'),
        ("\x93No,\x94 he said \x96 it\x92s over\x85", "“No,” he said – it’s over…"),
        ("They wept.\\nNobody spoke.\\n\\nIt was over.", "They wept.\nNobody spoke.\n\nIt was over."),
        ("They wept.\\r\\nNobody spoke.", "They wept.\nNobody spoke."),
        ("AT&T; R&D", "AT&T; R&D"),
        ("C:\\new\\names", "C:\\new\\names"),
        ("A line.\u0085Another.", "A line.\u0085Another."),
        ("It is one \\n in a text\nwith lines.", "It is one \\n in a text\nwith lines."),
    ],
)
def test_escapes_are_read_as_what_they_stand_for(tmp_path: Path, text: str, meant: str) -> None:
    assert repair_text(text) == meant
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text}))
    found = only(tmp_path / "a.jsonl", ReadConfig(text_column="text"))
    assert (found.text, found.flags) == (meant, () if meant == text else ("unescaped",))


def test_entities_and_tags_in_a_text_of_python_are_flagged_since_it_is_never_changed() -> None:
    for text in ("We&#39;re here.", "<p>We are here.</p>"):
        found = admit(text, LIMITS)
        assert (found.text, found.flags) == (text, ("markup",))


def test_a_bad_byte_in_a_table_is_a_failure_of_its_row(tmp_path: Path) -> None:
    lines = [f"{i},“Zoë” wept on day {i}.".encode() for i in range(40)]
    lines[20] += b"\xe9"
    (tmp_path / "a.csv").write_bytes(b"id,text\n" + b"\n".join(lines))
    found = list(read_articles([str(tmp_path / "a.csv")], ReadConfig()))
    failed = [item for item in found if isinstance(item, Failure)]
    assert len(found) == 40
    assert [item.id.rpartition(", ")[2] for item in failed] == ["line 22"]
    assert "read.encoding=NAME" in failed[0].message


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_table_has_one_encoding_however_far_its_first_sign_is(tmp_path: Path, encoding: str, name: str) -> None:
    if name == "a.jsonl" and encoding == "utf-16":
        pytest.skip("JSON is never UTF-16")
    texts = ["The mill is gone, and all of us stood in the street and wept." for _ in range(9000)]
    texts[8000] = "“It’s over,” said Zoë."
    rows = (
        ["text", *(f'"{text}"' for text in texts)] if name == "a.csv" else [f'{{"text": "{text}"}}' for text in texts]
    )
    (tmp_path / name).write_bytes("\n".join(rows).encode(encoding))
    found = [item.text for item in read_articles([str(tmp_path / name)], ReadConfig()) if isinstance(item, Document)]
    assert found == texts


def test_a_page_saved_as_text_is_read_as_a_page(tmp_path: Path) -> None:
    words = "The river rose in the night, and nobody on our street had dry feet by morning."
    page = (
        f"<!doctype html><html><head><title>High water</title><script>var hate = 1;</script></head><body><p>{words}</p>"
    )
    (tmp_path / "a.txt").write_text(f"\n{page}<p>{words[::-1]}</p></body></html>")
    found = read_article(str(tmp_path / "a.txt"))
    assert isinstance(found, Document)
    assert (words in found.text, "hate" in found.text, found.flags) == (True, False, ("html",))
    assert found.metadata["title"] == "High water"
