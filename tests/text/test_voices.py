"""Whose words a sentence is: narration, headings, quotations and who is quoted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import SEEDS
from tests.text.test_segment import STRANGE, segmented

from emoprofile.config import TextConfig
from emoprofile.data import NARRATION, Document, Segmentation, Voice
from emoprofile.text import Segmenter

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
    "nobody": "Nothing was said ⟦|“of any kind of danger”⟧ that day.",
    "told to somebody": "Fofana was told: ⟦|“Leave.”⟧",
    "somebody else's clause": "Fofana said that the porter shouted: ⟦the porter|“Get out!”⟧",
    "possessive": "Fofana’s neighbour said: ⟦Fofana’s neighbour|“Get out!”⟧",
    "not a speaker": "They drove past Stanhope Hall, called “the Ark” by all.",
    # Another person, or a whole sentence, stands between.
    "somebody else between": "⟦Lena Fofana|“We won,”⟧ said Lena Fofana. Her rival, Jo Vance, wept. ⟦|“It is a lie.”⟧",
    "a sentence between": "⟦the porter|“It is safe,”⟧ said the porter. The bridge fell. ⟦|“I am broken.”⟧",
    "a question before": "⟦Lena Fofana|“Where?”⟧ asked Lena Fofana. ⟦|“Over there.”⟧",
    # The phrase is taken whole.
    "spokeswoman": "⟦a spokeswoman for Premier Jo Vance|“We wait,”⟧ a spokeswoman for Premier Jo Vance said.",
    "spokeswoman before": "A lawyer for Jo Vance said: ⟦A lawyer for Jo Vance|“He is ill.”⟧",
    "of": "⟦the sister of Jo Vance|“She is ill,”⟧ said the sister of Jo Vance.",
    "in": "The women’s hospital in Hull said: ⟦The women’s hospital in Hull|“We are glad.”⟧",
    "office of": "The Commissioner for Refugees said it did ⟦The Commissioner for Refugees|“not help them at all”⟧.",
    "dotted": "⟦U.S. Attorney Jo Vance|“She is safe,”⟧ said U.S. Attorney Jo Vance.",
    "organisation, title, name": "⟦Hull Rowing captain Jo Vance|“We won,”⟧ replied Hull Rowing captain Jo Vance.",
    "to, name": "Norway’s envoy to Britain Jo Vance said: ⟦Norway’s envoy to Britain Jo Vance|“We wept.”⟧",
    "long aside": "Jo Vance, Vice President of Sales for Brollo, Inc., says: ⟦Jo Vance|“We wept.”⟧",
    "participle": "After the trial, Jo Vance sent a letter about it, saying, ⟦Jo Vance|“I will stay here.”⟧",
    "no verb of saying": "The Vance Group will be left to wonder: ⟦|“What did we do?”⟧",
    "put in front": "In a post about the flood Jo Vance wrote: ⟦Jo Vance|“You broke my heart.”⟧",
    # Titles without an article.
    "title in lower case": "⟦Jo Vance|“We ran,”⟧ harbour engineer Jo Vance said.",
    "title behind": "⟦Jo Vance|“We ran,”⟧ said harbour engineer Jo Vance of the county office.",
    "two titles": "⟦Jo Vance|“We ran,”⟧ lead author and county geologist Jo Vance said in a statement.",
    "title and age": "⟦Jo Vance|“We ran,”⟧ choir member Jo Vance, 54, said.",
    "no comma": "⟦Jo Vance|“This is the end”⟧ says Jo Vance, head of the union.",
    # Split, and verbs that only their place makes verbs of saying.
    "split, verb first": "⟦Jo Vance|“We ran,”⟧ sighed Jo Vance, ⟦Jo Vance|“and then it fell.”⟧",
    "split, aside": "⟦Jo Vance|“We ran,”⟧ said Jo Vance, who is 41, ⟦Jo Vance|“and then it fell.”⟧",
    "any verb": "⟦Jo Vance|“Our till is empty,”⟧ grumbled Jo Vance.",
    "any verb, described": "⟦the treasurer|“Nobody asked us,”⟧ fumed the treasurer.",
    "two words": "⟦Jo Vance|“I shall stay,”⟧ Jo Vance shot back.",
    # Pronouns, calling, announcing.
    "pronoun stands for": "Jo Vance climbed it at sixteen. ⟦Jo Vance|“You could see the bay,”⟧ she said.",
    "pronoun of nobody": "Vance, earlier, spoke of the ship. ⟦|“With this one you will drown,”⟧ he said.",
    "called": "Jo Vance called it ⟦Jo Vance|“a number out of a fairy tale”⟧.",
    "by": "The flood was described by Jo Vance as ⟦Jo Vance|“a very long night”⟧.",
    "statement": "Jo Vance made this statement: ⟦Jo Vance|“I will stay here.”⟧",
    "acronym": "Member of Parliament (MP) Jo Vance said: ⟦Member of Parliament (MP) Jo Vance|“I will stay here.”⟧",
    # Marks of other kinds.
    "ticks": "⟦Jo Vance|``We ran all night,''⟧ said Jo Vance. ⟦Jo Vance|``Then it fell.''⟧",
    "tag in a sentence of its own": "⟦Sen. Jo Vance|“We ran all night.”⟧ Sen. Jo Vance said. It rained.",
    "relative": "It was drafted by Jo Vance of Hull, who said it was ⟦Jo Vance of Hull|“a very long night”⟧.",
    "quoted as saying": "The Times quoted Jo Vance, a nurse, as saying ⟦Jo Vance|“we ran all night”⟧.",
    "aside with a clause": "Jo Vance and Al Hart, who work in Hull, wrote: ⟦Jo Vance and Al Hart|“We ran all night.”⟧",
    "acronym first": "US envoy for Iran Jo Vance said: ⟦US envoy for Iran Jo Vance|“We ran all night.”⟧",
    "name of a day": "⟦Doris Day|“We ran all night,”⟧ Doris Day said.",
    "participle behind": "⟦|“We ran all night”⟧, adding Iran would wait.",
    "a new phrase": "The last time the council met, it read: ⟦|“We ran all night.”⟧",
    "spaced": '⟦the minister|" We fear for them , "⟧ the minister said .',
    # Terms and titles.
    "terms": "The “Hat Trick” bill, known as “Big Vance”, and the play “A Night in Hull” were “so-called” successes.",
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
    "single": "It was ⟦|'a captivity of sorts'⟧ for her.",
    "single with a possessive": "They read ⟦|‘the soldiers’ tents are wet’⟧ aloud.",
    "single, then another": "⟦|‘Those are the boys’⟧ he said. ⟦|‘So they are.’⟧",
    "single with contractions": "⟦|'Mom... I'm afraid'⟧: a message",
    "apostrophes": "It's the boys' club of the '90s, and 'tis rock 'n' roll.",
    "inches": "A 12\" record and a 6'2\" man.",
    "unclosed": "It read: ⟦|“No way out. They left.”⟧\nIt was late.".replace("left.”⟧", "left.⟧"),
    "guillemets": "Es hieß: ⟦|»Nein.«⟧ Und: ⟦|«Ja.»⟧",
    "guillemets with spaces": "Le mot ⟦|« avoir peur de soi »⟧ manque.",
    "low and high": "Es hieß: ⟦|„Nein.“⟧ Er ging.",
    "corner marks": "彼は⟦|「いいえ」⟧と言った。",
    "spaces inside": "The sign: ⟦|\"Gone out. \"⟧ it ended.",
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


def test_a_quotation_goes_on_behind_a_tag_in_a_paragraph_of_its_own() -> None:
    long = "“We were told that they would wait for us at the bridge until the morning came.”"
    told = segmented(f"“We left early,” the porter said.\n{long}").passages
    assert [passage.voice.speaker_hint for passage in told] == ["the porter", "the porter"]
    between = segmented(f"“We left early,” the porter said. It rained.\n{long}").passages
    assert [passage.voice.speaker_hint for passage in between] == ["the porter", None]


def test_a_sentence_that_announces_a_speech_names_who_speaks_in_the_paragraphs_behind() -> None:
    text = "Senator Jo Vance gave the following speech on Monday:\n\n“We ran.\n\n“We hid.”"
    assert [passage.voice.speaker_hint for passage in segmented(text).passages] == ["Senator Jo Vance"] * 2


def test_the_subject_of_a_press_release_speaks_where_nobody_else_does() -> None:
    long = "“We were told that they would wait for us at the bridge until the morning came.”"
    release = segmented(f"Senator Jo Vance (D-Hull) today praised a law on bridges.\n\n{long}")
    assert [passage.voice.speaker_hint for passage in release.passages] == ["Senator Jo Vance"]
    news = segmented(f"A bridge fell in Hull today, and nobody was hurt.\n\n{long}")
    assert [passage.voice.speaker_hint for passage in news.passages] == [None]


def test_one_speaker_has_one_name_however_often_it_is_shortened() -> None:
    text = (
        "“We ran,” said Hull mayor Jo Vance. “We hid,” Jo Vance said. “We wept,” said Vance. "
        "“Yes, we did,” Ms Vance said."
    )
    names = {passage.voice.speaker_hint for passage in segmented(text).passages}
    assert names == {"Hull mayor Jo Vance"}


TRANSCRIPT = """HALE: Good evening. Tonight, a town in tears.

