"""Join the ratings with the texts that they rate: one JSON Lines file per split, as `emoprofile evaluate` reads it."""

import argparse
import json
from pathlib import Path

from emoprofile.labels import PLUTCHIK
from emoprofile.training.rated_news import read_ratings

HERE = Path(__file__).parent


def main() -> None:
    """Write `train.jsonl`, `dev.jsonl`, `test.jsonl` and `challenge.jsonl`; whole articles go to `articles.jsonl`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("data", type=Path, help="the folder with open_news, newsmtsc_train and common_voice_cc0")
    parser.add_argument("output", type=Path, help="a folder for the joined files")
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    files: dict[str, list[str]] = {}
    for number, row in enumerate(read_ratings(HERE, arguments.data)):
        line = {
            "id": f"{row.source}-{number}",
            "article": f"{row.source}-{row.article}",
            "source": row.source,
            "unit": row.unit,
            "split": row.split,
            "text": row.text,
            "intensities": {label: row.ratings[label] / 100 for label in PLUTCHIK.labels},
            "valence": row.ratings["valence"] / 100,
            "arousal": row.ratings["arousal"] / 100,
        }
        name = "articles" if row.unit == "article" else row.split
        files.setdefault(name, []).append(json.dumps(line, ensure_ascii=False) + "\n")
    for name, lines in files.items():
        (arguments.output / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
        print(f"{arguments.output / name}.jsonl: {len(lines):,} rows")


if __name__ == "__main__":
    main()
