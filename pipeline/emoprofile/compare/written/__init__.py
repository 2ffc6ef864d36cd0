"""Files of profiles -> the figures in them, a batch at a time: what is held does not grow with what is read."""

from collections.abc import Iterable

from emoprofile.compare.written.batch import Batch, Contents, ProfileFile
from emoprofile.compare.written.files import HOW, find_profile_files
from emoprofile.compare.written.json_profiles import JsonProfiles
from emoprofile.compare.written.table_profiles import TableProfiles
from emoprofile.errors import ReadError

__all__ = ["Batch", "Contents", "ProfileFile", "open_profiles"]


def open_profiles(paths: Iterable[str]) -> tuple[Contents, list[ProfileFile]]:
    """The files of profiles behind some paths, and what all of them hold.

    Args:
        paths: Files in JSON Lines, CSV, TSV or Parquet, as `emoprofile score` writes them, and folders of them.

    Raises:
        ReadError: If there is no profile in them, or if they are of several models or vocabularies.
    """
    found = [
        JsonProfiles(path) if path.suffix == ".jsonl" else TableProfiles(path) for path in find_profile_files(paths)
    ]
    files: list[ProfileFile] = [file for file in found if file.contents is not None]
    known = [file.contents for file in files if file.contents is not None]
    if not known:
        raise ReadError(f"{', '.join(str(file.path) for file in found)}: no profile in it. {HOW}")
    makers = {(each.model, each.vocabulary): file.path for each, file in zip(known, files, strict=True)}
    if len(makers) > 1:
        told = "; ".join(f"{path}: model {model} ({name or 'no expressed'})" for (model, name), path in makers.items())
        raise ReadError(f"the profiles were made in several ways: {told}. Score all articles with one configuration")
    first = known[0]
    common = {name: figure for name, figure in first.figures.items() if all(name in each.figures for each in known)}
    return Contents(first.model, first.vocabulary, common), files
