"""The process of the local executor: takes a job and chunks, and says what it has done."""

import traceback

from emoprofile.batch.chunk_scorer import ChunkScorer
from emoprofile.child_process import answering
from emoprofile.errors import EmoprofileError, RunError
from emoprofile.profiler import Profiler


def main() -> None:
    """Serve until the pipe is closed."""
    with answering() as (receive, say):
        try:
            job = receive()
            profiler = Profiler(job.config, job.spec, name=job.name)
            say(profiler.decisive)
            while True:
                plan, folder, numbers, deaths = receive()
                ChunkScorer(profiler, plan, folder).run(numbers, say, deaths, say)
                say(None)
        except EmoprofileError as error:
            say(error)
        except Exception as error:  # a fault of ours: it would come again, whoever starts the process again
            traceback.print_exc()
            say(RunError(f"the process met an error that nobody expected: {type(error).__name__}: {error}"))


if __name__ == "__main__":
    main()
