"""What is not part of the story is dropped for a stated reason, and no sentence of the story is."""

import json

import pytest
from tests.conftest import ROOT, SEEDS
from tests.text.dirty import ARTICLES, gold_pieces, scored

from emoprofile.config import TextConfig
from emoprofile.data import Document
from emoprofile.text import Segmenter
from emoprofile.text.cleaning import RULES

SEGMENTER = Segmenter(TextConfig())
STORY = "The river rose in the night, and by morning nobody on our street had dry feet."

DROPPED = {
    "symbols": [
        "- 12 -", "♥ 1,204  💬 88  ↗ 310", "***", "- - -", "|#+|", "•", "━━━━", "★★★☆☆",
    ],
    "metadata": [
        "Page 3 of 9", "FOR IMMEDIATE RELEASE", "EMBARGOED UNTIL NOON, 4 MAY", "Season 2, Episode 11 · 41 min",
        "Pinned post", "12 min ago — posted by T. Abara", "Posted by T. Abara | 3 hours ago",
        "(Continued on page 4.)", "PRICE TWO PENCE.", "THE VALLEY GAZETTE, MONDAY, MAY 3, 1897.",
        "7 THE VALLEY GAZETTE. [May 3, 1897.", "Hull 7°C ☁ | Wind NE 12 km/h", "FTX 7,110.40 ▲ 0.3% | EUR/KRN 7.10",
        "Sent from my Slatephone", "View all posts by Tom Abara", "@highlight",
        "About the author: Tom Abara covers rivers. He lives in Hull with a dog.", "VOL. XII. No. 40",
        "1,204 views · 3 May", "Tom Abara is a reporter for the Valley Gazette, based in Hull.",
        "3 May 2021 14 comments", "Load more", "By Ana Duarte and J. P. Moss", "3 May 2021", "Tuesday, 4 June",
        "Published 11 October 2023, 06:41", "Last updated 05:58 CET", "Updated at 14:02 GMT", "5 min read",
        "World > Europe > Weather", "OPINION", "News | Science | 27 August", "Tags: floods, rivers",
        "Author: Ana Duarte", "Posted 3 hours ago", "By Ana Duarte, health correspondent",
        "Updated at 11.42 on 14 May", "Published: 06:30 | Comments (312)",
    ],
    "credit": [
        "Tom Abara contributed reporting from Hull.",
        "Gazette writers Ana Duarte and Lia Brandt contributed to this report.",
        "(Reporting by Tom Abara, with reporting by Ana Duarte; editing by Lia Brandt.)", "SOURCE: News agencies",
        "In this photo taken by the town, men carry a boat along a street. (Town of Hull via RPX)",
        "▲ The bridge on Sunday. PHOTO TOM ABARA", "The post Swan blocks street appeared first on The Valley Blog.",
        "The River Hour is produced by Ana Duarte and mixed by Tom Abara. Theme music: “Silt” by The Dams.",
        "This interview has been edited and condensed for length.", "As told to Ana Duarte", "Source",
        "Photo: Ana Duarte/River Press", "Image courtesy of the City Museum", "Illustration by J. de Vries",
        "Featured image adapted from @somebody on Twitter.",
        "Additional reporting by P. Moss; editing by Lia Brandt",
        "Image caption: The flooded hall (picture: handout)", "[PHOTO: Waves break over the wall.]",
    ],
    "call-to-action": [
        "Tell us what you think of the dam: use #HullDam or the form below.",
        "Hit the bell so that you miss nothing.",
        "Ana Duarte may be reached at ana@example.org. Follow her on Twitter @ana.", "ana@example.org",
        "example.org/tips", "Like this story? Share it with a friend!", "Show notes: example.org/notes",
        "T: +00 555 010 20 | E: press@example.org",
        "If you like the show, five stars and a kind word help us a lot.", "Name * · E-mail * · Website",
        "Reach the reporters on Twitter at http://twitter.com/example.", "Your name * E-mail (required)",
        "Have news you must share? Get in touch with us via email at news@example.org.",
        "Follow us on Facebook and Twitter", "Got a tip? Contact our newsdesk: desk@example.org",
        "Sign up for our weekly newsletter!", "Let us know in the comments 👇",
    ],
    "share": [
        "Permalink to this post", "14 Responses to “Swan blocks street”", "Share this:", "Share on Facebook",
        "Tweet", "Pin It 12", "Share | Tweet | Email | Print", "1.4k shares", "Copy link",
        "[Save] [Share] [48 comments]",
    ],
    "notice": [
        "You have 2 free stories left this month.", "You are reading your last free article this month.",
        "The rest of this story is for members. Already one? Sign in.",
        "Copyright 2020 River Press. It may not be sold.", "We and our partners set cookies. Tap “Agree” to go on.",
        "CORRECTION: An earlier version of this story misnamed him.",
        "This transcript was generated automatically and may contain errors.", "valley-list mailing list",
        "This episode is brought to you by Sockly.", "This release contains forward-looking statements.",
        "This e-mail and its attachments are confidential.", "To leave the list, send a blank mail.",
        "This site uses Spamwall to reduce spam. Learn how your data is processed.", "Comments are closed.",
        "Built with Pebble. Theme by Oddny.", "Printed and published by J. Moss, 3, Bridge Street.", "ADVERTISEMENT",
        "Story continues below", "© 2023 River Press. All rights reserved.",
        "We use cookies to improve your experience. Accept all", "Subscribe to continue reading",
        "You have read 3 of your 5 free articles.", "This post contains affiliate links.",
        "Get River news in your inbox every morning. SUBSCRIBE", "This live page is now closed.", "ADVERT - READ ON",
    ],
    "teaser": [
        "SEE MORE: Ferry stuck for two nights", "← Previous post: Moles, an apology",
        "Next post: The pear that fell →", "Also on example.org Fishermen fear for their boats",
        "Swan blocks the main street [VIDEO]", "MORE ON THIS STORY: Nurse was told to wait",
        "Most read: Goat elected", "READ MORE: Mayor resigns over bridge", "Related: Ten rivers to see",
        "» Goat elected treasurer", "[Goat elected treasurer](https://example.org/goat)",
    ],
    "markup": [
        "<!-- more -->", "{% include toc.html %}", '{{< figure src="/a.jpg" >}}', "&nbsp;", "{{ page.posts }}",
        "[button link=x] Send us a picture[/button]", "![A river](https://example.org/river.png)",
    ],
}  # fmt: skip
KEPT = [
    "I am afraid.", "Share this with nobody, she wrote.", "Follow the sound of the generator.", "Live.",
    "Updated at last, the list hung on the door.", "Read it again, he begged.", "Photo by photo, she told us all.",
    "We use cookies as bribes in our house.", "Related by blood, they never spoke.", "By Friday it was over.",
    "Print it.", "Source of all our woes.", "She left — at home nobody waited.",
    "It can help purchase clothing, school supplies, books and educational tools.",
    "He retired as a copyright assistant at the Library of Congress in 1993.", "“Follow us!” the woman shouted.",
    "“Share.”", "Watch him: he is crying.", "Mom", "Why me?", "I never miss a rehearsal.", "3 wishes",
    "Comment dit-on, he asked.", "May 3 was the worst day of my life.", "Do you know why he wept? Nobody told us.",
    "By Ana, critic of all, it was called art.", "She saw it. A picture by Ana hung there still.",
    "This page was torn.", "Page after page, he wept.", "Ring the bell, Kitty, for me.", "Please share your bread.",
    "Tell us about him.", "Built by Romans, the bridge held.", "From: that day on, she said, nothing was the same.",
    "She told me to follow him on Facebook.", "It was 7 degrees, and falling.", "Sources say that he wept.",
    "Contact was lost at noon.", "The film was produced by Ana Lee, who wept.",
    "A reporter wept at noon, 3 May 1990.", "You have one life left, she told him.", "He sold {his} soul & more.",
    "Next: nothing.", "The price was two pence.", "Photo credit was the one thing she asked for.",
    "She was a reporter for the Gazette, and she lied.", "Notes", "In this picture, she smiles (she was nine).",
    "This message was meant for nobody.", "Season 2 was the end of it.",
]  # fmt: skip


