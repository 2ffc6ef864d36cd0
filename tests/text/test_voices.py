"""Whose words a sentence is: narration, headings, quotations and who is quoted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import SEEDS
from tests.text.test_segment import STRANGE, segmented

from emoprofile.data import NARRATION, Segmentation, Voice

# Quotations are marked ⟦speaker|…⟧, with nothing before the bar where the text names nobody.
ATTRIBUTIONS = {
    "verb, name": "⟦Ama Boateng|“We saw the smoke,”⟧ said Ama Boateng, a baker.",
    "name, verb": "⟦Ama Boateng|“We saw the smoke,”⟧ Ama Boateng told the inquiry.",
    "name, age, verb": "⟦Ama Boateng|“We saw the smoke,”⟧ Ama Boateng, 34, from Leeds, said on Monday.",
    "name before": "Ama Boateng said: ⟦Ama Boateng|“We saw the smoke.”⟧",
    "name, role, verb": "Ama Boateng, who runs a bakery, told reporters: ⟦Ama Boateng|“We saw the smoke.”⟧",
    "role, name, verb": "The baker, Ama Boateng, said: ⟦Ama Boateng|“We saw the smoke.”⟧",
    "verb, role, name": "⟦Ama Boateng|“We saw it,”⟧ said the baker, Ama Boateng.",
    "title": "⟦Dr. Ruth van der Meer|“It spread fast,”⟧ Dr. Ruth van der Meer said.",
    "description": "⟦the night porter|“It spread fast,”⟧ said the night porter.",
    "description before": "One of the firemen shouted, ⟦One of the firemen|“Get back!”⟧",
    "after an opening": "On Monday, the ministry of labour wrote on its site, ⟦the ministry of labour|“We regret it.”⟧",
    "helpers": "A young man can be heard saying, ⟦A young man|“It is not their fault.”⟧",
    "question": "⟦Ama Boateng|“Where is the key?”⟧ asked Ama Boateng.",
    "British comma": "⟦Mrs Boateng|‘We saw the smoke’⟧, said Mrs Boateng.",
    "according to": "According to the mayor, ⟦the mayor|“nobody was to blame”⟧.",
    "according to, behind": "It was ⟦Lena Fofana|“a matter of minutes”⟧, according to Lena Fofana.",
    "part of a sentence": "Fofana said it was ⟦Fofana|“a matter of minutes”⟧.",
    "two parts": "Fofana said it was ⟦Fofana|“a matter of minutes”⟧ and ⟦Fofana|“a miracle”⟧.",
    "split": "⟦Lena Fofana|“We ran,”⟧ Lena Fofana said, ⟦Lena Fofana|“and then it fell.”⟧",
    "goes on": "⟦Lena Fofana|“We ran,”⟧ Lena Fofana said. ⟦Lena Fofana|“It fell.”⟧ It was late.",
    "surname": "⟦Lena Fofana|“We ran,”⟧ said Lena Fofana. They hid. ⟦Lena Fofana|“It fell,”⟧ Ms Fofana said.",
    "straight": '⟦Lena Fofana|"We ran,"⟧ Lena Fofana said.',
    "hard-wrapped inside": "⟦Lena Fofana|“We ran,”⟧ said Lena Fofana.",
    "pronoun": "⟦|“We ran,”⟧ she said.",
    "nobody": "Nothing was said of ⟦|“danger”⟧ that day.",
    "told to somebody": "Fofana was told: ⟦|“Leave.”⟧",
    "somebody else's clause": "Fofana said that the porter shouted: ⟦the porter|“Get out!”⟧",
    "possessive": "Fofana’s neighbour said: ⟦|“Get out!”⟧",
    "not a speaker": "They drove past Stanhope Hall, called ⟦|“the Ark”⟧ by all.",
    "name that is a verb": "⟦the Ohio State coach|“We won,”⟧ said the Ohio State coach.",
    "both sides": "Osei waved. ⟦Fofana|“We ran,”⟧ said Fofana. Osei said: ⟦Osei|“I hid.”⟧",
}


def marked(segmentation: Segmentation) -> str:
    text = segmentation.document.text
    for passage in reversed(segmentation.passages):
        if passage.voice.kind == "quotation":
            start, end = passage.span.start, passage.span.end
            text = f"{text[:start]}⟦{passage.voice.speaker_hint or ''}|{text[start:end]}⟧{text[end:]}"
    return text


def plain(case: str) -> str:
    parts = case.split("⟦")
    return parts[0] + "".join(part.split("|", 1)[1].replace("⟧", "", 1) for part in parts[1:])


@pytest.mark.parametrize("case", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS.keys())
def test_a_speaker_is_named_where_the_words_beside_the_quotation_name_one(case: str) -> None:
    assert marked(segmented(plain(case))) == case


QUOTATIONS = {
    "curly": "⟦|“Rain,”⟧ it read.",
    "mixed": "They were ⟦|“bombing all of the cities\"⟧ and more.",
    "nested in other marks": "⟦|“He wrote ‘run’ twice.”⟧ Nobody ran.",
    "nested in its own marks": "⟦|\"It was the \"best\" of days.\"⟧ Nobody ran.",
    "single": "It was a ⟦|'captivity'⟧ of sorts.",
    "single with a possessive": "They read ⟦|‘the soldiers’ tents are wet’⟧ aloud.",
    "single, then another": "⟦|‘Those are the boys’⟧ he said. ⟦|‘So they are.’⟧",
    "single with contractions": "⟦|'Mom... I'm afraid'⟧: a message",
    "apostrophes": "It's the boys' club of the '90s, and 'tis rock 'n' roll.",
    "inches": "A 12\" record and a 6'2\" man.",
    "unclosed": "It read: ⟦|“No way out. They left.”⟧\nIt was late.".replace("left.”⟧", "left.⟧"),
    "guillemets": "Es hieß: ⟦|»Nein.«⟧ Und: ⟦|«Ja.»⟧",
    "guillemets with spaces": "Le mot ⟦|« peur »⟧ manque.",
    "low and high": "Es hieß: ⟦|„Nein.“⟧ Er ging.",
    "corner marks": "彼は⟦|「いいえ」⟧と言った。",
    "spaces inside": "The note: ⟦|\"Gone out. \"⟧ it ended.",
    "marks alone": "The mark “” is empty, and so is \"...\".",
}  # fmt: skip


@pytest.mark.parametrize("case", QUOTATIONS.values(), ids=QUOTATIONS.keys())
def test_the_outermost_quotation_counts(case: str) -> None:
    assert marked(segmented(plain(case))) == case


def test_a_quotation_goes_on_over_paragraphs_that_open_it_again() -> None:
    text = "Lena Fofana said: “We ran. We hid.\n“Then it fell.\n“Then it was quiet.”\n“Fine,” said the mayor."
    speakers = [passage.voice.speaker_hint for passage in segmented(text).passages]
    assert speakers == ["Lena Fofana", "Lena Fofana", "Lena Fofana", "the mayor"]


def test_a_paragraph_of_quotation_goes_on_but_an_answer_does_not() -> None:
    long = "“We were told that they would wait for us at the bridge until the morning came.”"
    told = segmented(f"The porter said, “We left.”\n{long}").passages
    assert [passage.voice.speaker_hint for passage in told] == ["The porter", "The porter"]
    asked = segmented(f"The porter said, “Where were you?”\n{long}").passages
    assert [passage.voice.speaker_hint for passage in asked] == ["The porter", None]
    short = segmented("The porter said, “We left.”\n“So did I.”").passages
    assert [passage.voice.speaker_hint for passage in short] == ["The porter", None]


def test_the_cue_says_where_the_speaker_is_named() -> None:
    text = "“We ran,” said Lena Fofana."
    [passage] = segmented(text).passages
    assert passage.cue is not None
    assert passage.cue.of(text) == "said Lena Fofana"


def test_headings_are_lines_without_a_full_stop_before_prose() -> None:
    text = (
        "Flood takes the bridge\nNobody was hurt, says the mayor\nIt rained.\n\nWhat now?\nA plan\n"
        "The town met.\n## Costs\nThey are high.\n- milk\n- bread\nWe ate.\nEggs\nHam\nTea\nThe end. It was late.\nBye"
    )
    found = [p.span.of(text) for p in segmented(text).passages if p.voice.kind == "heading"]
    assert found == ["Flood takes the bridge", "Nobody was hurt, says the mayor", "A plan", "Costs"]


def test_a_lone_line_is_no_heading_and_a_quotation_in_one_is_a_quotation() -> None:
    assert segmented("What a lovely day").passages == ()
    text = "‘Run’: the message of a porter\nIt came at noon."
    kinds = [(p.voice.kind, p.span.of(text)) for p in segmented(text).passages]
    assert kinds == [("quotation", "‘Run’"), ("heading", ": the message of a porter")]


SEED_QUOTATIONS = {
    "000_aeea749a5a180e78.txt": [
        ("a male Ukrainian", "“These young men, it’s not their fault,”"),
        (None, "“Compare the compassion shown here to Putin’s brutality.”"),
    ],
    "003_fd79899e2d11a5a3.txt": [
        (None, "'Mom... I'm afraid'"),
        ("the Russian soldier", "“bombing all of the cities”"),
        ("the Russian soldier", '“even targeting civilians"'),
        ("The soldier", "“Mom, I’m in Ukraine. There is … Even targeting civilians.”"),
        ("The soldier", "“We were told that they would … Mama, this is so hard.”"),
        ("the Ukrainian Ministry of Foreign Affairs", "“Russia promised its soldiers … with their bare hands.”"),
    ],
}


@pytest.mark.parametrize("name", SEED_QUOTATIONS)
def test_the_quotations_of_the_seeds_and_their_speakers(name: str) -> None:
    text = (SEEDS / name).read_bytes().decode()
    passages = [passage for passage in segmented(text).passages if passage.voice.kind == "quotation"]
    for passage, (speaker, words) in zip(passages, SEED_QUOTATIONS[name], strict=True):
        first, _, last = words.partition(" … ")
        assert passage.voice.speaker_hint == speaker
        assert passage.span.of(text).startswith(first)
        assert passage.span.of(text).endswith(last or first)


def test_the_voices_share_a_sentence_by_its_characters() -> None:
    found = segmented("Title\n“Run!” said Fofana.")
    assert [s.text for s in found.sentences] == ["Title", "“Run!” said Fofana."]
    heading, shared = found.share_voices()
    assert heading == {Voice("heading"): 1.0}
    assert shared == pytest.approx({Voice("quotation", "Fofana"): 6 / 17, NARRATION: 11 / 17})


@settings(max_examples=500, deadline=None)
@given(st.one_of(STRANGE, st.lists(st.sampled_from([*" '‘’“”\"«»„", "a", "said Bo", "I'm", "\n", ". "])).map("".join)))
def test_shares_sum_to_one_and_passages_hold_in_any_text(text: str) -> None:
    found = segmented(text)  # Segmentation itself refuses passages that overlap
    for shared in found.share_voices():
        assert sum(shared.values()) == pytest.approx(1.0, abs=1e-12)
        assert all(share > 0 for share in shared.values())


@pytest.mark.parametrize("unit", ["'a ", "“a ", '"a', "‘", "« ", "said Bo “a” ", "a, ", "“a” and ", "Mr. A said: “b "])
def test_a_hostile_text_takes_linear_time(unit: str) -> None:
    # No clock: quadratic behaviour would take hours on this input, and the suite would never end.
    assert segmented(f"x {unit * (300_000 // len(unit))}").sentences
