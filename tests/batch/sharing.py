"""One loaded model for many runs: what is tested here is not how it is loaded."""

from functools import cache

from emoprofile.batch import run
from emoprofile.batch.executors import inline, worker
from emoprofile.config import ModelSpec, RunConfig, load_model_spec, load_run_config
from emoprofile.profiler import Profiler

_loaded: dict[tuple[str, str, str], Profiler] = {}


def shared_profiler(config: RunConfig, spec: ModelSpec, *, name: str) -> Profiler:
    """The profiler of a configuration, loaded when it is first asked for."""
    key = (config.model_dump_json(), str(spec), name)
    if key not in _loaded:
        _loaded[key] = Profiler(config, spec, name=name)
    return _loaded[key]


def share() -> None:
    """Make the executors within this process use it."""
    inline.Profiler = worker.Profiler = shared_profiler  # type: ignore[misc, assignment, attr-defined]
    run.load_run_config = lambda name, overrides: kept_run_config(name, tuple(overrides))
    run.load_model_spec = kept_model_spec


kept_run_config = cache(load_run_config)
kept_model_spec = cache(load_model_spec)
