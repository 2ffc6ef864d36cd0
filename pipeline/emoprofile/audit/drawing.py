"""Profiles -> a sheet of sentences to label, and the key to it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from emoprofile.audit.key import AuditKey, KeyRow, place_key
from emoprofile.audit.sampling import draw_sample
from emoprofile.audit.sentences import REMEDY, Sentences, find_sentence_files, read_sentences, read_texts
from emoprofile.audit.sheet import SheetRow, write_sheet
from emoprofile.compare import Contents, ProfileFile, open_profiles, read_groups
from emoprofile.data import Document, Failure
from emoprofile.data.scores import IntArray
from emoprofile.errors import ReadError

Group = tuple[str, ...]
ROUNDING = 1e-3
"""Between a share in a file and the mean of its sentences."""


def draw_sheet(
    profiles: Sequence[str],
    sheet: Path,
    figures: Sequence[str],
    count: int,
    by: Sequence[str] = (),
    articles: Iterable[Document | Failure] | None = None,
    seed: int = 0,
) -> AuditKey:
    """Draw sentences whose labels help most, and write a sheet for annotators and the key beside it.

    Args:
        profiles: Files or folders of profiles; their sentences stand beside them.
        sheet: A .csv or .xlsx file that is to be written.
        figures: Labels of `expressed`, by their full names.
        count: How many sentences, at least 20.
        by: Keys of the metadata whose groups get equal parts of the labels.
        articles: The articles again; None takes the sentences from the run, if it wrote them.
        seed: The same seed draws the same sentences.

    Raises:
        ReadError: If the sentences are not there.
        InvalidValueError: If there are too few of them.
        WriteError: If the disk refuses.
    """
    contents, sentences, groups = gather_sentences(profiles, figures, by)
    _, numbers = np.unique(np.array([" / ".join(group) for group in groups]), return_inverse=True)
    sample = draw_sample(sentences, numbers, count, seed)
    texts = _find_texts(sentences, sample.rows, articles)
    rows = [
        KeyRow(
            row=i + 1,
            id=sentences.ids[sentences.article[k]],
            sentence=int(sentences.position[k]),
            probability=float(sample.probabilities[i]),
            stratum=int(sample.strata[i]),
        )
        for i, k in enumerate(sample.rows.tolist())
    ]
    key = AuditKey(contents.model, tuple(figures), tuple(by), count, seed, len(sentences.article), tuple(rows))
    write_sheet(sheet, [SheetRow(each.row, *_surround(texts, each)) for each in rows], figures)
    key.write(place_key(sheet))
    return key


def gather_sentences(
    profiles: Sequence[str], figures: Sequence[str], by: Sequence[str]
) -> tuple[Contents, Sentences, list[Group]]:
    """The sentences of articles, and the group of each article; articles that lack a key are left out.

    Raises:
        ReadError: If the sentences are not there, or are not those of the profiles.
    """
    contents, files = open_profiles(profiles)
    groups = read_groups(files, by)
    found = read_sentences(find_sentence_files([Path(path) for path in profiles]), figures)
    unknown = [name for name in found.ids if name not in groups]
    if len(unknown) == len(found.ids):
        raise ReadError(f"{found.paths[0]}: its sentences are of other articles than the profiles. {REMEDY}")
    _check_shares(files, found)
    sentences = found.choose({name for name, group in groups.items() if group is not None})
    return contents, sentences, [groups[name] or () for name in sentences.ids]


def _check_shares(files: Sequence[ProfileFile], sentences: Sentences) -> None:
    """Whether the profiles hold plain shares of these sentences: that is what labels correct."""
    sums = np.stack([np.bincount(sentences.article, each) for each in sentences.values.T], axis=1)
    means = dict(zip(sentences.ids, sums / sentences.lengths[:, None], strict=True))
    for file in files:
        for batch in file.read(sentences.figures):
            for name, row in zip(batch.ids, batch.means, strict=True):
                if name in means and np.abs(means[name] - row).max() > ROUNDING:
                    raise ReadError(
                        f"{file.path}: the figures of the article {name!r} are not plain shares of its sentences. An "
                        "audit needs profiles with aggregate.weighting=uniform, and the sentences of the same run"
                    )


def _find_texts(
    sentences: Sentences, rows: IntArray, articles: Iterable[Document | Failure] | None
) -> dict[tuple[str, int], str]:
    """The sentences of the sample and those beside them, by article and position."""
    near = {
        k
        for row in rows.tolist()
        for k in (row - 1, row, row + 1)
        if 0 <= k < len(sentences.article) and sentences.article[k] == sentences.article[row]
    }
    places = {(sentences.ids[sentences.article[k]], int(sentences.position[k])): k for k in near}
    if articles is None:
        if not sentences.has_text:
            raise ReadError(
                f"{sentences.paths[0]}: it holds no sentences, only their scores. {REMEDY}; or name the articles again "
                "with --articles"
            )
        return dict(read_texts(sentences.paths, set(places)))
    wanted = {name for name, _ in places}
    texts = {each.id: each.text for each in articles if isinstance(each, Document) and each.id in wanted}
    if missing := wanted - set(texts):
        raise ReadError(
            f"--articles: the article {sorted(missing)[0]!r} is not among them, and {len(missing) - 1} more"
        )
    found = {}
    for (name, position), k in places.items():
        start, end = sentences.spans[k].tolist()
        if end > len(texts[name]):
            raise ReadError(f"--articles: the article {name!r} is shorter than the one that was scored")
        found[name, position] = texts[name][start:end]
    return found


def _surround(texts: dict[tuple[str, int], str], row: KeyRow) -> tuple[str, str, str]:
    """The sentence before, the sentence, and the one after, each on one line."""
    before, own, after = (" ".join(texts.get((row.id, row.sentence + k), "").split()) for k in (-1, 0, 1))
    return before, own, after
