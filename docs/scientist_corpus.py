"""The made-up corpus of the page "A scientist's path", and the people who label its sentences.

python docs/scientist_corpus.py news.csv          400 articles of two outlets over twelve months
python docs/scientist_corpus.py --label sheet.csv answers, as the annotators of this page would give them
"""

import csv
import random
import sys
from pathlib import Path

ARTICLES = 400
SEPARATOR = ";"
NAMES = ("Anna Berg", "Tom Hale", "Mary Osei", "Jon Dahl", "Lena Roth", "Omar Said", "Ivy Chen", "Paul Kerr")
PLACES = ("Harlow", "Brackwell", "Easton", "Nordvik", "Lowport", "Millbrook", "Steinach", "Old Ferry")
THINGS = ("river", "storm", "fire", "flood", "hospital", "school", "bridge", "harbour", "power plant", "dam")
FEAR = (
    "“I am terrified of the {thing},” said {name}.",
    "People in {place} fear that the {thing} will not hold.",
    "{name} was so scared of the {thing} that she could not sleep.",
    "“We are afraid for our children,” said {name} of {place}.",
    "Residents of {place} are frightened of another night near the {thing}.",
)
OTHER = (
    "The council of {place} meets on Tuesday to discuss the {thing}.",
    "{name} has worked at the {thing} in {place} since 2009.",
    "The {thing} in {place} was built forty years ago.",
    "A report on the {thing} will be published in spring, {name} said.",
    "“We are delighted with the new {thing},” said {name}.",
    "{name} is proud of what people in {place} have done.",
    "Nobody in {place} expected so many visitors at the {thing}.",
    "{name} was angry that the {thing} had cost so much.",
    "“It is sad that the {thing} had to close,” {name} said.",
    "The road from {place} to the {thing} stays open at night.",
)
FEAR_WORDS = ("terrified", " fear that", "scared", "afraid", "frightened")


def write_corpus(path: Path) -> None:
    """Write the articles, a row each."""
    chance = random.Random(14)
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, delimiter=SEPARATOR)
        table.writerow(["id", "outlet", "published", "text"])
        for number in range(ARTICLES):
            month = 1 + number * 12 // ARTICLES
            outlet = ("The Post", "Gazette")[number % 2]
            fearful = 0.18 if month > 7 and outlet == "The Post" else 0.08
            sentences: list[str] = []
            while len(sentences) < chance.randint(5, 8):
                form = chance.choice(FEAR if chance.random() < fearful else OTHER)
                said = form.format(name=chance.choice(NAMES), place=chance.choice(PLACES), thing=chance.choice(THINGS))
                if said not in sentences:
                    sentences.append(said)
            day = f"{chance.randint(1, 28)}.{month}.2024"
            table.writerow([f"article-{number:03}", outlet, day, "\n".join(sentences)])


def label_sheet(path: Path) -> None:
    """Answer every row of a sheet."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        row["expressed.fear"] = str(int(any(word in row["sentence"] for word in FEAR_WORDS)))
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    if sys.argv[1] == "--label":
        label_sheet(Path(sys.argv[2]))
    else:
        write_corpus(Path(sys.argv[1]))
