"""German, French and Spanish: where sentences end, and what is no story; the cases were written for this project."""

import pytest
from tests.text.test_sentences import ADVERSARIAL

from emoprofile.text.sentences import rule_splitter

LANGUAGES = ("de", "fr", "es")
SPLIT = {code: rule_splitter(code) for code in LANGUAGES}

# `|` marks the boundaries.
SENTENCES = {
    "de": [
        # A figure with a full stop is an ordinal, or the end.
        "Am 3. Mai begann der Prozess.|Niemand kam.",
        "Der 2. Weltkrieg endete 1945.|Danach kam der Hunger.",
        "Im 19. Jahrhundert war das anders.|Heute lacht man darüber.",
        "Der 1. FC Köln verlor wieder.|Die Fans weinten.",
        "Sie feierte ihren 80. Geburtstag.|Alle waren da.",
        "Kaiser Wilhelm II. floh nach Holland.|Das Reich zerfiel.",
        "Das Unglück geschah am 24. 12. 2004.|Es war Heiligabend.",
        "Er ist erst 35.|Trotzdem will er nicht mehr.",
        "Das Spiel endete 3:1.|Trainer Vogt war außer sich.",
        "Er landete auf Platz 3.|Sieger wurde ein Junge aus Bonn.",
        "Die Temperatur fiel auf minus 12.|Schnee lag auf den Dächern.",
        "Um 14.30 Uhr war Schluss.|Um 15 Uhr weinten alle.",
        # Abbreviations, of several words and in front of nouns.
        "Er brachte Brot, Käse, Wein usw. mit.|Wir aßen alles.",
        "Viele Tiere, z. B. Igel und Dachse, schlafen im Winter.|Die Füchse nicht.",
        "Große Zeitungen, z.B. Die Zeit, schwiegen.|Wir auch.",
        "Es kamen u. a. Bürgermeister und Pfarrer.|Der Saal war voll.",
        "Er zog aus, d. h. Frau und Kinder blieben zurück.|Sie schwiegen.",
        "Dr. Weber rief Prof. Dr. Lang an.|Beide waren ratlos.",
        "Die Firma Hahn & Co. KG schließt.|Die Arbeiter trauern.",
        "Die Stadt wurde um 50 v. Chr. gegründet.|Sie brannte zweimal ab.",
        "Er wohnt in St. Pauli, Hafenstr. 12.|Die Nachbarn kennen ihn nicht.",
        "Der Verein Hoffnung e. V. hilft.|Spenden sind willkommen.",
        "Das kostet ca. 3,5 Mio. Euro.|Geld, das fehlt.",
        "Siehe S. 14 und Abs. 3 in Bd. 2.|Dort steht alles.",
        "Frau Müller, geb. Schulz, starb am Mo. in Bonn.|Sie wurde 91.",
        "In Frankfurt a. M. regnete es.|In Halle a. d. Saale auch.",
        # Words that some take for abbreviations.
        "Das ist Max.|Er lacht immer.",
        "Das war schon immer so.|Politiker lügen.",
        "Er hasste Scherze dieser Art.|Seine Frau auch.",
        "Sie kam vom Land.|Tiere waren ihr lieber als Menschen.",
        "Es gab keinen Plan B.|Das war das Problem.",
        # Quotation, asides, casual writing.
        "„Es ist vorbei.“|Sie legte auf.",
        "„Wo bist du?“, fragte Maria.|Keine Antwort.",
        "„Wo bist du?“|Maria fragte sich, ob er log.",
        "„Lauf!“ rief er.|Sie lief.",
        "»Ich habe Angst.«|Er sagte es leise.",
        "»Warum?« fragte sie.|Er schwieg.",
        "Sie nannte ihn einen ‚Feigling.‘|Er weinte.",
        "Er kam – welch ein Wunder! – ohne Verspätung.|Alle klatschten.",
        "es war schön.|ich will zurück.",
    ],
    "fr": [
        # Quotation with spaces inside.
        "« Il pleut. »|Elle sortit.",
        "« Où vas-tu ? » demanda Marie.|Il ne répondit pas.",
        "« Partez ! », cria-t-il.|Personne ne bougea.",
        "« J'ai peur.|Très peur. »|Elle tremblait.",
        "Elle m'a dit : « Va-t'en ! »|Je suis parti.",
        "Le mot « Stop ! » était peint sur le mur.|Il pleurait.",
        "« Tu mens ! »|Marie se leva.",
        "Il a crié « C'est fini ! ».|Elle a raccroché.",
        "Il entra.|« Sortez ! »|« Non. »",
        "“ Je suis fatigué. ”|Il ferma les yeux.",
        # Dialogue dashes and asides.
        "— Où vas-tu ? demanda-t-il.|Elle haussa les épaules.",
        "— Jamais ! s'écria Paul.|Puis il sortit.",
        "Il est venu — quelle surprise ! — sans prévenir.|On a ri.",
        # Abbreviations.
        "M. Dupont a pleuré.|Mme Leroy aussi.",
        "M. Le Drian et MM. Martin et Petit sont partis.|La salle était vide.",
        "Il y a des remèdes, p. ex. la marche.|Elle marche donc.",
        "Il a tout vendu : meubles, livres, etc.|Sa femme est partie.",
        "Il a tout mangé, pain, beurre, etc.|L'enfant dormait.",
        "La ville fut détruite en 52 av. J.-C. par les Romains.|Elle ne fut pas rebâtie.",
        "La ville date de 52 av. J.-C.|Les Romains l'ont brûlée.",
        "J.-P. Martin a écrit à Ch. Durand.|La lettre s'est perdue.",
        "Voir p. 12 et chap. 3.|Tout y est dit.",
        "La loi du 3 janv. 1973 est morte.|Personne ne la pleure.",
        "Le Dr. Morel est venu.|Trop tard.",
        "Il habite 12, av. Foch.|C'est triste.",
        "Le tribunal de St. Gall a jugé, cf. l'arrêt.|Il fait appel.",
        "Les États-Unis, c.-à-d. Washington, ont refusé.|L'ONU a protesté.",
        # Words that some take for abbreviations.
        "Elle a sauté 2 m.|Un record.",
        "C'est de l'art.|Rien d'autre.",
        "Elle a revu son ex.|Il n'avait pas changé.",
        "Elle vit à l'Est.|Lui à l'Ouest.",
        # Marks.
        "Quoi ?|Tu pars déjà !|Reste.",
        "Je ne sais pas… peut-être.|On verra.",
        "Il attendit…|Rien ne vint.",
        "(Il avait prévenu tout le monde !)|On ne l'a pas cru.",
        "c'était nul.|je suis parti.",
    ],
    "es": [
        # Inverted marks, dashes, quotation.
        "¿Qué pasa?|¡Nadie me oye!|¿Hay alguien?",
        "¡Ay, qué dolor!|¡Y qué vergüenza!",
        "Entonces ¡pum! se cayó el techo.|Gritamos.",
        "(¡Por fin!)|Ya era hora.",
        "—¿Quién es? —preguntó Marta.|Nadie contestó.",
        "—Vete —dijo Juan—.|No vuelvas.",
        "—Ya voy.|—Ana cerró la puerta.",
        "«¿Dónde estabas?», preguntó ella.|Él calló.",
        "«Se acabó».|Nadie aplaudió.",
        "«¡Fuera!» gritó el guardia.|Salimos.",
        "El lema «¡No pasarán!» sigue en la pared.|Mi abuela lo pintó.",
        "Dijo: «Se acabó.|Vete».|Y se fue.",
        # Abbreviations.
        "El Sr. Pérez llamó a la Sra. Ruiz.|Ella lloraba.",
        "D. Manuel y Dña. Rosa se casaron.|La fiesta duró tres días.",
        "Huyó a EE. UU. con su madre.|Tenía miedo.",
        "Huyó a EE. UU.|Allí encontró trabajo.",
        "Las tropas de EE.UU. se retiran.|El miedo queda.",
        "Empezó a las 5 a. m. de un lunes.|Llovía.",
        "Cerraron a las 11 p. m.|La calle quedó vacía.",
        "Hay miedos raros, p. ej. el de volar.|Yo tengo dos.",
        "Sonríe Ud. poco.|Los niños lo notan.",
        "Lo sabe Ud.|Los demás no.",
        "Vive en la calle Mayor, núm. 5.|Nadie lo visita.",
        "Compró pan, leche, etc.|La casa olía a café.",
        "Roma cayó en el 476 d. C. sin ruido.|Pocos lloraron.",
        "La ley dice, en su art. 15, que no.|El juez dijo que sí.",
        "La empresa Luz y Gas, S. A. cerró.|Quedaron 300 en la calle.",
        "Véase pág. 12, cap. 3.|Allí está todo.",
        "J. L. Borges y Adolfo B. Casares escribieron juntos.|Se reían mucho.",
        "Las FF. AA. salieron a la calle.|Hubo miedo.",
        "Fue el 1.º de mayo.|Llovía.",
        "¿Y el Dr. Soto?|Murió.",
        # Words that some take for abbreviations.
        "El barco se perdió en el mar.|Nadie lo buscó.",
        "Da lo que da.|Nadie pide más.",
        "Abdicó Juan Carlos I.|Su hijo juró el cargo.",
        # Marks.
        "No sé... quizá mañana.|Ya veremos.",
        "Esperó…|No vino nadie.",
        "me encantó.|lo veré otra vez.",
    ],
}
SENTENCE_CASES = [(code, marked) for code, cases in SENTENCES.items() for marked in cases]


