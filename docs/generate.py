"""Writes the pages of this folder that are made from the code: `make docs`. A test says when one is out of date."""

import runpy
import sys
from pathlib import Path

from emoprofile.audit import corrected_columns, corrected_difference_columns
from emoprofile.compare import difference_columns, group_columns, trend_columns
from emoprofile.config import RunConfig
from emoprofile.config.sections import Setting, list_settings

FOLDER = Path(__file__).resolve().parent
EXAMPLES = {
    "model": "roberta-goemotions",
    "text.clean": "symbols,share,teaser",
    "aggregate.weighting": "token",
    "aggregate.method": "top_mean",
    "score.device": "cuda:0",
    "score.threads": "4",
    "output.metadata": "title,outlet",
    "output.detail": "full",
}
HEAD = """# Configuration

A run is decided by one YAML file and by `--set KEY=VALUE`. `emoprofile configs` lists the files that come with
emoprofile, and `emoprofile configs show NAME` prints every setting of one, with the place that its value comes from. A
file of your own begins with `extends: default` and names only what it changes. After `--set` a list can be written
`a,b`. An unknown key or a wrong value is refused before anything is computed, with its file, its key and the closest
key.

This page is made from the code: `make docs`.
"""


def write_configuration() -> str:
    """The page on configuration: a table per section."""
    sections: dict[str, list[Setting]] = {}
    for setting in list_settings(RunConfig):
        section, dot, _ = setting.key.rpartition(".")
        sections.setdefault(section if dot else "", []).append(setting)
    parts = [HEAD]
    for section, settings in sections.items():
        about = "" if not section else (RunConfig.model_fields[section].annotation.__doc__ or "").splitlines()[0]
        parts.append(f"\n## {f'`{section}`' if section else 'At the top'}\n" + (f"\n{about}\n" if about else ""))
        parts.append("\n| key | type | default | meaning |\n|---|---|---|---|\n")
        for each in settings:
            example = f" Example: `--set {each.key}={EXAMPLES[each.key]}`" if each.key in EXAMPLES else ""
            default = "must be given" if each.default is None else f"`{each.default}`"
            parts.append(f"| `{each.key}` | {each.type} | {default} | {each.meaning}{example} |\n".replace("\\|", "|"))
    return "".join(parts)


COLUMNS = """# Columns

What `emoprofile trend`, `compare --by` and `audit --labels` write with `--output`: tidy tables, a row per observation,
in which `outlet` stands for the keys of `--by`, a column each. The same names stand in CSV, TSV, Parquet (where each
column carries its line as `description`), JSON and Markdown. Figures are rounded to six places; an empty cell is a
figure that there is not. The columns of profiles themselves are in [data.md](data.md#files).

This page is made from the code: `make docs`.
"""


def write_columns() -> str:
    """The codebook: a table per tidy table."""
    by = ["outlet"]
    tables = {
        "`emoprofile trend`: a row per figure, group and bin": trend_columns(by),
        "`emoprofile compare --by`: a row per figure and group": group_columns(by),
        "`emoprofile compare --by`, in `NAME.differences.csv`: a row per figure and pair of groups": difference_columns(
            by
        ),
        "`emoprofile audit --labels`: a row per label and group, first for all articles": corrected_columns(by),
        "`emoprofile audit --labels`, in `NAME.differences.csv`: a row per label and pair of groups": (
            corrected_difference_columns(by)
        ),
    }
    parts = [COLUMNS]
    for title, columns in tables.items():
        rows = "".join(f"| `{column.name}` | {column.kind} | {column.about} |\n" for column in columns)
        parts.append(f"\n## {title}\n\n| column | kind | what it is |\n|---|---|---|\n{rows}")
    return "".join(parts)


def write_scientist() -> str:
    """The page on a scientist's path: its commands are run, in a minute or less."""
    page: str = runpy.run_path(str(FOLDER / "scientist_page.py"))["write_page"]()
    return page


PAGES = {
    "columns.md": write_columns,
    "configuration.md": write_configuration,
    "scientist.md": write_scientist,
}

if __name__ == "__main__":
    for name, write in PAGES.items():
        (FOLDER / name).write_text(write(), encoding="utf-8")
        sys.stdout.write(f"docs/{name}\n")
