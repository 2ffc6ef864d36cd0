"""How a run is done, and when it has to stop."""

from dataclasses import dataclass

from emoprofile.batch.run_directory import RunDirectory
from emoprofile.errors import RunError, ThresholdError


@dataclass(frozen=True, slots=True)
class How:
    """How a run is done; none of it changes what comes out.

    Attributes:
        executor: A registered name, or `module:Class` of your own.
        workers: Of the executor.
        resume: Go on where a run ended, if there is one.
        shard: (k, n): only each n-th chunk, beginning with the k-th; None is all of them.
        max_failures: Stop when more articles than this failed; None never stops.
        overwrite: Take the place of the output of another run, if that is as the run left it.
        append: Add to the output what it does not hold yet; the first time, begin it.
        mixed: Add to it even if its figures were made with other settings, or another model.
        max_flagged: Stop when more profiles than this have a flag; None never stops.

    Raises:
        RunError: If the shard is none, or if one of them excludes another.
    """

    executor: str = "local"
    workers: int = 1
    resume: bool = False
    shard: tuple[int, int] | None = None
    max_failures: int | None = None
    overwrite: bool = False
    append: bool = False
    mixed: bool = False
    max_flagged: int | None = None

    @property
    def goes_on(self) -> bool:
        """Whether a run that was begun may go on."""
        return self.resume or self.shard is not None

    def __post_init__(self) -> None:
        if self.shard and not 1 <= self.shard[0] <= self.shard[1]:
            raise RunError(f"there is no shard {self.shard[0]}/{self.shard[1]}; shards are 1/n to n/n")
        if self.append and self.overwrite:
            raise RunError("--append adds to an output, --overwrite replaces it: give one of them")
        if self.mixed and not self.append:
            raise RunError("--mixed says what --append may add: give both")


def check_thresholds(failures: int, flagged: int, how: How, folder: RunDirectory) -> None:
    """Stop a run of which too much is wrong.

    Raises:
        ThresholdError: If it is; what is committed is kept.
    """
    if how.max_failures is not None and failures > how.max_failures:
        raise ThresholdError(
            f"stopped: {failures} articles failed, and at most {how.max_failures} may. The reasons stand in "
            f"{folder.parts}/*.failures.jsonl; what is done is kept. Go on with --resume and a higher --max-failures"
        )
    if how.max_flagged is not None and flagged > how.max_flagged:
        raise ThresholdError(
            f"stopped: {flagged} profiles have a flag, and at most {how.max_flagged} may. The profiles stand in "
            f"{folder.parts}; what is done is kept. Go on with --resume and a higher --max-flagged"
        )
