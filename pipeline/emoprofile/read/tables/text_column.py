"""Which column of a table holds the articles: the one with the most text; names decide where two hold alike."""

import re
from collections.abc import Mapping, Sequence

from emoprofile.errors import ReadError
from emoprofile.read.tables.column_contents import Contents
from emoprofile.read.tables.column_names import is_shown, show_name, show_names

TEXT_NAMES = (
    "text", "content", "body", "article", "article_text", "article_body", "articlebody", "full_text", "fulltext",
    "maintext", "main_text", "story", "document", "post", "message",
)  # fmt: skip
TITLE_NAMES = ("title", "headline", "heading")
FEWEST_WORDS = 4
"""In a row, on average, that a column must hold to be taken for text although it is not called so."""
TIMES_LONGER = 2
"""So much more text another column must hold than one that is called as texts are."""
_ASIDE = re.compile(
    "user|author|bio|comment|descri|summary|abstract|snippet|excerpt|keyword|tag|meta|headline|title|heading|source|publi|"
    "caption|licen|copyright|disclaimer|prompt|instruction|question|note|label|section|teaser|lead|translat"
)


def choose_text(names: Sequence[str], contents: Mapping[str, Contents]) -> tuple[str, str]:
    """The column with the articles, and why it is that one.

    Args:
        names: The columns.
        contents: What the first rows hold in those with any text.

    Raises:
        ReadError: If no column holds text, or the only one that is called so holds codes.
    """
    known = [name for wanted in TEXT_NAMES for name in names if simplify_name(name) == wanted]
    called = [name for name in known if not (name in contents and contents[name].is_codes)]
    prose = {name: held for name, held in contents.items() if not held.is_codes and held.weight >= FEWEST_WORDS}
    story = {name: held for name, held in prose.items() if not _ASIDE.search(simplify_name(name))}
    longest = max(story, key=lambda name: story[name].weight, default=None)
    if longest is not None and not is_shown(longest) and len(longest.split()) >= FEWEST_WORDS:
        raise ReadError(
            "the column with the most text has a text for its name: is the line with the names missing? Put it first"
        )
    if called:
        weights = {name: contents[name].weight if name in contents else 0.0 for name in called}
        most = max(weights.values())
        best = next(name for name in called if weights[name] * TIMES_LONGER > most or most == 0)
        mine = weights[best]
        if longest is None or story[longest].weight < max(TIMES_LONGER * mine, mine + FEWEST_WORDS):
            return best, _compare(best, called, contents)
    if longest is not None:
        return longest, _compare(longest, known, contents)
    titles = [name for name in prose if simplify_name(name) in TITLE_NAMES]
    others = [name for name in prose if name not in titles]
    if known:
        codes = known[0]
        raise ReadError(
            f"the column {show_name(codes)} holds codes, not text (longest value: {contents[codes].longest} "
            f"characters). {_suggest([*others, *titles])}"
        )
    if others:
        best = max(others, key=lambda name: prose[name].weight)
        return best, _compare(best, [], contents)
    raise ReadError(
        f"no column is called as texts are ({', '.join(TEXT_NAMES)}), and none holds text; columns: "
        f"{show_names(names)}. {_suggest(titles)}"
    )


def find_first(wanted: Sequence[str], names: Sequence[str]) -> str | None:
    """The first of some wanted names that a column has, whatever its case and spaces; the column as it is written."""
    by_name = {simplify_name(name): name for name in reversed(names)}
    return next((by_name[name] for name in wanted if name in by_name), None)


def simplify_name(name: str) -> str:
    """A name of a column in lower case, with an underscore for what separates its words."""
    return re.sub(r"[\s.\-]+", "_", name.strip().lower())


def _count_words(name: str, contents: Mapping[str, Contents]) -> float:
    return contents[name].words if name in contents else 0.0


def _compare(best: str, called: Sequence[str], contents: Mapping[str, Contents]) -> str:
    """Why a column was chosen: by its name, or by how much it holds."""
    mine = _count_words(best, contents)
    others = [name for name in called if name != best]
    if best in called and not others:
        return f"by its name; {mine:.0f} words a row"
    if not others:
        return f"it holds the most text: {mine:.0f} words a row"
    than = ", ".join(f"{show_name(name)} has {_count_words(name, contents):.0f}" for name in others[:3])
    return f"it holds {mine:.0f} words a row; {than}"


def _suggest(candidates: Sequence[str]) -> str:
    if not candidates:
        return "Name it: --set read.text_column=NAME"
    return f"Name it: --set read.text_column=NAME; candidates: {show_names(candidates)}"
