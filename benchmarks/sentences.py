"""How well and how fast sentences are found: the rule splitter and the libraries, in one run and on the same texts.

python -m benchmarks.sentences [accuracy golden speed hostile share] [--data FOLDER] [--limit SECONDS]
"""

import argparse
import json
import multiprocessing
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tests.conftest import ROOT, SEEDS
from tests.text.test_sentences import ADVERSARIAL

from benchmarks.splitters import CANDIDATES, registered
from emoprofile.config import TextConfig, load_model_spec, load_run_config
from emoprofile.data import Document, Span
from emoprofile.errors import InvalidValueError
from emoprofile.text import Segmenter
from emoprofile.text.blocks import blocks, tight
from emoprofile.text.segment import SPLITTERS
from emoprofile.text.sentences import Splitter

SIZES = (250_000, 500_000, 1_000_000)
HOSTILE = ADVERSARIAL | {"spaces": " ", "newlines": "\n"}
REPLICATES = 5000
FEWEST_SENTENCES = 400
Counts = npt.NDArray[np.int64]
"""Per document: boundaries found, invented, missed."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A document of the treebank: its text, its paragraphs, and where its sentences end."""

    text: str
    paragraphs: tuple[Span, ...]
    ends: frozenset[int]

    @property
    def interior(self) -> frozenset[int]:
        """The ends that no paragraph gives away."""
        return self.ends - {paragraph.end for paragraph in self.paragraphs}


def treebank(path: Path) -> list[Gold]:
    """The documents, their paragraphs joined by one line end."""
    documents: list[list[list[tuple[str, bool]]]] = []
    last_of_token = 0
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc"):
            documents.append([])
        elif line.startswith("# newpar"):
            documents[-1].append([])
        elif line.startswith("# text = "):
            if not documents[-1]:
                documents[-1].append([])
            documents[-1][-1].append((line.removeprefix("# text = "), True))
            last_of_token = 0
        elif line[:1].isdigit():
            number, *_, misc = line.split("\t")
            first, _, last = number.partition("-")
            # Of a token that stands for several words, such as don't, only its own line tells what follows.
            if "." not in number and int(first) > last_of_token:
                last_of_token = int(last or first)
                documents[-1][-1][-1] = documents[-1][-1][-1][0], "SpaceAfter=No" not in misc
    return [_gold(paragraphs) for paragraphs in documents]


def _gold(paragraphs: Iterable[Sequence[tuple[str, bool]]]) -> Gold:
    text, spans, ends = "", [], set()
    for sentences in paragraphs:
        text += "\n" if text else ""
        start = len(text)
        for i, (sentence, space) in enumerate(sentences):
            text += sentence
            ends.add(len(text))
            text += " " if space and i < len(sentences) - 1 else ""
        spans.append(Span(start, len(text)))
    return Gold(text, tuple(spans), frozenset(ends))


def sentences(split: Splitter, text: str, parts: Iterable[Span]) -> list[Span]:
    """The sentences that a splitter finds in some parts of a text; where it panics, the part is one sentence."""
    found = []
    for part in parts:
        try:
            ranges = list(split(part.of(text)))
        except BaseException as error:
            if not isinstance(error, InvalidValueError) and type(error).__name__ != "PanicException":
                raise
            ranges = [(0, len(part))]
        spans = (tight(text, part.start + start, part.start + end) for start, end in ranges)
        found += [span for span in spans if span]
    return found


def counts(gold: Iterable[frozenset[int]], found: Iterable[Iterable[int]]) -> Counts:
    """Boundaries found, invented and missed, a row per document."""
    pairs = [(wanted, frozenset(ends)) for wanted, ends in zip(gold, found, strict=True)]
    return np.array([(len(w & f), len(f - w), len(w - f)) for w, f in pairs], np.int64)


def f1(table: Counts) -> npt.NDArray[np.float64]:
    """Over the last axis."""
    return np.asarray(2 * table[..., 0] / np.maximum(2 * table[..., 0] + table[..., 1] + table[..., 2], 1), np.float64)


