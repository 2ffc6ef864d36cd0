"""A file of one piece under a new name: whole or not there, and never over what is there."""

import os
from contextlib import suppress
from pathlib import Path

from emoprofile.errors import WriteError
from emoprofile.storage import sync_folder


def check_new_file(path: Path) -> None:
    """Refuse a place that cannot be written to, before any time is spent on what would stand there.

    Raises:
        WriteError: If the name is none, there is no such folder, or something stands there.
    """
    if path.name in ("", "..") or "\0" in str(path) or not path.absolute().parent.is_dir():
        raise WriteError(f"cannot write {path}: there is no folder for it, or it is no name")
    if os.path.lexists(path):
        raise _standing(path)


def write_new_file(path: Path, content: bytes) -> None:
    """Write a file under a name that nothing has, whole or not at all.

    Raises:
        WriteError: If something stands there by now, or the disk refuses; what stands there is left as it is.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(part, path)  # unlike a renaming, this never takes the place of another file
        except FileExistsError:
            raise _standing(path) from None
        except OSError:  # a file system without links
            if os.path.lexists(path):
                raise _standing(path) from None
            os.rename(part, path)
        sync_folder(path.parent)
    except OSError as error:
        raise WriteError(f"cannot write {path}: {error.strerror or error}") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _standing(path: Path) -> WriteError:
    return WriteError(f"cannot write {path}: it exists. Move it away, or give another name with --output")
