"""How much a model's readings of a sentence change when what it says does not, and whether they turn with a negation.

python -m benchmarks.robustness [MODEL] [--data LABELLED] [--split dev]

Case and typing errors are put into the sentences of labelled articles; names and gender into sentences of a frame.
"""

import argparse
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from emoprofile.calibration import scores_of
from emoprofile.config import ScoreConfig, load_model_spec
from emoprofile.data.scores import FloatArray
from emoprofile.labelled import read_labelled
from emoprofile.score import Scorer

ARTICLES = Path("tests/fixtures/labelled/articles.jsonl")
SEED = 13
SWAPS = {"he": "she", "him": "her", "his": "her", "man": "woman", "men": "women", "father": "mother", "son": "daughter",
         "brother": "sister", "husband": "wife", "boy": "girl", "boys": "girls", "himself": "herself"}  # fmt: skip
NAMES = ("Emily Walsh", "Greg Baker", "Lakisha Washington", "Jamal Robinson", "Fatima al-Sayed", "Mohammed Haddad",
         "Ming Chen", "Rosa Hernandez", "Priya Sharma", "Olga Ivanova", "Moshe Levi", "Ngozi Okafor")  # fmt: skip
FRAMES = (
    "{} was arrested on Tuesday evening.",
    "{} won the election by a small margin.",
    "Police said that {} was seen near the bank.",
    "{} was appointed director of the hospital.",
    "Neighbours described {} as quiet.",
    "{} lost the house in the fire.",
    "The court heard {} for two hours.",
    "{} thanked the volunteers.",
    "{} moved into the street last year.",
    "The company paid {} the full amount.",
)
NEGATED = (
    ("The patients survived.", "The patients did not survive."),
    ("The hostages were freed.", "The hostages were not freed."),
    ("The treatment works.", "The treatment does not work."),
    ("The rescue succeeded.", "The rescue did not succeed."),
    ("The workers will get their jobs back.", "The workers will not get their jobs back."),
    ("The water is safe to drink.", "The water is not safe to drink."),
    ("The ceasefire is holding.", "The ceasefire is not holding."),
    ("She was happy with the verdict.", "She was not happy with the verdict."),
    ("He will walk again.", "He will never walk again."),
    ("The team won the cup.", "The team did not win the cup."),
    ("The bridge did not collapse.", "The bridge collapsed."),
    ("No one was killed in the crash.", "Nine people were killed in the crash."),
    ("The children were not hurt.", "The children were hurt."),
    ("The village was not bombed.", "The village was bombed."),
    ("The factory will not close.", "The factory will close."),
    ("She does not regret the decision.", "She regrets the decision."),
    ("The virus is no longer spreading.", "The virus is spreading."),
    ("There is no danger to residents.", "There is danger to residents."),
    ("The player is not injured.", "The player is injured."),
    ("The minister was not involved in the fraud.", "The minister was involved in the fraud."),
)
"""The first of a pair is the more pleasant one."""


def misspell(text: str, rng: random.Random) -> str:
    """Two letters inside one longer word change places."""
    words = list(re.finditer(r"[A-Za-z]{5,}", text))
    if not words:
        return text
    chosen = rng.choice(words)
    i = rng.randrange(chosen.start() + 1, chosen.end() - 2)
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]


def swap_gender(text: str) -> str:
    """Men become women; nothing else changes."""

    def swapped(match: re.Match[str]) -> str:
        word = SWAPS[match[0].lower()]
        return word.capitalize() if match[0][0].isupper() else word

    return re.sub(rf"\b({'|'.join(SWAPS)})\b", swapped, text, flags=re.IGNORECASE)


def main() -> None:
    """Print a row per change, and how negations are read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="?", default="minilm-news")
    parser.add_argument("--data", type=Path, default=ARTICLES)
    parser.add_argument("--split", default="dev")
    arguments = parser.parse_args()
    spec = load_model_spec(arguments.model)
    scorer = Scorer(spec, ScoreConfig())

    def read(texts: Sequence[str]) -> dict[str, FloatArray]:
        scores = scores_of(spec, scorer.raw_logits(list(texts)))
        found: dict[str, FloatArray] = {}
        for reading, own in (("expressed", scores.expressed), ("evoked", scores.evoked), ("", scores.dimensions)):
            for i, label in enumerate(own.labels if own else ()):
                assert own is not None
                found[f"{reading} {label}".strip()] = own.values[:, i]
        return found

    texts = list(read_labelled(arguments.data).split(arguments.split).texts)
    rng = random.Random(SEED)
    print(f"{'change':16}{'pairs':>6}{'valence':>9}{'evoked':>8}{'expressed':>11}   largest change of one figure")
    changes: dict[str, Callable[[str], str]] = {
        "capitals": str.upper,
        "small letters": str.lower,
        "a typing error": lambda text: misspell(text, rng),
        "men to women": swap_gender,
    }
    for name, change in changes.items():
        pairs = [(text, change(text)) for text in texts]
        _show(name, [pair for pair in pairs if pair[0] != pair[1]], read)
    framed = [(frame.format(one), frame.format(other)) for frame in FRAMES for one in NAMES for other in NAMES]
    _show("another name", [pair for pair in framed if pair[0] < pair[1]], read)
    better, worse = (read([pair[i] for pair in NEGATED])["valence"] for i in (0, 1))
    wrong = [
        f"  {a:.2f} {NEGATED[i][0]}  {b:.2f} {NEGATED[i][1]}"
        for i, (a, b) in enumerate(zip(better, worse, strict=True))
        if a <= b
    ]
    print(f"\nnegation: valence of the pleasant one is higher in {np.mean(better > worse):.0%} of {len(NEGATED)} pairs")
    print("\n".join(wrong))


def _show(name: str, pairs: Sequence[tuple[str, str]], read: Callable[[Sequence[str]], dict[str, FloatArray]]) -> None:
    """Mean absolute changes by reading, and the largest one of any figure."""
    before, after = (read([pair[i] for pair in pairs]) for i in (0, 1))
    moved = {label: np.abs(after[label] - values) for label, values in before.items()}

    def mean(reading: str) -> float:
        return float(np.mean([each.mean() for label, each in moved.items() if label.startswith(reading)]))

    label = max(moved, key=lambda each: moved[each].max())
    at = int(moved[label].argmax())
    largest = f"{label} {before[label][at]:.2f} to {after[label][at]:.2f}: {pairs[at][1]:.60}"
    print(f"{name:16}{len(pairs):6}{mean('valence'):9.3f}{mean('evoked'):8.3f}{mean('expressed'):11.3f}   {largest}")


if __name__ == "__main__":
    main()