def accuracy(names: Sequence[str], data: Path) -> None:
    """Boundaries on the treebank, three ways, and the rules against the best library each way."""
    documents = treebank(data / "ud_ewt_dev" / "en_ewt-ud-dev.conllu")
    ends = [document.ends for document in documents]
    total = sum(map(len, ends))
    print(f"UD English EWT dev: {len(documents)} documents, {total} sentences; boundaries, P / R / F1")
    print(f"{'':15} {'whole, alone':^17}  {'whole, in our blocks':^20}  {'inside paragraphs':^17}  refused")
    scores: dict[str, list[Counts]] = {}
    for name in names:
        alone, ours = CANDIDATES[name][0]("en"), SPLITTERS.get(registered(name))("en")
        segmenter = Segmenter(TextConfig(splitter=registered(name), clean=()))
        whole = [{s.end for s in sentences(alone, d.text, [Span(0, len(d.text))])} for d in documents]
        blockwise, refused = [], 0
        for document in documents:
            try:
                found = {s.span.end for s in segmenter(Document("document", document.text)).sentences}
            except InvalidValueError:  # it loses characters, or panics: a run would refuse the article
                found = {s.end for s in sentences(ours, document.text, blocks(document.text))}
                refused += 1
            blockwise.append(found)
        inside = [
            {s.end for s in sentences(ours, d.text, d.paragraphs)} - {p.end for p in d.paragraphs} for d in documents
        ]
        interior = counts([document.interior for document in documents], inside)
        scores[name] = [counts(ends, whole), counts(ends, blockwise), interior]
        print(f"{name:15} " + "    ".join(_prf(table) for table in scores[name]) + f"  {refused:5}")
    if "rules" in scores and len(scores) > 1:
        for way, own, other in (("alone", 1, 0), ("in our blocks", 1, 1), ("inside paragraphs", 2, 2)):
            _compare(scores, way, own, other)


def _prf(table: Counts) -> str:
    found, invented, missed = table.sum(axis=0)
    return f"{found / (found + invented):.3f} {found / (found + missed):.3f} {f1(table.sum(axis=0)):.3f}"


def _compare(scores: dict[str, list[Counts]], way: str, own: int, other: int) -> None:
    """The rules in their blocks against the best library, over documents drawn with replacement."""
    best = max((name for name in scores if name != "rules"), key=lambda name: f1(scores[name][other].sum(axis=0)))
    ours, theirs = scores["rules"][own], scores[best][other]
    drawn = np.random.default_rng(0).integers(0, len(ours), (REPLICATES, len(ours)))
    differences = f1(ours[drawn].sum(axis=1)) - f1(theirs[drawn].sum(axis=1))
    low, high = np.quantile(differences, (0.025, 0.975))
    difference = f1(ours.sum(axis=0)) - f1(theirs.sum(axis=0))
    print(f"  rules minus the best library {way} ({best}): {difference:+.3f}, 95 % of draws {low:+.3f} to {high:+.3f}")


