"""Faults planted in tiny models: refused, set right, or scored wrong without a word.

A model is set right if it scores as the model without the fault does, to 1e-5 (weights in half precision: 0.02).
"""

import logging
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from tests.checkpoint.planted import REFUSED, SET_RIGHT, UNLOADABLE, Plant, halved, spec_in
from tests.checkpoint.test_families import FAULTS, ONNX_FAULTS
from tests.conftest import write_tiny_model
from tests.score.families import TEXTS, write_family

from emoprofile.config import ModelSpec, ScoreConfig
from emoprofile.data.scores import FloatArray
from emoprofile.errors import ModelError
from emoprofile.score import Scorer
from emoprofile.score.export import export_onnx

COLUMNS = ("refused", "set right", "scored wrong")
CPU = ScoreConfig(device="cpu")
ONNX = ScoreConfig(backend="onnx")


def judge(spec: ModelSpec, expected: FloatArray, config: ScoreConfig, tolerance: float) -> str:
    """Which column a model with a fault belongs to."""
    try:
        found = Scorer(spec, config).raw_logits(TEXTS)
    except ModelError:
        return "refused"
    is_right = found.shape == expected.shape and np.allclose(found, expected, atol=tolerance, rtol=0)
    return "set right" if is_right else "scored wrong"


def plant_all(base: Path, plants: dict[str, Plant], scratch: Path, config: ScoreConfig) -> Iterator[tuple[str, str]]:
    """Each fault in a copy of a model: its name and its column."""
    expected = Scorer(spec_in(base), config).raw_logits(TEXTS)
    for number, (name, plant) in enumerate(plants.items()):
        folder = Path(shutil.copytree(base, scratch / f"{base.name}-{number}"))
        plant(folder)
        yield name, judge(spec_in(folder), expected, config, 0.02 if plant is halved else 1e-5)
        shutil.rmtree(folder)


def main() -> None:
    """Print a row for each group of faults, and by name each that was scored wrong."""
    logging.disable()
    groups: dict[str, list[tuple[str, str]]] = {}
    with TemporaryDirectory() as name:
        scratch = Path(name)
        tiny = write_tiny_model(scratch / "tiny")
        plants = {fault: given[0] for fault, given in (REFUSED | UNLOADABLE).items()}
        plants |= {fault: given[0] for fault, given in SET_RIGHT.items()}
        groups["a BERT on torch"] = list(plant_all(tiny, plants, scratch, CPU))
        of_families = []
        for family in dict.fromkeys(family for family, _, _ in FAULTS.values()):
            base = scratch / family
            write_family(family, base)
            of_family = {fault: plant for fault, (own, plant, _) in FAULTS.items() if own == family}
            of_families += list(plant_all(base, of_family, scratch, CPU))
        groups["other families on torch"] = of_families
        exported = export_onnx(spec_in(scratch / "bert"), scratch / "exported")
        on_onnx = {fault: plant for fault, (plant, _) in ONNX_FAULTS.items()}
        groups["a BERT on ONNX Runtime"] = list(plant_all(exported, on_onnx, scratch, ONNX))
    print(f"{'':24}  tried" + "".join(f"  {column}" for column in COLUMNS))
    for group, judged in groups.items():
        counts = Counter(column for _, column in judged)
        cells = "".join(f"  {counts[column]:{len(column)}}" for column in COLUMNS)
        print(f"{group:24}  {len(judged):5}{cells}")
    for group, judged in groups.items():
        for fault, column in judged:
            if column == "scored wrong":
                print(f"  scored wrong: {group}: {fault}")


if __name__ == "__main__":
    main()
