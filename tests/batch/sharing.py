"""One loaded model for many runs: what is tested here is not how it is loaded."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from emoprofile import profiler
from emoprofile.batch import run
from emoprofile.batch.executors import inline, worker
from emoprofile.config import ModelSpec, RunConfig, load_model_spec, load_run_config
from emoprofile.profiler import Profiler

_loaded: dict[tuple[str, str, str], Profiler] = {}
_kept_run_config = cache(load_run_config)
kept_model_spec = cache(load_model_spec)


def shared_profiler(config: RunConfig, spec: ModelSpec, *, name: str) -> Profiler:
    """The profiler of a configuration, loaded when it is first asked for."""
    # Through the module: a test may choose another number type.
    chosen = profiler.choose_dtype(spec, config.score)  # type: ignore[attr-defined]
    key = (config.model_dump_json(), f"{spec}{chosen.dtype}", name)
    if key not in _loaded:
        _loaded[key] = Profiler(config, spec, name=name)
    return _loaded[key]


def keep_run_config(name: str | Path, overrides: Sequence[str]) -> RunConfig:
    """A configuration, read when it is first asked for."""
    return _kept_run_config(name, tuple(overrides))


def share() -> None:
    """Make the executors within this process use them."""
    for module in (inline, worker):
        setattr(module, "Profiler", shared_profiler)  # noqa: B010
    setattr(run, "load_run_config", keep_run_config)  # noqa: B010
    setattr(run, "load_model_spec", kept_model_spec)  # noqa: B010