def golden(names: Sequence[str], data: Path) -> None:
    """Cases of the golden rules that are right to the letter, white space aside."""
    lines = (data / "golden_rules" / "english.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines if line]
    print(f"golden rules: exactly right, of {len(cases)}: alone, and in our blocks")
    for name in names:
        ways = []
        for split, parts in (
            (CANDIDATES[name][0]("en"), lambda text: [Span(0, len(text))]),
            (SPLITTERS.get(registered(name))("en"), blocks),
        ):
            right = 0
            for case in cases:
                found = [
                    " ".join(s.of(case["text"]).split()) for s in sentences(split, case["text"], parts(case["text"]))
                ]
                right += found == [" ".join(sentence.split()) for sentence in case["sentences"]]
            ways.append(right)
        print(f"{name:15} {ways[0]:3} {ways[1]:3}")


def speed(names: Sequence[str], data: Path) -> None:
    """Megabytes a second over the blocks of the treebank, best of three; and of a whole segmentation."""
    texts = [document.text for document in treebank(data / "ud_ewt_dev" / "en_ewt-ud-dev.conllu")]
    size = sum(len(text.encode()) for text in texts) / 1e6
    parts = [block.of(text) for text in texts for block in blocks(text)]
    print(f"speed on {size:.2f} MB of the treebank, one thread, MB/s")
    for name in names:
        split = SPLITTERS.get(registered(name))("en")
        print(f"{name:15} {size / _best(lambda split=split: [list(split(part)) for part in parts]):6.2f}")  # type: ignore[misc]
    segmenter = Segmenter(TextConfig())
    seconds = _best(lambda: [segmenter(Document("document", text)) for text in texts])
    print(f"rules with all else that segmentation does, cleaning included: {size / seconds:.2f}")


def _best(work: Callable[[], object], times: int = 3, clock: Callable[[], float] = time.process_time) -> float:
    best = float("inf")
    for _ in range(times):
        start = clock()
        work()
        best = min(best, clock() - start)
    return best


def hostile(names: Sequence[str], limit: float) -> None:
    """Seconds for a hostile megabyte, and over those for half of it; a process for each text, stopped in time."""
    print("hostile text, one block of 1 MB: seconds, and how many times as long as half of it;")
    print(f"> marks the size that was not done within {limit:g} s")
    print(f"{'':20} " + " ".join(f"{name:>14}" for name in names))
    for kind in HOSTILE:
        print(f"{kind:20} " + " ".join(f"{_growth(name, kind, limit):>14}" for name in names), flush=True)


def _growth(name: str, kind: str, limit: float) -> str:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_timed, args=(theirs, registered(name), HOSTILE[kind]), daemon=True)
    process.start()
    try:
        ours.recv()
        seconds: list[float] = []
        for size in SIZES:
            if not ours.poll(limit):
                return f"> at {size // 1000} KB"
            seconds.append(ours.recv())
        return f"{seconds[-1]:.2f} x{seconds[-1] / max(seconds[-2], 1e-9):.1f}"
    except EOFError:
        return "fails"
    finally:
        process.kill()
        process.join()


def _timed(results: Connection, splitter: str, unit: str) -> None:
    split = SPLITTERS.get(splitter)("en")
    list(split("One. Two."))
    results.send(0.0)
    for size in SIZES:
        text = unit * (size // len(unit)) + "x"
        once = _best(lambda text=text: list(split(text)), 1)  # type: ignore[misc]
        # A short time is not one to divide by.
        results.send(min(once, _best(lambda text=text: list(split(text)))) if once < 0.2 else once)  # type: ignore[misc]


def share() -> None:
    """How much of the time of a run is segmentation, on articles made of the seeds."""
    from emoprofile.score import Scorer

    config = load_run_config()
    segmenter, scorer = Segmenter(config.text), Scorer(load_model_spec(config.model), config.score)
    seeds = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    each = [len(segmenter(Document.from_text(text)).sentences) for text in seeds]
    documents = [Document(str(i), text) for i in range(-(-FEWEST_SENTENCES // sum(each))) for text in seeds]
    # The scorer scores equal texts once: a number behind each keeps the repeated articles apart.
    texts = [f"{s.text} {document.id}" for document in documents for s in segmenter(document).sentences]
    splitting = _best(lambda: [segmenter(document) for document in documents], clock=time.perf_counter)
    scoring = _best(lambda: scorer.score(texts), clock=time.perf_counter)
    print(
        f"{len(texts)} sentences in {len(documents)} articles: segmentation {splitting * 1000:.0f} ms, scoring with the"
    )
    print(f"embedded model {scoring * 1000:.0f} ms; segmentation is {splitting / (splitting + scoring):.1%} of both")


def main() -> None:
    """Print every part that was asked for; one whose data is absent says so."""
    parser = argparse.ArgumentParser(description=__doc__)
    every = ("accuracy", "golden", "speed", "hostile", "share")
    parser.add_argument("parts", nargs="*", default="all", choices=("all", *every), help="which measurements")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the gold data")
    parser.add_argument("--limit", type=float, default=10, help="seconds for one hostile text")
    asked = parser.parse_args()
    names = []
    for name, (factory, package) in CANDIDATES.items():
        try:
            factory("en")
            names.append(name)
        except ImportError:
            print(f"{name} is left out; to see it: pip install {package}")
    for part in every if "all" in asked.parts else asked.parts:
        try:
            if part == "share":
                share()
            elif part == "hostile":
                hostile(names, asked.limit)
            else:
                {"accuracy": accuracy, "golden": golden, "speed": speed}[part](names, asked.data)
        except FileNotFoundError as error:
            print(f"{part}: skipped, there is no {error.filename}; name the folder with --data")
        print(flush=True)


if __name__ == "__main__":
    main()
