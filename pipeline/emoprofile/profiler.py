"""The flow, written once: split, score, aggregate."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from emoprofile.aggregate import Aggregator
from emoprofile.config import DEFAULT, ModelSpec, RunConfig, load_model_spec, load_run_config
from emoprofile.data import (
    STOPS,
    Document,
    Failure,
    Profile,
    Provenance,
    Scored,
    ScoreMatrix,
    Segmentation,
    attempted,
)
from emoprofile.errors import OutOfMemoryError, UnknownNameError
from emoprofile.provenance import code_sha256, fingerprint, versions
from emoprofile.read import admitted
from emoprofile.score import Encoded, OnScored, Scorer
from emoprofile.text import Segmenter, flags

log = logging.getLogger(__name__)
Article = str | Document
SENTENCES_PER_PASS = 1024
"""How many sentences, of one article or of many, go to the model in one pass: enough to find neighbours of the same
length, few enough to hold in memory. Scores do not depend on it."""
FEWEST_BATCH_TOKENS = 64
"""Where halving the batches stops: what does not fit then is a failure of its article."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Articles that are ready for the model.

    Attributes:
        items: The articles, taken apart; failures keep their place.
        encoded: The sentences of all of them; None if there is none, or if they cannot be encoded together.
    """

    items: tuple[Segmentation | Failure, ...]
    encoded: Encoded | None


class Profiler:
    """Turns articles into profiles. Picklable, and safe to call from threads.

    Args:
        config: The run configuration.
        spec: The model that it names; looked up if None.
        name: What the configuration is called in provenance.

    Attributes:
        decisive: Everything that figures depend on, as plain JSON values.
        provenance: What a profile says of it.

    Raises:
        ConfigError, UnknownNameError: If the configuration names something that is wrong or unknown.
        ModelError: If the model cannot be loaded, or would be mis-scored.
    """

    def __init__(self, config: RunConfig, spec: ModelSpec | None = None, *, name: str = "custom") -> None:
        self.config, self.name = config, name
        self.spec = spec or load_model_spec(config.model)
        self.spec.vocabularies(config.aggregate.vocabulary)  # or it is refused, before the model is loaded
        self._segmenter = Segmenter(config.text)
        self.aggregator = Aggregator(config.aggregate)
        self._scorer = Scorer(self.spec, config.score)
        self.decisive = self._decisive()
        self.provenance = Provenance(
            fingerprint=fingerprint(self.decisive),
            config=self.name,
            model=self.spec.name,
            weights=self._scorer.weights_sha256,
            revision=self._scorer.revision,
            versions=self.decisive["versions"],
        )

    @classmethod
    def from_config(cls, name: str | Path = DEFAULT, overrides: Sequence[str] = ()) -> "Profiler":
        """The profiler of a configuration, by its name or path.

        Args:
            name: A name that `emoprofile configs` lists, or the path of a YAML file.
            overrides: `key.path=value` items, as for `--set`.
        """
        return cls(load_run_config(name, overrides), name=Path(name).stem)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (self.config, self.spec, self.name)

    def score(self, texts: Sequence[str]) -> ScoreMatrix:
        """The scores of some sentences as they are: nothing is cleaned, and nothing is split."""
        return self._scorer.score(texts)

    def scored(self, article: Article) -> Scored:
        """The sentences of one article and their scores: what its profile is made of.

        Raises:
            EmoprofileError: If it cannot be scored.
        """
        segmentation = self._segmenter(admitted(article, self.config.limits))
        return Scored(segmentation, self._scorer.score([sentence.text for sentence in segmentation.sentences]))

    def profile(self, article: Article, *, without: str | None = None) -> Profile:
        """The profile of one article.

        Args:
            article: A text or a document.
            without: A label by its full name, such as `expressed.fear` or `valence`: the profile as it would be without
                the sentences that this one rests on, its evidence; the account has them as set aside.

        Raises:
            EmoprofileError: If it cannot be profiled, or if there is no such label.
        """
        scored = self.scored(article)
        whole = self._aggregated(scored)
        if without is None:
            return whole
        figures = dict(whole.readings.figures())
        if without not in figures:
            raise UnknownNameError("label", without, figures)
        return self._aggregated(scored.without(frozenset(piece.sentence for piece in figures[without].evidence)))

    def profiles(self, articles: Iterable[Article | Failure]) -> Iterator[Profile | Failure]:
        """One Profile or Failure per article, in order, as they come.

        Failures among the articles, such as a file that could not be read, are passed on. Several articles share a
        pass through the model; memory does not grow with their number.
        """
        for result in self.scored_profiles(articles):
            yield result if isinstance(result, Failure) else result[1]

    def scored_profiles(self, articles: Iterable[Article | Failure]) -> Iterator[tuple[Scored, Profile] | Failure]:
        """As `profiles`, each with the sentences and scores that it is made of."""
        waiting: list[Segmentation | Failure] = []
        sentences = 0
        for article in articles:
            item = self.taken_apart(article)
            waiting.append(item)
            sentences += len(item.sentences) if isinstance(item, Segmentation) else 0
            if sentences >= SENTENCES_PER_PASS:
                yield from self._pass(waiting)
                waiting, sentences = [], 0
        yield from self._pass(waiting)

    def _pass(self, waiting: Sequence[Segmentation | Failure]) -> Iterator[tuple[Scored, Profile] | Failure]:
        prepared = self.prepared(waiting)
        return self.results(prepared, self.scores(prepared)[0])

    def taken_apart(self, article: Article | Failure) -> Segmentation | Failure:
        """The sentences of one article, or why it has none."""
        return article if isinstance(article, Failure) else self._tried(article)

    def prepared(self, items: Sequence[Segmentation | Failure]) -> Prepared:
        """Articles with all their sentences encoded; needs no turn of the model."""
        texts = [s.text for item in items if isinstance(item, Segmentation) for s in item.sentences]
        try:
            return Prepared(tuple(items), self._scorer.encoded(texts) if texts else None)
        except STOPS:
            raise
        except BaseException:  # the culprit is found when each article is scored by itself; a panic is no Exception
            return Prepared(tuple(items), None)

    def scores(self, prepared: Prepared, on_scored: OnScored = lambda windows: None) -> tuple[ScoreMatrix | None, int]:
        """The scores of all sentences of some articles; where memory runs out, again in batches of half the size.

        Returns:
            The scores, None if they cannot be had together; and the tokens per batch that it took.
        """
        budget = self.config.score.batch_tokens
        while prepared.encoded is not None:
            try:
                return self._scorer.run(prepared.encoded, budget, on_scored), budget
            except OutOfMemoryError as error:
                if budget <= FEWEST_BATCH_TOKENS:
                    break
                budget = max(FEWEST_BATCH_TOKENS, budget // 2)
                log.warning("%s. Trying again with %d tokens a batch.", error, budget)
            except STOPS:
                raise
            except BaseException:  # whatever one article does must not stop the others
                break
        return None, budget

    def _tried(self, article: Article) -> Segmentation | Failure:
        document = attempted(_name(article), "read", lambda: admitted(article, self.config.limits))
        if isinstance(document, Failure):
            return document
        return attempted(document.id, "split", lambda: self._segmenter(document))

    def results(self, prepared: Prepared, scores: ScoreMatrix | None) -> Iterator[tuple[Scored, Profile] | Failure]:
        """One result per article, in order; without common scores, one article at a time finds the culprit."""
        start = 0
        for item in prepared.items:
            if isinstance(item, Failure):
                yield item
                continue
            stop = start + len(item.sentences)
            yield self._result(item, None if scores is None else scores.rows(slice(start, stop)))
            start = stop

    def _result(self, item: Segmentation, scores: ScoreMatrix | None) -> tuple[Scored, Profile] | Failure:
        name, texts = item.document.id, [sentence.text for sentence in item.sentences]
        own = attempted(name, "score", lambda: self._scorer.score(texts)) if scores is None else scores
        if isinstance(own, Failure):
            return own
        scored = Scored(item, own)
        return attempted(name, "aggregate", lambda: (scored, self._aggregated(scored)))

    def _aggregated(self, scored: Scored) -> Profile:
        kept = "\n".join(sentence.text for sentence in scored.segmentation.sentences)
        return self.aggregator.profile(scored, self.provenance, flags(kept, self.spec.languages))

    def _decisive(self) -> dict[str, Any]:
        installed = versions((*self._segmenter.packages, *self._scorer.backend.packages))
        score = self.config.score
        rounded = (self.spec.dtype if score.dtype == "auto" else score.dtype) != "float32"
        vocabularies = (self.spec.own, *(bridge.target for bridge in self.spec.bridges.values()))
        return {
            "config": self.config.decisive(),
            # In half precision a score depends a little on what shares its batch.
            "batch_tokens": score.batch_tokens if rounded else None,
            "model": self.spec.decisive(),
            "files": self._scorer.files,
            "revision": self._scorer.revision,
            "vocabularies": {used.name: list(used.labels) for used in vocabularies},
            "outputs": list(self.spec.outputs),
            "code": code_sha256(),
            "versions": installed,
        }


def profile(text: Article, config: str | Path = DEFAULT) -> Profile:
    """The profile of one article; the model is loaded once per configuration and kept.

    Raises:
        EmoprofileError: If the configuration is wrong or the article cannot be profiled.
    """
    return _kept(str(config)).profile(text)


@cache
def _kept(config: str) -> Profiler:
    return Profiler.from_config(config)


def _rebuilt(config: RunConfig, spec: ModelSpec, name: str) -> Profiler:
    return Profiler(config, spec, name=name)


def _name(article: object) -> str:
    if isinstance(article, str):
        article = Document.from_text(article)
    return article.id if isinstance(article, Document) else f"({type(article).__name__})"
