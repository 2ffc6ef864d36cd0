"""How far two passes over the same texts agree: Pearson's coefficient per scale."""

import json
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent


def main() -> None:
    """Print a row per scale."""
    passes: dict[tuple[object, ...], list[dict[str, int]]] = {}
    for line in (HERE / "ratings.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        key = (row["source"], row["id"], row["sha256"], row["start"], row["unit"])
        passes.setdefault(key, []).append(row["ratings"])
    twice = [each[:2] for each in passes.values() if len(each) > 1]
    print(f"{len(passes):,} texts, {len(twice):,} of them rated twice or more; Pearson of the first two passes")
    for scale in twice[0][0]:
        one, other = (np.array([pair[i][scale] for pair in twice], np.float64) for i in (0, 1))
        print(f"{scale:13} {np.corrcoef(one, other)[0, 1]:.3f}")


if __name__ == "__main__":
    main()
