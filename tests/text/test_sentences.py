"""Where sentences end; the cases were written for this project."""

import pytest

from emoprofile.text.sentences import rule_splitter

SPLIT = rule_splitter("en")

# `|` marks the boundaries.
CASES = {
    "plain": "The rain stopped.|We went out!|Was it late?|Nobody knew.",
    "title": "Dr. Okafor met Gen. Ruiz at St. Mary's.|They talked.",
    "initials": "J. R. Tolkien and Ursula K. Le Guin wrote.|We read.",
    "countries": "She left the U.S. army in May.|He came from the U.K.|They met.",
    "clock": "It began at 5 p.m. sharp.|By 9 a.m.|The street was empty.",
    "final abbreviation": "He works for Hall Inc.|The firm is small.|Hall Inc. shares fell.",
    "numbers": "Prices rose 3.5 percent.|It was No. 5 on pp. 4-9 of Vol. 2.",
    "dates": "It was Jan. 5 when we left.|On Feb.|The month after, it snowed.",
    "address": "See www.example.org or write to a.b@example.org.|Thanks.",
    "ellipsis goes on": "I thought... perhaps not.|Mom... I'm afraid.",
    "ellipsis ends": "We waited…|Nothing came.",
    "spaced ellipsis": "And then . . . nothing at all.|The end.",
    "speech tag, pronoun": "“Where are you?” he asked.|No answer.",
    "speech tag, name": "“Where are you?” Mary asked.|No answer.",
    "quotation in the middle": "The sign said “Stop!” in red letters.|It (why?) was upside down.",
    "quotation of several": "She said: “It is over.|Go home.|Sleep.”|They went.",
    "straight quotes": '"It is over." The crowd fell silent.'.replace('." ', '."|'),
    "mixed quotes": 'They were “bombing all of the cities" and more.|He wept.',
    "nested quotes": "“He said ‘run’ twice.”|Nobody ran.",
    "bracket": "(He had been warned.)|Still he went.",
    "footnote": "It was proved.[12]|Others doubt it.[3][4]|We shall see.",
    "casual": "it was good. i loved it.|so did we.".replace("good. ", "good.|"),
    "enumerator": "1. First the eggs.|Then the flour.",
    "what someone shouted": "Stop!|Stop right there!!|Why?!|Because.",
    "emoji": "We won! 🎉 Everybody sang.".replace("! ", "!|"),
    "wide": "雨が止んだ。|外に出た。",
    "no terminator": "A heading without a full stop",
    "abbreviation at the end": "They sell apples, pears, etc.",
    "words that some take for abbreviations": "It was chaos.|Putin called him.|The tea was cold.|Anna left.",
    "pronoun I": "So do I.|She smiled.",
    "list of figures": "1. Wash the rice|2. Heat the oil.|3. Wait",
    "list in brackets": "(a) a tent|(b) two torches|(c) a map",
    "list of bullets": "• 9.) Sweep the hall|• 10.) Lock the door",
    "no list, out of order": "1. The bus left at 7) or so 9) they said.",
    "no list, other marks": "1. Take exit 2) and turn.",
    "no list, not at the start": "Take 1) the bus or 2) the train.",
    "elision": "“We were [...] afraid [...]” (Okoro 55).|He had left. [...] She stayed.".replace("left. ", "left.|"),
    "number sign": "It was filed under N°. 1026.|Nobody looked.",
    "name with a mark": "She worked at Yahoo! in those years.|Then Yahoo!|The end.",
    "joined by a stop": "The file is named report.final.txt today.",
    "reference behind a space": "It was proved. [12]|Others doubt it. [3] [4–6]|We shall see.",
    "reference of other kinds": "It was proved.[a][note 2]|It rained.[citation needed]|It froze.¹²|We shall see.",
    "clock before somebody": "It ended at 9 p.m.|Nobody clapped.|By 10 a.m.|Everyone had left.",
    "state": "They met in Salem, Ore.|The town was small.|He is from Fargo, N.D.|She is ill.|Her son cried.",
    "unit of an army": "The 4th Bn. marched on.|It was cold.",
    "space before the stop": "The U.S . Senator wept .|See Vol . 4 of it .|The end .",
    "space before the closing mark": "`` We waited . ''|She left .|\" It is late . \"|He slept .",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    block = "".join(part + ("" if part[-1] in "。" else " ") for part in marked.split("|")).rstrip()
    assert [block[start:end] for start, end in SPLIT(block)] == marked.split("|")


# Between the sentences of these the space was lost.
GLUED = [
    "The mill burned down in 1911.|The owner wept.|Nobody helped him, said Ana.|Passengers ran!|Why?|It was dark.",
    'He called it a "triumph".|The crowd sang.|"We are free!"|Then they left.',
    "They waited for “hours”.|“Nobody came,” she said.|“We wept.”|Then it rained.",
    "It cost $1.13bn.|The price rose 4.5%.|Mr. Holt smiled at 9 p.m.|The rest went home.[3]|It was over.|I left.",
    "Mrs.Moss wrote to St.Mary's and to U.S.Senator J.Smith.|They met at example.com and Example.Com, or a.b@c.org.",
    "See java.lang.String, page?Id=3 and www.Example.Org/About.Html or Node.Js(1), of 3.5 and 9.99.",
    "Yahoo!Finance fell.|It rose.",
]


@pytest.mark.parametrize("marked", GLUED)
def test_sentences_end_where_the_space_between_them_was_lost(marked: str) -> None:
    block = marked.replace("|", "")
    assert [block[start:end] for start, end in SPLIT(block)] == marked.split("|")


SPOKEN = "we came down to the harbour and there was no light but my mother held my hand because she knew the way home"


def test_a_transcript_without_punctuation_is_cut_before_words_that_join_clauses() -> None:
    block = " ".join([SPOKEN] * 5)
    found = [block[start:end] for start, end in SPLIT(block)]
    assert " ".join(found) == block
    assert all(12 <= len(part.split()) <= 30 for part in found)
    assert all(part.split()[0] in ("we", "and", "but", "because") for part in found)
    behind_prose = f"It was late, and we left. {block}"
    assert [behind_prose[start:end] for start, end in SPLIT(behind_prose)] == ["It was late, and we left.", *found]


def test_a_long_sentence_with_marks_or_few_words_is_left_whole() -> None:
    marked = " ".join([f"{SPOKEN},"] * 5)
    for whole in (marked, "x" * 4000, "unforgettably " * 50):
        assert len(list(SPLIT(whole))) == 1


ADVERSARIAL = {
    "stops": ".", "spaced stops": " .", "quotes": '"', "brackets": "[", "notes": ".[1]", "one word": "x",
    "abbreviations": "U.S. ", "initials": "A. ", "ellipses": "…", "stop, quote, bracket": '."’) ', "tabs": "\t. ",
    "ellipsis given up": ". . . .x", "list": "1) x ", "bullets": "• 1. ", "elisions": "[...] ",
    "glued": "ab.Cd", "glued quotes": 'ab."Cd"', "glued capitals": "A.The ",
    "loose quotes": '. " ',
    "unmarked words": "so it was ", "references": ".[1, 2]",
}  # fmt: skip


@pytest.mark.parametrize("unit", ADVERSARIAL.values(), ids=ADVERSARIAL.keys())
def test_a_hostile_megabyte_is_split_in_linear_time(unit: str) -> None:
    # No clock: quadratic behaviour would take hours on this input, and the suite would never end.
    block = unit * (1_000_000 // len(unit)) + "x"
    assert sum(1 for _ in SPLIT(block)) >= 1
