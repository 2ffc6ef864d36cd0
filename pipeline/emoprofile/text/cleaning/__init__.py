"""Rules that mark what is not part of the story. A rule marks spans, with its name as the reason; text never changes.

Precision comes first: a dirty line that is kept bends a profile a little, a sentence of the story that is dropped is
lost. A rule is a function Page -> Dropped spans, each inside a part that is still kept.
"""

from collections.abc import Callable, Iterator

from emoprofile.data import Dropped
from emoprofile.registry import Registry
from emoprofile.text.page import Page

Rule = Callable[[Page], Iterator[Dropped]]

RULES: Registry[Rule] = Registry(
    "cleaning rule",
    {
        "symbols": f"{__name__}.marks:symbols",
        "markup": f"{__name__}.marks:markup",
        "metadata": f"{__name__}.wording_rules:metadata",
        "credit": f"{__name__}.wording_rules:credit",
        "call-to-action": f"{__name__}.wording_rules:call_to_action",
        "share": f"{__name__}.wording_rules:share",
        "notice": f"{__name__}.wording_rules:notice",
        "repeat": f"{__name__}.repeats:repeat",
        "teaser": f"{__name__}.teasers:teaser",
    },
)
