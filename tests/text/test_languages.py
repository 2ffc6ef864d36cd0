"""German, French and Spanish: where sentences end, and what is no story; the cases were written for this project."""

import pytest
from tests.text.test_sentences import ADVERSARIAL

from emoprofile.config import TextConfig
from emoprofile.data import Document
from emoprofile.text import Segmenter
from emoprofile.text.sentences import rule_splitter

LANGUAGES = ("de", "fr", "es")
SPLIT = {code: rule_splitter(code) for code in LANGUAGES}
SEGMENTER = {code: Segmenter(TextConfig(language=code)) for code in LANGUAGES}

# `|` marks the boundaries.
SENTENCES = {
    "de": [
        "1. FC Köln steht auf dem 2. Platz.|Er bleibt.",
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
        # A last look: written when the lists stood.
        "Am Montag, 12. Oktober, brannte die Schule.|Zwei Kinder starben.",
        "Sie wohnt im 4. Stock.|Der Aufzug ist kaputt.",
        "Papst Johannes XXIII. weinte oft.|Nur wenige wussten es.",
        "Oberst a. D. Klaus Reuter klagte an.|Keiner hörte zu.",
        "Die Kosten stiegen um 12 Mio.|Das Dorf ist pleite.",
        "„Kommst du heute?“|– „Nein.“|Er legte auf.",
        "»Du lügst!«, schrie sie.|»Immer lügst du.«|Dann weinte sie.",
        "Der Minister (SPD) sagte: „Wir haben versagt.|Punkt.“|Es gab Applaus.",
        "Etwa 200 Menschen, darunter ca. 50 Kinder, hungern.|Hilfe kommt nicht.",
        "Vgl. Müller et al. 2019, S. 33 ff.|Mehr weiß man nicht.",
        "Dipl.-Ing. Horst Beck starb im Alter von 72 Jahren.|Er hinterlässt zwei Töchter.",
        "Er fragte sich: Warum ich?|Warum jetzt?",
        "Der Zug kommt um 7.45 Uhr an, d.h. Pendler warten.|Wie immer.",
        "Gem. § 5 Abs. 2 Nr. 1 ist das verboten.|Punkt.",
        "Im 2. Halbjahr 2020 fiel der Umsatz um 3 Prozent.|In der Krise half niemand.",
        "Er kennt sie seit dem 1. Schultag.|Liebe war es nie.",
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
        # A last look: written when the lists stood.
        "« Je ne comprends pas, dit-il.|Vraiment pas. »|Il se tut.",
        "Mgr. Aubry et le Pr. Lenoir étaient là.|Ils priaient.",
        "« Pourquoi moi ? » s'est-elle demandé.|Nul ne le sait.",
        "Elle a hurlé : « Au secours ! » avant de tomber.|On l'a relevée.",
        "Il était 20 h 30.|La nuit tombait.",
        "Selon M. Roux, c'est fini.|M. Blanc en doute.",
        "La S. A. Durand a fermé.|Les ouvriers pleurent.",
        "– Viens ici ! cria le père.|– Non !",
        "Quel malheur !!|Tout a brûlé.",
        "Né le 12 févr. 1950, il est mort hier.|On l'enterre lundi.",
        "Le prix a baissé de 3,5 %.|Les familles respirent.",
        "Ils vendent des pommes, des poires, etc. au marché.|J'y vais souvent.",
        "Qui l'a tué ?|« Personne », répond le juge.",
        "L'article dit (cf. p. 3) que tout va bien.|Mensonge !",
        "Son fils a 5 ans.|Le mien en a 7.",
        "Il a dit : « Je reviendrai… »|Il n'est jamais revenu.",
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
        # A last look: written when the lists stood.
        "El Dr. Gómez y la Dra. Peña operaron toda la noche.|El niño vive.",
        "—¡Cállate! —gritó ella—.|¡Me das asco!|Él salió.",
        "«No puedo más.|Estoy cansada», dijo Rosa.",
        "¿Por qué?, se preguntan todos.|No hay respuesta.",
        "El 3 de feb. de 2020 murió su padre.|Nadie la llamó.",
        "Según EE. UU. y la ONU, hay hambre.|Es verdad.",
        "A las 10 a. m. sonó la alarma.|Todos corrieron.",
        "Llegó tarde...|¿O fui yo?|No sé.",
        "Vive en Avda. del Sol, 14.|Su casa es azul.",
        "Gritó «¡Socorro!» y cayó.|Llegó la policía.",
        "Nació en el s. XIX.|Murió pobre.",
        "Pagó 3.500 euros.|Le pareció barato.",
        "Sus hijos, p.ej. Luis, la odian.|Ella calla.",
        "Trabajó en Telas Ruiz S. L. hasta 2009.|Luego, nada.",
        "Uds. saben la verdad.|Díganla.",
    ],
}
SENTENCE_CASES = [(code, marked) for code, cases in SENTENCES.items() for marked in cases]

