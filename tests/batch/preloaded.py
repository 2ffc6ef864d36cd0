"""What the server of the forks does once, so that no fork has to: import everything that a run imports."""

import os
from pathlib import Path

import torch
from tests.batch import forked, killers, sharing

import emoprofile.read.tables.parquet
import emoprofile.write.parquet
from emoprofile.batch import table_process
from emoprofile.config import load_model_spec, load_run_config

# With one thread nothing is started that a fork would lack.
torch.set_num_threads(1)
path = Path(os.environ["EMOPROFILE_TINY"])
config = load_run_config(path, [])
sharing.share()
setattr(table_process, "plan_table", killers.plan_or_crash)  # noqa: B010
sharing.shared_profiler(config, load_model_spec(config.model), name=path.stem).profile("I am so happy.")

__all__ = ["emoprofile", "forked", "killers"]
