"""Whether a run may write where it is told to: asked before any input is opened, and again when it is planned."""

from collections.abc import Iterable, Sequence

from emoprofile.batch.changes import input_differences
from emoprofile.batch.manifest import Manifest
from emoprofile.batch.output import Output
from emoprofile.batch.plan import Plan, differences
from emoprofile.batch.run_directory import RunDirectory
from emoprofile.batch.standing import check_standing
from emoprofile.errors import RunError, WriteError
from emoprofile.read import Found, find_reached
from emoprofile.storage import find_reaching, is_remote

MOST_DIFFERENCES = 10


def check_inputs(paths: Sequence[str], found: Found, output: Output) -> None:
    """Refuse an output that is an input, or that an input would find.

    Raises:
        WriteError: If anything that the run may write is one.
    """
    here = [place for place in output.footprint if not output.is_remote or place.is_relative_to(output.run)]
    reached = find_reached([path for path in paths if not is_remote(path)], found, here)
    if output.is_remote:
        there = [place for place in output.footprint if not place.is_relative_to(output.run)]
        for place in map(output.store.show, map(str, there)):
            if path := find_reaching([*paths, *found.inputs], place):
                raise WriteError(
                    f"cannot write {output}: {place}, which this run may write, is or lies in the input {path!r}, or "
                    "would be found by it. Name another output"
                )
    if reached is None:
        return
    what = f"cannot write {output}: {reached.place}, which this run may write,"
    if reached.is_found:
        raise WriteError(f"{what} would be found by the input {reached.path!r}. Name an output outside of it")
    raise WriteError(f"{what} is the input {reached.path!r}, or holds it. Name another output")


def check_place(output: Output, folder: RunDirectory, *, goes_on: bool) -> Manifest | None:
    """Refuse an output where something else is in the way.

    Args:
        output: Where the run is to write.
        folder: Of the run.
        goes_on: Whether a run that was begun there may go on.

    Returns:
        The manifest of the output that stands; None if there is none.

    Raises:
        WriteError: If there is no such folder, or if something is in the way that no run into this output published.
        RunError: If a run was begun there, and this one is not to go on with it.
    """
    parent = output.path.parent
    if not output.is_remote and not parent.is_dir():
        raise WriteError(f"cannot write {output}: there is no folder {parent}")
    if not output.is_folder and output.store.is_folder(output.path.name):
        raise WriteError(f"cannot write {output}: it is a folder. For a folder of Parquet files, add a slash: "
                         f"{output}/")  # fmt: skip
    strangers = ", ".join(str(path) for path in list(folder.strangers())[:MOST_DIFFERENCES])
    if strangers:
        raise WriteError(
            f"cannot write {output}: in the way: {strangers} (not of a run that can go on). Move this away, or "
            "name another output"
        )
    if folder.is_begun and not goes_on:
        done = sum(1 for _ in folder.parts.glob(f"??????{folder.suffix}"))
        raise RunError(
            f"a run into {output} was not finished ({done} of {len(Plan.from_file(folder.plan_file).chunks)} "
            f"chunks are done). Go on with --resume, or begin anew by deleting {folder.path}"
        )
    ready = Manifest.read_ready(folder.ready, output)
    earlier = Manifest.read(output.store, output.manifest.name, output)
    check_standing(output, [each.files for each in (ready, earlier) if each])
    return earlier


def check_earlier(earlier: Manifest, plan: Plan, output: Output) -> None:
    """Refuse to take the place of an output that is of another plan.

    Raises:
        RunError: If it is; the differences are named.
    """
    latest = earlier.latest
    if latest.plan == plan.fingerprint:
        return
    changes = [*differences(latest.settings, plan.settings), *input_differences(latest.inputs, plan.inputs)]
    raise RunError(
        f"{output} holds the results of another run, which this one would destroy:\n"
        f"{list_lines(changes or ['how the articles are cut into chunks'])}\n"
        "Name another output; or give --append, which adds what is new; or, if those results are no longer needed, "
        "--overwrite"
    )


def list_lines(changes: Iterable[str]) -> str:
    """The first of some changes, a line each, and how many more there are."""
    lines = list(changes)
    more = [f"and {len(lines) - MOST_DIFFERENCES} more"] if len(lines) > MOST_DIFFERENCES else []
    return "\n".join(f"  {line}" for line in [*lines[:MOST_DIFFERENCES], *more])