STORY = {
    "de": "Der Fluss stieg in der Nacht, und am Morgen hatte in unserer Straße niemand mehr trockene Füße.",
    "fr": "La rivière est montée dans la nuit, et au matin plus personne dans notre rue n'avait les pieds secs.",
    "es": "El río creció durante la noche, y por la mañana nadie en nuestra calle tenía los pies secos.",
}
DROPPED = {
    "de": {
        "metadata": [
            "Von Anna Keller und Jan Voss",
            "Stand: 03.05.2021, 14:30 Uhr",
            "Montag, 4. Juni 2018",
            "Aktualisiert am 3. Mai 2021 um 06:41 Uhr",
            "Lesezeit: 4 Minuten",
            "Politik | Ausland | 27. August",
            "Schlagwörter: Hochwasser, Flüsse",
            "Von unserem Korrespondenten",
            "Von Peter Huth, Berlin",
            "Erstellt: 12.04.2019, 09:15 Uhr",
            "Vor 3 Stunden",
        ],
        "credit": [
            "Foto: Anna Keller/dpa",
            "Quelle: dpa",
            "Titelbild: Stadtarchiv Bonn",
            "Foto: picture alliance / dpa",
            "Mit Material von dpa",
        ],
        "call-to-action": [
            "Folgen Sie uns auf Facebook und Instagram",
            "Abonnieren Sie unseren Newsletter!",
            "Haben Sie etwas gesehen? Schreiben Sie uns an redaktion@example.org",
            "Schreibt es uns in die Kommentare!",
            "Newsletter abonnieren",
            "Folgt uns auf Instagram!",
        ],
        "share": [
            "Auf Facebook teilen",
            "Teilen | Drucken | Merken",
            "Artikel teilen",
            "12 Kommentare",
            "Auf WhatsApp teilen",
            "Diesen Artikel drucken",
        ],
        "notice": [
            "ANZEIGE",
            "Wir verwenden Cookies, um unser Angebot zu verbessern.",
            "Bereits Abonnent? Hier anmelden",
            "© 2023 Flussbote. Alle Rechte vorbehalten.",
            "Dieser Artikel enthält Affiliate-Links.",
            "Jetzt weiterlesen mit unserem Digitalabo",
            "Werbung",
            "Wir nutzen Cookies und ähnliche Technologien.",
        ],
        "teaser": [
            "Lesen Sie auch: Bürgermeister tritt zurück",
            "Mehr zum Thema: Zehn Flüsse im Porträt",
            "Lesen Sie mehr: Sturm fegt über Küste",
        ],
    },
    "fr": {
        "metadata": [
            "Par Anne Morel et Jean Petit",
            "Publié le 3 mai 2021 à 14h30",
            "Mis à jour à 6 h 41",
            "lundi 4 juin 2018",
            "Temps de lecture : 4 min",
            "Monde | Europe | 27 août",
            "Mots-clés : crues, rivières",
            "De notre correspondant",
            "Par Luc Besnard, à Nantes",
            "Mis en ligne le 12/04/2019 à 09:15",
            "Il y a 3 heures",
        ],
        "credit": [
            "Photo : Anne Morel/AFP",
            "Crédit photo : Ville de Lyon",
            "Source : AFP",
            "Crédit : Getty Images",
            "Avec AFP",
        ],
        "call-to-action": [
            "Suivez-nous sur Facebook et Instagram",
            "Inscrivez-vous à notre newsletter !",
            "Vous avez une information ? Écrivez-nous à redaction@example.org",
            "Dites-le-nous en commentaire !",
            "S'abonner à la newsletter",
            "Rejoignez-nous sur Instagram !",
        ],
        "share": [
            "Partager sur Facebook",
            "Partager | Imprimer | Enregistrer",
            "Copier le lien",
            "12 commentaires",
            "Partager sur WhatsApp",
            "Imprimer l'article",
        ],
        "notice": [
            "PUBLICITÉ",
            "Nous utilisons des cookies pour améliorer votre expérience.",
            "Article réservé aux abonnés",
            "© 2023 Le Fleuve. Tous droits réservés.",
            "Cet article contient des liens affiliés.",
            "La suite après cette publicité",
            "Publicité",
            "Ce site utilise des cookies.",
        ],
        "teaser": [
            "Lire aussi : Le maire démissionne",
            "À LIRE AUSSI : Dix rivières à voir",
            "À lire également : Tempête sur la côte",
        ],
    },
    "es": {
        "metadata": [
            "Por Ana Duarte y Juan Moya",
            "Publicado el 3 de mayo de 2021 a las 14:30",
            "Actualizado a las 06:41 h",
            "Lunes, 4 de junio de 2018",
            "Tiempo de lectura: 4 minutos",
            "Mundo | Europa | 27 de agosto",
            "Etiquetas: ríos, lluvia",
            "De nuestro corresponsal",
            "Por Luis Cano, Sevilla",
            "Creado: 12/04/2019 09:15",
            "Hace 3 horas",
        ],
        "credit": [
            "Foto: Ana Duarte/EFE",
            "Fuente: EFE",
            "Imagen de portada: Museo de la Ciudad",
            "Foto: Getty Images",
            "Con información de AFP",
        ],
        "call-to-action": [
            "Síguenos en Facebook e Instagram",
            "¡Suscríbete a nuestro boletín!",
            "¿Tienes una noticia? Escríbenos a redaccion@example.org",
            "Cuéntanos en los comentarios",
            "Suscríbete a la newsletter",
            "¡Síguenos en Instagram!",
        ],
        "share": [
            "Compartir en Facebook",
            "Compartir | Imprimir | Guardar",
            "Copiar enlace",
            "12 comentarios",
            "Compartir por WhatsApp",
            "Imprimir artículo",
        ],
        "notice": [
            "PUBLICIDAD",
            "Usamos cookies para mejorar tu experiencia.",
            "Contenido exclusivo para suscriptores",
            "© 2023 El Río. Todos los derechos reservados.",
            "Este artículo contiene enlaces de afiliados.",
            "Suscríbete para seguir leyendo",
            "Anuncio",
            "Este sitio web utiliza cookies.",
        ],
        "teaser": [
            "Lea también: Dimite el alcalde",
            "TE PUEDE INTERESAR: Diez ríos que ver",
            "Leer más: Temporal en la costa",
        ],
    },
}
KEPT = {
    "de": [
        "Von Angst und Hunger",
        "Von Freitag an war alles vorbei.",
        "Teilen heißt verlieren.",
        "„Teilen!“",
        "»Teilen«",
        "»Ich gehe nie zurück«",
        "Folgen hatte das keine.",
        "Foto um Foto zeigte sie uns.",
        "Anzeige erstattete niemand.",
        "Die Quelle: ein alter Mann.",
        "Stand er auf, schwieg der Saal.",
        "Mutter",
        "Am 3. Mai starb mein Vater.",
        "Lesen Sie auch nachts, fragte er.",
        "Wir verwenden Kekse, um die Kinder zu trösten.",
        "Drei Wünsche",
        "Bild für Bild verblasste sein Gesicht.",
        "Kommentare verbat er sich.",
        "Aktualisiert hat das nie jemand.",
        "Er schrieb uns, dass er uns in den Kommentaren gelesen hatte.",
        "Von Berlin nach Rom",
        "Sie meldete sich nie wieder bei uns.",
        "Das Bild von ihm hing schief.",
        "Er teilte alles mit Freunden.",
        "Werbung für den Tod, sagte der Pfarrer.",
        "Die Zeitung und der Regen",
        "Haben Sie Angst? Ich schon.",
        "Folge mir, flüsterte er.",
        "Jetzt bestellen wir noch ein Bier",
        "Er wollte den Newsletter abbestellen",
        "Weiter, immer weiter!",
        "Mehr als Worte",
        "Findet Anna auf Facebook keine Antwort, weint sie.",
        "Mit Nachdruck verlangte er ihre Zustimmung.",
        "Sie hatte einen Werbeblocker im Kopf.",
        "Werbung: Das war sein Leben.",
    ],
    "fr": [
        "Par amour",
        "Par temps de pluie, elle pleurait.",
        "Partager, c'est perdre.",
        "« Partagez ! »",
        "« Je ne reviendrai jamais »",
        "Suivez le bruit des pompes.",
        "Photo après photo, elle nous a tout raconté.",
        "Source de tous nos malheurs.",
        "Publicité mensongère, disait-il.",
        "Mis à jour trop tard, le plan ne servit à rien.",
        "Maman",
        "Le 3 mai fut le pire jour de ma vie.",
        "Lire aussi la nuit, voilà ce qu'il aimait.",
        "Nous utilisons des bougies pour nous éclairer.",
        "Trois vœux",
        "Imprimer, toujours imprimer.",
        "Inscrivez-vous dans la durée, répétait-il.",
        "Il a copié le lien dans son cahier.",
        "Par hasard et par amour",
        "De Paris à Rome",
        "La photo de son père pendait de travers.",
        "Il partageait tout avec ses amis.",
        "Publicité pour la mort, dit le curé.",
        "Avez-vous peur ? Moi, oui.",
        "Suis-moi, murmura-t-il.",
        "Il voulait se désabonner de la vie",
        "Encore et toujours",
        "Plus que des mots",
        "Abonnez-vous au malheur, disait-elle.",
        "Vous avez peur ? Dites-le.",
        "Sans engagement, il ne vivait pas.",
        "Pour lire la suite, il tourna la page.",
        "En continuant la navigation, ils virent la côte.",
        "Annonce : il part.",
    ],
    "es": [
        "Por amor",
        "Por la noche lloraba.",
        "Compartir es perder.",
        "«¡Comparte!»",
        "«No volveré nunca»",
        "Sigue el ruido de las bombas.",
        "Foto a foto, nos lo contó todo.",
        "Fuente de todos nuestros males.",
        "Publicidad engañosa, decía él.",
        "Actualizado demasiado tarde, el plan no sirvió.",
        "Mamá",
        "Tres deseos",
        "El 3 de mayo fue el peor día de mi vida.",
        "Lea también de noche, me dijo.",
        "Usamos velas para vernos las caras.",
        "Guardar silencio.",
        "Suscríbete a la vida, le decía su madre.",
        "Copiar, siempre copiar.",
        "Por Dios y por la patria",
        "De Madrid a Roma",
        "La foto de su padre colgaba torcida.",
        "Lo compartía todo con sus amigos.",
        "Publicidad para la muerte, dijo el cura.",
        "¿Tienes miedo? Yo sí.",
        "Sígueme, susurró.",
        "Quería darse de baja de la vida",
        "Siempre adelante",
        "Más que palabras",
        "Únete a nosotros, gritaban en la plaza.",
        "¿Sabes por qué lloraba? Nadie lo dijo.",
        "Sin compromiso, nada vale.",
        "Para seguir leyendo, encendió una vela.",
        "Al continuar la navegación, vieron la costa.",
        "Deja aquí abajo las llaves.",
    ],
}
LEAD_INS = {
    "de": ["Das könnte Sie auch interessieren", "Bürgermeister tritt zurück", "Chor sucht ein Dach"],
    "fr": ["Sur le même sujet", "Le maire démissionne", "Une chorale cherche un toit"],
    "es": ["También te puede interesar", "Dimite el alcalde", "Un coro busca techo"],
}
GLUED = {
    "de": ["Berlin (dpa) - Es regnete.", "HAMBURG (dpa/lno) – Es regnete."],
    "fr": ["PARIS (AFP) — Il pleuvait.", "LYON, 3 mai (Reuters) - Il pleuvait."],
    "es": ["Madrid, 3 may (EFE).- Llovía.", "MADRID (EUROPA PRESS) - Llovía."],
}


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


