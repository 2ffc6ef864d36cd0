"""From a template to a whole page: everything is escaped, and nothing runs but the one script of the page."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from emoprofile.data.visible_text import make_visible_on_page
from emoprofile.report import definitions
from emoprofile.report.colours import GROUPS, LABELS, ROLES

DARK = '@media (prefers-color-scheme: dark){:root:not([data-theme="light"]){%s}}\n:root[data-theme="dark"]{%s}\n'


def render_page(template: str, values: Mapping[str, Any], form_action: str = "'none'") -> str:
    """A page that needs no other file: style, script and figures are in it, and its policy allows nothing else.

    Args:
        template: The name of a template of this room.
        values: What it shows. Text is escaped, whatever it holds; only `Markup` is not.
        form_action: Where its policy lets a form send to.
    """
    style, script = _write_style(), _read_asset("page.js")
    policy = (
        f"default-src 'none'; script-src '{_hash_content(script)}'; style-src '{_hash_content(style)}'; "
        f"img-src data: blob:; base-uri 'none'; form-action {form_action}"
    )
    return (
        load_environment()
        .get_template(template)
        .render(words=definitions, style=Markup(style), script=Markup(script), policy=policy, **values)
    )


@cache
def load_environment() -> Environment:
    """The templates of this room."""
    return Environment(
        loader=PackageLoader("emoprofile.report.page"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_show,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _show(value: Any) -> Any:
    """What a template prints: text without characters that would turn lines around or end the encoding."""
    return make_visible_on_page(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _write_style() -> str:
    named = {**ROLES, **LABELS, **{f"group-{i}": colour for i, colour in enumerate(GROUPS)}}
    light, dark = (";".join(f"--{name}:{colour[theme]}" for name, colour in named.items()) for theme in range(2))
    paints = "\n".join(f".p-{name}{{fill:var(--{name})}}.q-{name}{{stroke:var(--{name})}}" for name in named)
    tints = "\n".join(f".t-{name}{{--tint:var(--{name})}}" for name in LABELS)
    dots = "\n".join(f".g-{i}{{--dot:var(--group-{i})}}" for i in range(len(GROUPS)))
    return f":root{{{light}}}\n{DARK % (dark, dark)}{paints}\n{tints}\n{dots}\n{_read_asset('page.css')}"


@cache
def _read_asset(name: str) -> str:
    return (files("emoprofile.report.page") / "assets" / name).read_text(encoding="utf-8")


def _hash_content(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
