"""The run directory: its plan, what is committed of it, what is being tried. Any process may be killed at any time.

NAME.run/
plan.json            the frozen plan; published once
stdin                standard input, if that is read
parts/               000012.json, with .failures.jsonl, .sentences.parquet and .articles.bin, and the part itself last
scratch/             what a process is writing, in a folder of its own
ready/               the whole results with their manifest, until they are published
replaced/            an earlier output, while this run takes its place
whole.lock           with the locks of shards: held by the processes at work
"""

import json
import os
import re
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from emoprofile.batch.plan import Plan
from emoprofile.errors import RunError, WriteError
from emoprofile.storage import sync_folder
from emoprofile.write import write_atomically

try:
    import fcntl
except ImportError:  # where the system has no such locks, two runs on one folder are the user's to avoid
    fcntl = None  # type: ignore[assignment]

_PART = re.compile(r"\d{6,}\.(json|jsonl|csv|tsv|parquet|failures\.jsonl|sentences\.parquet|articles\.bin)(\.part)?")
_LOCK = re.compile(r"(whole|\d+-of-\d+)\.lock")
_SCRATCH = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Record:
    """What a committed chunk holds.

    Attributes:
        chunk: Its number.
        profiles: How many.
        failures: How many.
        sentences: How many were scored.
        batch_tokens: Tokens per batch that it was scored with, fewer than configured if memory ran out.
        flagged: How many profiles have a flag.
        flags: How many have which.
    """

    chunk: int
    profiles: int
    failures: int
    sentences: int
    batch_tokens: int
    flagged: int
    flags: Mapping[str, int]