def dropped(code: str, *lines: str) -> list[tuple[str, str]]:
    """What is dropped of lines between two paragraphs of a story, and why."""
    text = "\n\n".join([STORY[code], *lines, STORY[code][:40] + "."])
    return [(part.reason, part.span.of(text)) for part in SEGMENTER[code](Document("d", text)).dropped]


@pytest.mark.parametrize(
    ("code", "reason", "line"),
    [(code, reason, line) for code, rules in DROPPED.items() for reason, lines in rules.items() for line in lines],
)
def test_what_is_no_story_is_dropped_for_its_reason(code: str, reason: str, line: str) -> None:
    assert dropped(code, line) == [(reason, line)]


@pytest.mark.parametrize(("code", "line"), [(code, line) for code, lines in KEPT.items() for line in lines])
def test_a_sentence_of_the_story_is_kept_whatever_words_it_has(code: str, line: str) -> None:
    assert dropped(code, line) == []


@pytest.mark.parametrize(("code", "marked"), SENTENCE_CASES)
def test_no_sentence_alone_in_its_paragraph_is_dropped(code: str, marked: str) -> None:
    assert dropped(code, *marked.split("|")) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_headlines_under_a_lead_in_are_dropped(code: str) -> None:
    assert dropped(code, *LEAD_INS[code]) == [("teaser", line) for line in LEAD_INS[code]]


@pytest.mark.parametrize(("code", "line"), [(code, line) for code, lines in GLUED.items() for line in lines])
def test_what_is_glued_to_a_paragraph_is_dropped_and_the_paragraph_stays(code: str, line: str) -> None:
    ((reason, part),) = dropped(code, line)
    assert reason == "metadata"
    assert len(line.removeprefix(part).split()) in (1, 2)


@pytest.mark.parametrize("code", LANGUAGES)
def test_hostile_lines_are_cleaned_in_linear_time(code: str) -> None:
    lines = [line for lines in DROPPED[code].values() for line in lines] + LEAD_INS[code]
    for line in lines:
        first = line.split()[0]
        text = "\n".join([(first + " ") * (390 // (len(first) + 1)), (line + " ") * (390 // (len(line) + 1))] * 40)
        assert SEGMENTER[code](Document("d", text)).document.text == text
