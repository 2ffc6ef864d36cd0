"""Merged results -> the places that the user named, each file at once and none over another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from emoprofile.batch.manifest import Manifest
from emoprofile.batch.output import Output
from emoprofile.batch.run_directory import RunDirectory
from emoprofile.batch.standing import check_standing, is_complete
from emoprofile.errors import WriteError
from emoprofile.write import sync_folder


def publish(folder: RunDirectory, output: Output, manifest: Manifest, earlier: Manifest | None) -> None:
    """Publish what is ready: failures first, the manifest last.

    A process that is killed meanwhile leaves what is ready in the run directory, so that it can be done again.

    Args:
        folder: Of the run; it holds what is ready.
        output: Where it goes.
        manifest: Of what is ready.
        earlier: Of the output that stands, if the run may replace it; that is moved into the run directory.

    Raises:
        WriteError: If something else is in the way, or the disk refuses.
    """
    check_standing(output, [manifest.files, *([earlier.files] if earlier else [])])
    if earlier:
        for place in (*output.results, output.manifest):
            if os.path.lexists(place) and not _is_there(place, output, manifest):
                with _translate_errors(place):
                    folder.replaced.mkdir(exist_ok=True)
                    os.rename(place, folder.replaced / f"{len(list(folder.replaced.iterdir()))}-{place.name}")
    for place in (*output.results, output.manifest):
        if place == output.manifest and not all((output.path.parent / name).exists() for name in manifest.files):
            raise WriteError(f"{output.path} was published and is gone. Delete {folder.path}, and begin anew")
        ready = folder.ready / place.name
        if ready.exists() and not _is_there(place, output, manifest):
            with _translate_errors(place):
                _move(ready, place)
    sync_folder(output.path.parent)


def _is_there(place: Path, output: Output, manifest: Manifest) -> bool:
    if place == output.manifest:
        return place.is_file() and place.read_text(encoding="utf-8") == manifest.to_json()
    own = {name: digest for name, digest in manifest.files.items() if name.split("/")[0] == place.name}
    return bool(own) and is_complete(output, own)


def _move(ready: Path, place: Path) -> None:
    if ready.is_dir():
        os.rename(ready, place)  # over nothing, or over an empty folder
        return
    try:
        os.link(ready, place)  # unlike a renaming, this never takes the place of another file
    except FileExistsError:
        raise WriteError(f"cannot write {place}: it is in the way. Move it away, and go on with --resume") from None
    except OSError:  # a file system without links
        if os.path.lexists(place):
            raise WriteError(f"cannot write {place}: it is in the way. Move it away, and go on with --resume") from None
        os.rename(ready, place)


@contextmanager
def _translate_errors(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteError(f"cannot write {place}: {error.strerror or error}. Go on with --resume") from None
