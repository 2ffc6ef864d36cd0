"""The colours of labels in a terminal: those of the page, for the background that the terminal seems to have."""

import os

from emoprofile.report.colours import find_colour

LIGHT_BACKGROUNDS = ("7", "15")
"""The numbers of white in COLORFGBG, by which some terminals tell their colours."""


def find_terminal_colour(name: str) -> str:
    """The colour of a label, by its name or full name, as rich takes it; NO_COLOR and pipes are rich's to heed."""
    colour = find_colour(name)
    return colour.light if os.environ.get("COLORFGBG", "").split(";")[-1] in LIGHT_BACKGROUNDS else colour.dark