def reasons(line: str) -> list[str]:
    """Why the parts of a line between two paragraphs of a story are dropped."""
    text = f"{STORY}\n\n{line}\n\n{STORY[:40]} still."
    return [part.reason for part in SEGMENTER(Document("d", text)).dropped]


@pytest.mark.parametrize(("reason", "line"), [(reason, line) for reason, lines in DROPPED.items() for line in lines])
def test_what_is_no_story_is_dropped_for_its_reason(reason: str, line: str) -> None:
    assert reasons(line) == [reason]


@pytest.mark.parametrize("line", KEPT)
def test_a_sentence_of_the_story_is_kept_whatever_words_it_has(line: str) -> None:
    assert reasons(line) == []


def dropped(text: str) -> list[tuple[str, str]]:
    return [(part.reason, part.span.of(text)) for part in SEGMENTER(Document("d", text)).dropped]


def test_what_is_glued_to_a_paragraph_is_dropped_and_the_paragraph_stays() -> None:
    text = "\n".join([
        "date 2022-03-01 'Mom... I'm afraid'", "LINDEN FALLS (Ex Press) — It rained.", "05:51 Rescue. ",
        "VENICE, May 3 - Sun.", "FERN FLATS, Nev. — It hailed.", "DAYTON, OH—Cold.", "9.05pm Lights on",
    ])  # fmt: skip
    assert dropped(text) == [
        ("metadata", "date 2022-03-01"), ("metadata", "LINDEN FALLS (Ex Press) —"), ("metadata", "05:51"),
        ("metadata", "VENICE, May 3 -"), ("metadata", "FERN FLATS, Nev. —"), ("metadata", "DAYTON, OH—"),
        ("metadata", "9.05pm"),
    ]  # fmt: skip
    kept = [sentence.text for sentence in SEGMENTER(Document("d", text)).sentences]
    assert kept == ["'Mom... I'm afraid'", "It rained.", "Rescue.", "Sun.", "It hailed.", "Cold.", "Lights on"]


