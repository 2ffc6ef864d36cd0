"""Pages of made-up articles, harmless and hostile."""

from dataclasses import replace
from typing import Any

import numpy as np
from tests.report.corpora import groups, trend
from tests.write.profiles import FULL, PROVENANCE, config, made

from emoprofile.aggregate import Aggregator
from emoprofile.data import Document, Dropped, Passage, Profile, Scored, Segmentation, Sentence, Span, Voice
from emoprofile.report.corpus import gather_corpus
from emoprofile.report.inputs import Subject
from emoprofile.report.page import render_article, render_comparison, render_corpus

AGGREGATOR = Aggregator(config().aggregate)
HOSTILE = (
    "<script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 2'>",
    "</script><script>window.ran = 3</script>",
    "<svg onload=\"window.ran = 4\"><a xlink:href='javascript:window.ran = 5'>x</a></svg>",
    "<style>* { display: none }</style><link rel=stylesheet href=http://example.invalid/x.css>",
    "\u202eevil order\u202c and \u2066an isolate",
    "<iframe src='javascript:window.ran = 6'></iframe><base href='http://example.invalid/'>",
    "{{ 7 * 7 }} {% include 'base.html' %} ]]> --> <!-- &amp; \x00 \ud800 \u2028",
    "<details open ontoggle='window.ran = 7'><form action=http://example.invalid><button>go</button></form>",
)


def article(sentences: int = 12, seed: int = 4, id: str = "story", **metadata: Any) -> Subject:
    """An article with a quotation, and with a part that was left out."""
    scored, profile = made(FULL, id, metadata, sentences=sentences, seed=seed)
    return Subject(profile, scored)


def hostile_article(lines: tuple[str, ...] = HOSTILE) -> Subject:
    """An article of which every part is an attack: sentences, what was left out, who is quoted, id and metadata."""
    count = len(lines)
    text = "".join(f"{line}\n" for line in (*lines, HOSTILE[0]))
    starts = np.cumsum([0, *(len(line) + 1 for line in lines)]).tolist()
    spans = [Span(start, start + len(line)) for start, line in zip(starts, lines, strict=False)]
    scored, _ = made(FULL, sentences=count, seed=3)
    metadata = {"title": HOSTILE[2], "author": HOSTILE[3], HOSTILE[0]: [HOSTILE[1], {"a": HOSTILE[5]}]}
    segmentation = Segmentation(
        Document(HOSTILE[1], text, metadata),
        tuple(Sentence(span, span.of(text)) for span in spans),
        (Dropped(Span(starts[-1], starts[-1] + len(HOSTILE[0])), HOSTILE[4]),),
        tuple(Passage(span, Voice("quotation", who)) for span, who in zip(spans[1:], HOSTILE[:5:4], strict=False)),
    )
    found = Scored(segmentation, scored.scores)
    return Subject(AGGREGATOR.profile(found, replace(PROVENANCE, model=HOSTILE[0], config=HOSTILE[1])), found)


def article_page(subject: Subject) -> str:
    return render_article(subject.profile, subject.scored)


def comparison_page(*subjects: Subject) -> str:
    return render_comparison(subjects, AGGREGATOR)


def corpus_page(profiles: list[Profile], title: str = "corpus") -> str:
    return render_corpus(gather_corpus(profiles), title, trend(), groups())
