"""Merged results -> the places that the user named, each file at once and none over another."""

from collections.abc import Iterator
from contextlib import contextmanager

from emoprofile.batch.manifest import Manifest
from emoprofile.batch.output import Output
from emoprofile.batch.run_directory import RunDirectory
from emoprofile.batch.standing import check_standing, is_complete
from emoprofile.errors import WriteError


def publish(folder: RunDirectory, output: Output, manifest: Manifest, earlier: Manifest | None) -> None:
    """Publish what is ready: failures first, the manifest last.

    A process that is killed meanwhile leaves what is ready in the run directory, so that it can be done again.

    Args:
        folder: Of the run; it holds what is ready.
        output: Where it goes.
        manifest: Of what is ready.
        earlier: Of the output that stands, if the run may replace it or adds to it; what it replaces is moved into the
            run directory.

    Raises:
        WriteError: If something else is in the way, or the disk refuses.
    """
    check_standing(output, [manifest.files, *([earlier.files] if earlier else [])])
    names, store = [place.name for place in (*output.results, output.manifest)], output.store
    for name in names if earlier else ():
        stays = manifest.adds and store.is_folder(name)  # only what is new is put into it
        if store.exists(name) and not stays and not _is_there(name, output, manifest):
            with _translate_errors(store.show(name)):
                folder.replaced.mkdir(exist_ok=True)
                store.take_away(name, folder.replaced / f"{len(list(folder.replaced.iterdir()))}-{name}")
    for name in names:
        if name == output.manifest.name and not all(store.exists(each) for each in manifest.files):
            raise WriteError(f"{output} was published and is gone. Delete {folder.path}, and begin anew")
        ready = folder.ready / name
        if ready.exists() and not _is_there(name, output, manifest):
            with _translate_errors(store.show(name)):
                store.put(ready, name)


def _is_there(name: str, output: Output, manifest: Manifest) -> bool:
    if name == output.manifest.name:
        return output.store.sha256(name) is not None and _read(output, name) == manifest.to_json().encode()
    own = {each: digest for each, digest in manifest.files.items() if each.split("/")[0] == name}
    return bool(own) and is_complete(output, own)


def _read(output: Output, name: str) -> bytes:
    with output.store.open(name) as file:
        return file.read()


@contextmanager
def _translate_errors(place: str) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise WriteError(f"cannot write {place}: it is in the way. Move it away, and go on with --resume") from None
    except OSError as error:
        raise WriteError(f"cannot write {place}: {error.strerror or error}. Go on with --resume") from None
