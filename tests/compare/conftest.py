"""Articles of two outlets over a year, scored by the tiny model and written in every format."""

from collections.abc import Mapping

import pytest

from emoprofile import Profiler
from emoprofile.data import Document, Failure
from emoprofile.write import make_writer

SENTENCES = (
    "We love it today.", "I am so sad.", "The war is over, they said.", "I am afraid.", "It was calm and good.",
    "They said it was not.", "Fear is so very sad.", "So happy, we love it!",
)  # fmt: skip
ARTICLES = 48


def documents() -> list[Document]:
    """Articles with metadata to ask about; one has no sentence, one lacks a key, one has no date."""
    found = []
    for i in range(ARTICLES):
        text = " ".join(SENTENCES[(i * k + i // 8) % len(SENTENCES)] for k in range(1, 4 + i % 5))
        day = f"2024-{1 + i % 12:02}-{1 + i % 27:02}"
        found.append(
            Document(str(i), text, {"outlet": "The Post" if i % 3 else "=Gazette", "published": day, "n": i % 2})
        )
    return [
        *found,
        Document("empty", "", {"outlet": "The Post", "published": "2024-01-01"}),
        Document("nowhere", "I am sad.", {"published": "2024-01-01"}),
        Document("undated", "I am sad.", {"outlet": "The Post", "published": "soon"}),
    ]


@pytest.fixture(scope="session")
def corpus(tiny: Profiler, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The profiles of those articles, by the format of the file that holds them; `folder` has parts."""
    place = tmp_path_factory.mktemp("corpus")
    (place / "folder").mkdir()
    scored = [each for each in tiny.scored_profiles(documents()) if not isinstance(each, Failure)]
    paths = {suffix: place / f"profiles.{suffix}" for suffix in ("jsonl", "csv", "tsv", "parquet")}
    parts = [(path, scored) for path in paths.values()]
    half = len(scored) // 2
    parts += [(place / "folder" / f"part-{i}.parquet", scored[i * half : (i + 1) * half or None]) for i in range(2)]
    parts[-1] = (parts[-1][0], scored[half:])
    for path, some in parts:
        with make_writer(path, tiny.config, tiny.spec) as writer:
            for each in some:
                writer.write(*each)
    return {name: str(path) for name, path in paths.items()} | {"folder": str(place / "folder")}
