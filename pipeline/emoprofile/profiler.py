"""The flow, written once: split, score, aggregate."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from emoprofile.aggregate import Aggregator
from emoprofile.config import DEFAULT, ModelSpec, RunConfig, load_model_spec, load_run_config
from emoprofile.data import Document, Failure, Profile, Provenance, Scored, ScoreMatrix, Segmentation
from emoprofile.data.failure import Stage
from emoprofile.errors import ReadError, UnknownNameError
from emoprofile.provenance import code_sha256, fingerprint, versions
from emoprofile.score import Scorer
from emoprofile.text import Segmenter, flags

Article = str | Document
SENTENCES_PER_PASS = 1024
"""How many sentences, of one article or of many, go to the model in one pass: enough to find neighbours of the same
length, few enough to hold in memory. Scores do not depend on it."""


class Profiler:
    """Turns articles into profiles. Picklable, and safe to call from threads.

    Args:
        config: The run configuration.
        spec: The model that it names; looked up if None.
        name: What the configuration is called in provenance.

    Raises:
        ConfigError, UnknownNameError: If the configuration names something that is wrong or unknown.
        ModelError: If the model cannot be loaded, or would be mis-scored.
    """

    def __init__(self, config: RunConfig, spec: ModelSpec | None = None, *, name: str = "custom") -> None:
        self.config, self.name = config, name
        self.spec = spec or load_model_spec(config.model)
        self.spec.speaking(config.aggregate.vocabulary)  # or it is refused, before the model is loaded
        self._segmenter = Segmenter(config.text)
        self.aggregator = Aggregator(config.aggregate)
        self._scorer = Scorer(self.spec, config.score)
        self.provenance = self._provenance()

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
        segmentation = self._segmenter(self._admitted(article))
        return Scored(segmentation, self._scorer.score([sentence.text for sentence in segmentation.sentences]))

    def profile(self, article: Article, *, without: str | None = None) -> Profile:
        """The profile of one article.

        Args:
            article: A text or a document.
            without: An emotion: the profile as it would be without the sentences that this one rests on, its evidence;
                the account has them as set aside.

        Raises:
            EmoprofileError: If it cannot be profiled, or if there is no such emotion.
        """
        scored = self.scored(article)
        whole = self._aggregated(scored)
        if without is None:
            return whole
        if without not in whole.emotions:
            raise UnknownNameError("emotion", without, whole.emotions)
        return self._aggregated(scored.without(frozenset(e.sentence for e in whole.emotions[without].evidence)))

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
            item = article if isinstance(article, Failure) else self._tried(article)
            waiting.append(item)
            sentences += len(item.sentences) if isinstance(item, Segmentation) else 0
            if sentences >= SENTENCES_PER_PASS:
                yield from self._pass(waiting)
                waiting, sentences = [], 0
        yield from self._pass(waiting)

    def _tried(self, article: Article) -> Segmentation | Failure:
        stage: Stage = "read"
        try:
            document = self._admitted(article)
            stage = "split"
            return self._segmenter(document)
        except Exception as error:  # whatever one article does must not stop the others
            return Failure.of(_name(article), stage, error)

    def _admitted(self, article: Article) -> Document:
        document = article if isinstance(article, Document) else Document.from_text(article)
        limit = self.config.limits.max_characters
        if len(document.text) > limit:
            raise ReadError(
                f"{len(document.text):,} characters; limits.max_characters allows {limit:,}. "
                "Split the article, or raise the limit."
            )
        return document

    def _pass(self, waiting: Sequence[Segmentation | Failure]) -> Iterator[tuple[Scored, Profile] | Failure]:
        """Score the sentences of some articles together; if that fails, one article at a time finds the culprit."""
        segmentations = [item for item in waiting if isinstance(item, Segmentation)]
        try:
            texts = [sentence.text for item in segmentations for sentence in item.sentences]
            scores = self._scorer.score(texts) if texts else None
        except Exception:
            scores = None
        start = 0
        for item in waiting:
            if isinstance(item, Failure):
                yield item
                continue
            stop = start + len(item.sentences)
            stage: Stage = "score"
            try:
                own = (
                    scores.rows(slice(start, stop)) if scores else self._scorer.score([s.text for s in item.sentences])
                )
                stage = "aggregate"
                scored = Scored(item, own)
                yield scored, self._aggregated(scored)
            except Exception as error:
                yield Failure.of(item.document.id, stage, error)
            start = stop

    def _aggregated(self, scored: Scored) -> Profile:
        kept = "\n".join(sentence.text for sentence in scored.segmentation.sentences)
        return self.aggregator.profile(scored, self.provenance, flags(kept, self.spec.languages))

    def _provenance(self) -> Provenance:
        installed = versions((*self._segmenter.packages, *self._scorer.backend.packages))
        vocabularies = (self.spec.own, *(bridge.target for bridge in self.spec.bridges.values()))
        decisive = {
            "config": self.config.decisive(),
            "model": self.spec.decisive(),
            "weights": self._scorer.weights_sha256,
            "revision": self._scorer.revision,
            "vocabularies": {used.name: list(used.labels) for used in vocabularies},
            "code": code_sha256(),
            "versions": installed,
        }
        return Provenance(
            fingerprint=fingerprint(decisive),
            config=self.name,
            model=self.spec.name,
            weights=self._scorer.weights_sha256,
            revision=self._scorer.revision,
            versions=installed,
        )


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