@pytest.mark.parametrize(("code", "marked"), SENTENCE_CASES)
def test_sentences_end_where_a_reader_ends_them(code: str, marked: str) -> None:
    block = marked.replace("|", " ")
    assert [block[start:end] for start, end in SPLIT[code](block)] == marked.split("|")


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"], ids=["no-break", "narrow no-break"])
@pytest.mark.parametrize("marked", SENTENCES["fr"])
def test_french_spaces_may_be_of_any_width(marked: str, space: str) -> None:
    for mark in "«“—":
        marked = marked.replace(f"{mark} ", f"{mark}{space}")
    for mark in "»”?!:":
        marked = marked.replace(f" {mark}", f"{space}{mark}")
    block = marked.replace("|", " ")
    assert [block[start:end] for start, end in SPLIT["fr"](block)] == marked.split("|")


HOSTILE = ADVERSARIAL | {
    "spaced closers": ". »", "spaced openers": "« ", "ordinals": "3. ", "dashes": "— a ! ", "inverted": "¿a? ",
    "parts of abbreviations": "z. ", "closers": ".“«‘", "no-break": "!\u202f» ,",
}  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_split_in_linear_time(unit: str, code: str) -> None:
    block = unit * (200_000 // len(unit)) + "x"
    assert sum(1 for _ in SPLIT[code](block)) >= 1
