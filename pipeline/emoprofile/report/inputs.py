"""What a report is about: articles that are scored now, or profiles that were written before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from emoprofile.config import LimitsConfig, ReadConfig
from emoprofile.data import Document, Failure, Profile, Scored
from emoprofile.data.profile import SCHEMA
from emoprofile.errors import ConfigError
from emoprofile.read import read_articles
from emoprofile.report.written import load_profiles

_BEGINNING = f'{{"schema": "{SCHEMA}"'.encode()


@dataclass(frozen=True, slots=True)
class Subject:
    """An article in a report.

    Attributes:
        profile: Its profile.
        scored: Its sentences and scores; None for a profile that was written before.
    """

    profile: Profile
    scored: Scored | None = None


def holds_profiles(path: str) -> bool:
    """Whether a file is one that `emoprofile score` wrote, and no table of articles."""
    if Path(path).suffix.lower() != ".jsonl":
        return False
    try:
        with Path(path).open("rb") as stream:
            return stream.read(len(_BEGINNING)) == _BEGINNING
    except OSError:
        return False


def are_profiles(paths: Sequence[str]) -> bool:
    """Whether the inputs are profiles; otherwise they are articles.

    Raises:
        ConfigError: If some are this and some that.
    """
    profiles = [path for path in paths if holds_profiles(path)]
    if profiles and len(profiles) < len(paths):
        raise ConfigError(
            [f"{profiles[0]} holds profiles and others hold articles; give only profiles, or only articles"]
        )
    return bool(profiles)


def load_subjects(paths: Sequence[str]) -> Iterator[Subject]:
    """The profiles of some files, in order.

    Raises:
        ReadError: If a file cannot be read or holds something else.
    """
    for path in paths:
        for profile in load_profiles(Path(path)):
            yield Subject(profile)


def find_articles(paths: Sequence[str], read: ReadConfig, limits: LimitsConfig) -> Iterator[Document | Failure]:
    """The articles behind some paths, as `emoprofile score` finds them."""
    yield from read_articles(paths, read, limits)