REEVES (on camera): Thank you, Joan. People are terrified.

(BEGIN VIDEOTAPE)

UNIDENTIFIED FEMALE: I lost everything.

HALE: Thank you, Mark."""


def test_the_labels_of_a_transcript_name_who_speaks() -> None:
    found = segmented(TRANSCRIPT)
    spoken = [(p.voice.speaker_hint, p.span.of(TRANSCRIPT)) for p in found.passages]
    assert spoken == [
        ("HALE", "Good evening. Tonight, a town in tears."),
        ("REEVES", "Thank you, Joan. People are terrified."),
        ("UNIDENTIFIED FEMALE", "I lost everything."),
        ("HALE", "Thank you, Mark."),
    ]
    assert [(d.reason, d.span.of(TRANSCRIPT)) for d in found.dropped] == [("metadata", "(BEGIN VIDEOTAPE)")]


def test_questions_and_answers_are_told_apart_and_facts_are_no_transcript() -> None:
    text = "Q. Were you afraid?\nA. I was.\nQ: And now?\nA: Now I am not."
    assert [passage.voice.speaker_hint for passage in segmented(text).passages] == ["Q", "A", "Q", "A"]
    facts = "Where: Hull, by the sea.\nWhen: Monday, at noon.\nPrice: Two pounds, or three.\nIt was late."
    assert segmented(facts).passages == ()


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("de", "Sie kam näher. „Nein“, sagte der Junge. „Du bist zu klein.“"),
        ("de", "Es war spät. »Nein«, sagte der Junge. »Du bist zu klein.«"),
        ("fr", "« Nous avons peur », a déclaré Marie Dubois. « Personne ne nous aide. »"),
    ],
)
def test_narration_that_ends_in_a_quotation_is_no_heading(code: str, line: str) -> None:
    found = Segmenter(TextConfig(language=code))(Document("d", f"{line}\n\n{line} Es war spät."))
    assert {passage.voice.kind for passage in found.passages} == {"quotation"}


def test_a_line_that_an_emoji_ends_behind_a_full_stop_is_no_heading() -> None:
    found = segmented("My trip 😭\nIt rained.\nI can't even... smh 😡\nThe end.")
    assert [p.span.of(found.document.text) for p in found.passages] == ["My trip 😭"]


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


SEED_QUOTATIONS: dict[str, list[tuple[str | None, str]]] = {
    "000_aeea749a5a180e78.txt": [
        ("a male Ukrainian", "“These young men, it’s not their fault,”"),
        ("a Buzzfeed News correspondent", "“Compare the compassion shown here to Putin’s brutality.”"),
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


HOSTILE = [
    "Q: a\n", "HOST: a\n", "“a” he said. Bo Li ran. ", "``a ", '" a " ', "said a of b of ", "“a,” he said, ",
    "“Ab Cd” and “e” ",
    "'a ", "“a ", '"a', "‘", "« ", "said Bo “a” ", "a, ", "“a” and ", "Mr. A said: “b ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_text_takes_linear_time(unit: str) -> None:
    # No clock: quadratic behaviour would take hours on this input, and the suite would never end.
    assert segmented(f"x {unit * (300_000 // len(unit))}").sentences