class RunDirectory:
    """The run directory.

    Args:
        path: Of the folder.
        suffix: Of the parts: that of the output.
    """

    def __init__(self, path: Path, suffix: str) -> None:
        self.path, self.suffix = path, suffix
        self.plan_file, self.stdin = path / "plan.json", path / "stdin"
        self.parts, self._scratch = path / "parts", path / "scratch"
        self.ready, self.replaced = path / "ready", path / "replaced"

    @property
    def is_begun(self) -> bool:
        """Whether a run was planned here."""
        return self.plan_file.exists()

    @property
    def spool(self) -> Path | None:
        """Where standard input was kept, if it was."""
        return self.stdin if self.stdin.exists() else None

    def create(self) -> None:
        """Make the folder.

        Raises:
            WriteError: If the disk refuses.
        """
        try:
            for folder in (self.parts, self._scratch):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(f"cannot write {self.path}: {error.strerror or error}") from None

    @contextmanager
    def lock(self, shard: str | None = None) -> Iterator[None]:
        """Keep others from running here: shards share the folder, each with one process; a whole run shares nothing.

        Raises:
            RunError: If another process is at work here.
        """
        if fcntl is None:
            yield
            return
        names = ("whole", *([shard] if shard else []))
        try:
            handles = [(self.path / f"{name}.lock").open("w") for name in names]
        except OSError as error:
            raise WriteError(f"cannot write {self.path}: {error.strerror or error}") from None
        try:
            for handle, name in zip(handles, names, strict=True):
                kind = fcntl.LOCK_SH if shard and name == "whole" else fcntl.LOCK_EX
                try:
                    fcntl.flock(handle, kind | fcntl.LOCK_NB)
                except BlockingIOError:
                    what = f"shard {shard}" if shard else "this run"
                    raise RunError(f"{what} is being worked on by another process, in {self.path}") from None
                except OSError:  # a file system without locks
                    break
            yield
        finally:
            for handle in handles:
                handle.close()

    def publish_plan(self, plan: Plan) -> None:
        """Make a plan the run's own; where a shard was faster, its plan holds, which must be the same.

        Raises:
            RunError: If that shard has planned something else: an input has changed in between.
        """
        if not self.is_begun:
            own = self.scratch() / "plan.json"
            write_atomically(own, plan.to_json().encode())
            try:
                os.link(own, self.plan_file)
            except FileExistsError:
                pass
            except OSError:  # a file system without links; what another shard has planned is looked at below
                own.replace(self.plan_file)
        if Plan.from_file(self.plan_file).fingerprint != plan.fingerprint:
            raise RunError(f"another shard has planned other inputs than this one, in {self.path}. Go on with --resume")

    def scratch(self) -> Path:
        """A new folder that no other process writes to.

        Raises:
            WriteError: If the disk refuses.
        """
        folder = self._scratch / uuid.uuid4().hex
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise WriteError(f"cannot write {folder}: {error.strerror or error}") from None
        return folder

    def part(self, chunk: int, kind: str = "") -> Path:
        """Where a part stands once it is committed; kinds are `failures`, `sentences` and `articles`."""
        return self.parts / part_name(chunk, self.suffix, kind)

    def record(self, chunk: int) -> Record | None:
        """What a chunk holds, if it is committed."""
        if not self.part(chunk).exists():
            return None
        try:
            found = Record(**json.loads((self.parts / f"{chunk:06}.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):  # lost when the machine went down: the chunk is done again
            return None
        return found if found.chunk == chunk else None

    def commit(self, record: Record, written: Path) -> None:
        """Publish what was written of a chunk: the part itself last, for it is the commit.

        Args:
            record: What it holds.
            written: The folder in which whole and synced files of it stand.

        Raises:
            WriteError: If the disk refuses.
        """
        part = self.part(record.chunk)
        write_atomically(written / f"{record.chunk:06}.json", json.dumps(asdict(record)).encode())
        try:
            for file in sorted(written.iterdir(), key=lambda file: file.name == part.name):
                os.replace(file, self.parts / file.name)
            sync_folder(self.parts)
        except OSError as error:
            raise WriteError(f"cannot write {part}: {error.strerror or error}") from None

    def strangers(self) -> Iterator[Path]:
        """What is in the folder and is not of a run; parts are of none where there is no plan."""
        if self.path.is_symlink() or (self.path.exists() and not self.path.is_dir()):
            yield self.path
        elif self.path.is_dir():
            places = (self.plan_file, self.stdin, self.parts, self._scratch, self.ready, self.replaced)
            known = {place.name for place in places}
            yield from (each for each in _inside(self.path) if not (each.name in known or _LOCK.fullmatch(each.name)))
            yield from (each for each in _inside(self.parts) if not (self.is_begun and _PART.fullmatch(each.name)))
            yield from (each for each in _inside(self._scratch) if not _SCRATCH.fullmatch(each.name))
            if not self.is_begun:
                yield from (*_inside(self.ready), *_inside(self.replaced))

    def clear_scratch(self) -> None:
        """Drop what killed processes left half written."""
        for each in _inside(self._scratch):
            shutil.rmtree(each, ignore_errors=True)

    def remove(self) -> None:
        """Drop the folder, for its output is published; what is not of a run stays, and so does the folder.

        Parts go before the plan, so that no other run ever takes them for its own.
        """
        for folder in (self.ready, self.replaced):
            shutil.rmtree(folder, ignore_errors=True)
        for part in _inside(self.parts):
            if _PART.fullmatch(part.name):
                part.unlink(missing_ok=True)
        self.clear_scratch()
        locks = (each for each in _inside(self.path) if _LOCK.fullmatch(each.name))
        for file in (self.plan_file, self.stdin, *locks):
            file.unlink(missing_ok=True)
        for folder in (self.parts, self._scratch, self.path):
            with suppress(OSError):
                folder.rmdir()


def _inside(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def part_name(chunk: int, suffix: str, kind: str = "") -> str:
    """The name of a part."""
    named = {"failures": ".failures.jsonl", "sentences": ".sentences.parquet", "articles": ".articles.bin"}
    return f"{chunk:06}{named.get(kind, suffix)}"
