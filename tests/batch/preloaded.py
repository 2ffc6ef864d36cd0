"""What the server of the forks does once, so that no fork has to: import everything that a run imports."""

import tempfile
from pathlib import Path

import torch
from tests.batch import killers
from tests.conftest import write_tiny_model

import emoprofile.write.parquet
from emoprofile import Profiler

# With one thread nothing is started that a fork would lack.
torch.set_num_threads(1)
with tempfile.TemporaryDirectory() as folder:
    path = write_tiny_model(Path(folder))
    Profiler.from_config("default", [f"model={path}/spec.yaml", "score.threads=1"]).profile("I am so happy.")

__all__ = ["emoprofile", "killers"]
