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
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    block = "".join(part + ("" if part[-1] in "。" else " ") for part in marked.split("|")).rstrip()
    assert [block[start:end] for start, end in SPLIT(block)] == marked.split("|")


ADVERSARIAL = {
    "stops": ".", "spaced stops": " .", "quotes": '"', "brackets": "[", "notes": ".[1]", "one word": "x",
    "abbreviations": "U.S. ", "initials": "A. ", "ellipses": "…", "stop, quote, bracket": '."’) ', "tabs": "\t. ",
    "ellipsis given up": ". . . .x", "list": "1) x ", "bullets": "• 1. ", "elisions": "[...] ",
}  # fmt: skip


@pytest.mark.parametrize("unit", ADVERSARIAL.values(), ids=ADVERSARIAL.keys())
def test_a_hostile_megabyte_is_split_in_linear_time(unit: str) -> None:
    # No clock: quadratic behaviour would take hours on this input, and the suite would never end.
    block = unit * (1_000_000 // len(unit)) + "x"
    assert sum(1 for _ in SPLIT(block)) >= 1