def test_a_credit_behind_a_caption_is_dropped_and_the_caption_stays() -> None:
    text = "The hall on Tuesday. Photograph: T. Abara/River Press\nA couch. (Press photo / Ana Duarte)\nIt rained."
    assert dropped(text) == [
        ("credit", "Photograph: T. Abara/River Press"), ("credit", "(Press photo / Ana Duarte)"),
    ]  # fmt: skip


def test_markdown_is_dropped_at_the_edges_of_a_block_and_its_words_stay() -> None:
    text = "## A heading\n\n> Quoted, *softly*.\n\n- an item\n\n• another\n\n**All bold.**\n\nSome **bold** words."
    assert [part for _, part in dropped(text)] == ["##", ">", "-", "•", "**", "**"]
    kept = [sentence.text for sentence in SEGMENTER(Document("d", text)).sentences]
    assert kept == ["A heading", "Quoted, *softly*.", "an item", "another", "All bold.", "Some **bold** words."]


def test_the_first_of_two_equal_or_nearly_equal_paragraphs_stays() -> None:
    long = f"{STORY} The mayor came at noon and promised sand, pumps and money, and left before anyone could ask when."
    edited = long.replace("noon", "ten")
    text = "\n".join([STORY, long, STORY.upper(), edited, "Nobody came.", "Nobody came.", "Nobody came at all."])
    assert dropped(text) == [("repeat", STORY.upper()), ("repeat", edited)]


def test_headlines_of_other_stories_are_dropped_in_lists_and_chains() -> None:
    text = (
        f"{STORY}\nMore from Riverside\nSwan blocks street\nChoir wants a roof\n{STORY[:50]} again.\n"
        "-\nDam was cracked, papers show\nThe papers list fourteen faults.\n-\nArmy sends soldiers\n-"
    )
    assert [part for reason, part in dropped(text) if reason == "teaser"] == [
        "More from Riverside", "Swan blocks street", "Choir wants a roof",
        "Dam was cracked, papers show", "The papers list fourteen faults.", "Army sends soldiers",
    ]  # fmt: skip


def test_datelines_and_times_are_dropped_before_the_paragraph_that_they_begin() -> None:
    prefixes = [
        "(River Press)", "HULL, England (RPX) —", "NEW ELM:", "HULL, Feb. 3 /PRLine/ --", "HULL (RPX)_", "[00:01:22]",
        "(14:05)", "00.17 CET", "14:05 GMT -",
    ]  # fmt: skip
    for prefix in prefixes:
        text = f"{prefix} {STORY}"
        assert dropped(text) == [("metadata", prefix)]
    assert dropped(f"(River Press){STORY}") == [("metadata", "(River Press)")]


def test_labels_of_speakers_are_no_datelines() -> None:
    assert dropped(f"HOST: {STORY}\n\nGUEST: I was afraid, and I ran.\n\n{STORY[:40]} still.") == []


def test_front_matter_the_head_of_an_e_mail_and_its_signature_are_dropped() -> None:
    page = f"---\nlayout: post\ntitle: The flood\ntags:\n  - rain\n---\n\n{STORY}"
    assert {part for _, part in dropped(page)} >= {"---", "layout: post", "title: The flood", "tags:"}
    head, foot = "From: Ana <a@example.org>\nTo: Tom\nSubject: The flood", "--\nAna Moss\nHull Rowing Club"
    mail = f"{head}\n\nDear Tom,\n\n{STORY}\n\n{foot}"
    kept = [sentence.text for sentence in SEGMENTER(Document("d", mail)).sentences]
    assert kept == ["Dear Tom,", STORY]
    letter = f"{STORY}\nTo: my mother\nFrom: her son\n{STORY[:40]} still."
    assert dropped(letter) == []


def test_program_code_is_dropped_and_other_fenced_words_stay() -> None:
    for opening, end in (("```python", "```"), ("{% highlight python %}", "{% endhighlight %}")):
        code = dropped(f"{STORY}\n\n{opening}\nassert fear is None\n{end}\n\n{STORY[:40]} still.")
        assert [part for _, part in code] == [opening, "assert fear is None", end] or code[-1][
            1
        ] == "assert fear is None"
    assert ("markup", "Be slow.") not in dropped(f"{STORY}\n\n```text\nBe slow.\n```\n\n{STORY[:40]} still.")


