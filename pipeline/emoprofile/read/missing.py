"""What a reader is told of a path that leads to nothing: newcomers give addresses and texts."""

import re

_ADDRESS = re.compile(r"(https?:/[^/]|www\.)", re.IGNORECASE)
FEWEST_WORDS = 4
LONGEST_NAME = 200


def describe_missing(path: str, otherwise: str = "no such file or folder") -> str:
    """Why nothing is there, and what to do.

    Args:
        path: As the user gave it.
        otherwise: What is said of a path that is neither an address nor a text.
    """
    if _ADDRESS.match(path):
        return "no such file; of a web address, give the whole: https://…; or save the page as .html, and give its path"
    is_text = len(path.split()) >= FEWEST_WORDS and ("/" not in path or " " in path.rpartition("/")[2])
    if is_text or len(path) > LONGEST_NAME or "\n" in path:
        return f"{otherwise}; if it is a text, give it on standard input: echo 'TEXT' | emoprofile profile -"
    return otherwise