def test_the_block_of_a_press_contact_goes_and_a_heading_alone_stays() -> None:
    contact = ["Media Contact:", "Ana Moss, Head of Communications", "Brollo GmbH, Hull", "+00 555 010 20"]
    text = f"{STORY}\n\n" + "\n".join(contact) + f"\n\n{STORY[:40]} still."
    assert dropped(text) == [("call-to-action", line) for line in contact]
    assert dropped(f"{STORY}\n\nContacts\n\n{STORY[:40]} still.") == []


def test_what_repeats_on_purpose_stays() -> None:
    refrain = "One for the shoes, two for the coat."
    question = "What did you do when the water came up to the door?"
    listed = "Monday: one pair of trousers for Mr. Abel, paid in eggs."
    text = "\n\n".join([
        refrain, STORY, refrain, question, "I ran.", listed, listed.replace("Monday", "Friday"), refrain, question,
    ])  # fmt: skip
    assert dropped(text) == []


def test_heads_of_pages_are_dropped_and_numbered_headings_stay() -> None:
    text = f"THE GAZETTE        Page 3\n\n{STORY}\n\nTHE GAZETTE        Page 4\n\n{STORY[:40]} still."
    assert [part for _, part in dropped(text)] == ["THE GAZETTE        Page 3", "THE GAZETTE        Page 4"]
    assert dropped(f"The flood, day 1\n\n{STORY}\n\nThe flood, day 2\n\n{STORY[:40]} still.") == []


def test_a_button_glued_to_a_paragraph_is_dropped() -> None:
    assert dropped(f"{STORY}Click To Tweet") == [("share", "Click To Tweet")]


def test_sections_between_asterisks_and_one_dash_are_story() -> None:
    text = f"{STORY}\n***\nThe second night\nIt rained again.\n***\nThe third night\nWe left.\n-\nA heading\nThe end."
    assert {reason for reason, _ in dropped(text)} == {"symbols"}


@pytest.mark.parametrize("path", sorted(SEEDS.iterdir()), ids=lambda path: path.name)
def test_the_seeds_are_taken_apart_as_a_reader_would(path: object) -> None:
    text = path.read_bytes().decode()  # type: ignore[attr-defined]
    gold = json.loads((ROOT / "tests" / "fixtures" / "seeds.json").read_text(encoding="utf-8"))[path.name]  # type: ignore[attr-defined]
    found = SEGMENTER(Document("d", text))
    assert [sentence.text for sentence in found.sentences] == gold["sentences"]
    assert [{"text": p.span.of(text), "reason": p.reason} for p in found.dropped] == gold["dropped"]


@pytest.mark.parametrize("half", ["dev", "last_look", "more_dev"])
def test_dirty_articles_lose_no_story(half: str) -> None:
    assert scored(half, SEGMENTER).false == []


def test_dirty_articles_lose_their_dirt() -> None:
    score = scored("dev", SEGMENTER)
    assert (score.found.total(), score.all.total()) == (289, 345)
    score = scored("more_dev", SEGMENTER)
    assert (score.found.total(), score.all.total()) == (112, 114)


def test_the_marks_of_the_dirty_articles_are_sound() -> None:
    paths = sorted(ARTICLES.rglob("*.txt"))
    assert len(paths) == 68
    for path in paths:
        text = path.read_bytes().decode()
        for reason, characters in gold_pieces(path, text):
            assert reason in RULES.names
            assert text[characters.start : characters.stop].strip()
            assert "\n" not in text[characters.start : characters.stop]


def test_a_language_without_wordings_still_loses_its_symbols_and_repeats() -> None:
    segmenter = Segmenter(TextConfig(language="xx"))
    text = f"{STORY}\n***\n{STORY}\nADVERTISEMENT"
    assert [part.reason for part in segmenter(Document("d", text)).dropped] == ["symbols", "repeat"]


HOSTILE = {
    "dashes": "-\n", "headlines": "-\nA headline here\n", "calls": "send tell write e-mail " * 16 + "\n",
    "names": "Photo: " + "A " * 190 + "\n", "buttons": "share it tweet print " * 19 + "\n", "hashes": "# ",
    "quotes": "> " * 180 + "\n", "images": "![a](b" * 60 + "\n",
    "one paragraph": "eight words stand here once again today ok\n",
    "lead-ins": "More from World\nA headline\n", "dates": "1 May " * 60 + "\n", "one word": "x",
}  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_cleaned_in_linear_time(unit: str) -> None:
    # No clock: quadratic behaviour would take hours on this input, and the suite would never end.
    text = (unit * (500_000 // len(unit) + 1))[:500_000]
    assert SEGMENTER(Document("d", text)).document.text == text
