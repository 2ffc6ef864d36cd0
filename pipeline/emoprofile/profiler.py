"""The flow, written once: segment -> encode -> score -> aggregate, over batches of articles.

A batch goes through four methods of `Profiler`: `segment` each article, `encode` the sentences of all, `score` them
together, `aggregate` each article. Batch runs call them one by one, so as to encode a batch while the model scores the
one before. One article is a batch of one. Failures keep their place in a batch from end to end.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, NoReturn

from emoprofile.aggregate import Aggregator
from emoprofile.config import DEFAULT, ModelSpec, RunConfig, load_model_spec, load_run_config
from emoprofile.data import STOPS, Document, Failure, Profile, Provenance, Scored, ScoreMatrix, Segmentation
from emoprofile.data.failure import Stage
from emoprofile.errors import UnknownNameError
from emoprofile.fingerprinting import list_fingerprinted_settings
from emoprofile.provenance import fingerprint
from emoprofile.read import admit, refuse_single
from emoprofile.score import Encoded, OnScored, Scorer, choose_dtype, score_together
from emoprofile.text import Segmenter, flags, list_scored_texts

Article = str | Document
SENTENCES_PER_PASS = 1024
"""How many sentences a batch has at least: enough to find neighbours of the same length. Scores do not depend on it."""
OnError = Callable[[str, Stage, BaseException], Failure]
"""What becomes of an article that cannot be profiled, by its id, the stage and the error: its failure, or the error."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Articles that are ready for the model.

    Attributes:
        articles: The articles, segmented; failures keep their place.
        encoded: The sentences of all of them; None if there is none, or if they cannot be encoded together.
    """

    articles: tuple[Segmentation | Failure, ...]
    encoded: Encoded | None


class Profiler:
    """Turns articles into profiles. Picklable, and safe to call from threads.

    Args:
        config: The run configuration.
        spec: The model that it names; looked up if None.
        name: What the configuration is called in provenance.

    Attributes:
        config: The configuration, with the number type that `score.dtype` stands for here.
        decisive: Everything that figures depend on, as plain JSON values.
        provenance: What a profile says of it.

    Raises:
        ConfigError, UnknownNameError: If the configuration names something that is wrong or unknown.
        ModelError: If the model cannot be loaded, or would be mis-scored.
    """

    def __init__(self, config: RunConfig, spec: ModelSpec | None = None, *, name: str = "custom") -> None:
        self.name = name
        self.spec = spec or load_model_spec(config.model)
        self.spec.order_vocabularies(config.aggregate.vocabulary)  # or it is refused, before the model is loaded
        self._segmenter = Segmenter(config.text)
        self.aggregator = Aggregator(config.aggregate)
        self.config = config = config.model_copy(update={"score": choose_dtype(self.spec, config.score)})
        self._scorer = Scorer(self.spec, config.score)
        self.decisive = list_fingerprinted_settings(config, self.spec, self._segmenter, self._scorer)
        self.provenance = Provenance(
            fingerprint=fingerprint(self.decisive),
            config=self.name,
            model=self.spec.name,
            weights=self._scorer.weights_sha256,
            revision=self._scorer.revision,
            dtype=config.score.dtype,
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
        return partial(type(self), name=self.name), (self.config, self.spec)

    def score_sentences(self, texts: Sequence[str]) -> ScoreMatrix:
        """The scores of some sentences as they are: nothing is cleaned, and nothing is split."""
        return self._scorer.score(texts)

    def score_article(self, article: Article) -> Scored:
        """The sentences of one article and their scores: what its profile is made of.

        Raises:
            EmoprofileError: If it cannot be scored.
        """
        [scored] = self.score(self.encode([self.segment(article, _reraise)]), on_error=_reraise)[0]
        assert isinstance(scored, Scored)  # or the error was raised
        return scored

    def profile(self, article: Article, *, without: str | None = None) -> Profile:
        """The profile of one article.

        Args:
            article: A text or a document.
            without: A label by its full name, such as `expressed.fear` or `valence`: the profile as it would be without
                the sentences that this one rests on, its evidence; the account has them as set aside.

        Raises:
            EmoprofileError: If it cannot be profiled, or if there is no such label.
        """
        scored = self.score_article(article)
        whole = self._aggregate(scored)
        if without is None:
            return whole
        figures = dict(whole.readings.list_figures())
        if without not in figures:
            raise UnknownNameError("label", without, figures)
        return self._aggregate(scored.without(frozenset(piece.sentence for piece in figures[without].evidence)))

    def profiles(self, articles: Iterable[Article | Failure]) -> Iterator[Profile | Failure]:
        """One Profile or Failure per article, in order, as they come: memory does not grow with them.

        Failures among them, such as a file that could not be read, are passed on. One text or a table is refused.
        """
        for result in self.scored_profiles(articles):
            yield result if isinstance(result, Failure) else result[1]

    def scored_profiles(self, articles: Iterable[Article | Failure]) -> Iterator[tuple[Scored, Profile] | Failure]:
        """As `profiles`, each with the sentences and scores that it is made of."""
        refuse_single(articles)
        waiting: list[Segmentation | Failure] = []
        sentences = 0
        for article in articles:
            segmentation = self.segment(article)
            waiting.append(segmentation)
            sentences += len(segmentation.sentences) if isinstance(segmentation, Segmentation) else 0
            if sentences >= SENTENCES_PER_PASS:
                yield from self._profile_batch(waiting)
                waiting, sentences = [], 0
        yield from self._profile_batch(waiting)

    def segment(self, article: Article | Failure, on_error: OnError = Failure.of) -> Segmentation | Failure:
        """The sentences of one article, or why it has none; a failure is passed on."""
        if isinstance(article, Failure):
            return article
        stage: Stage = "read"
        try:
            document = admit(article, self.config.limits)
            stage = "split"
            return self._segmenter(document)
        except STOPS:
            raise
        except BaseException as error:  # whatever one article does must not stop the others
            return on_error(_name(article), stage, error)

    def encode(self, articles: Sequence[Segmentation | Failure]) -> Batch:
        """A batch of articles with all their sentences encoded; the model itself is not needed for it."""
        texts = [text for each in articles if isinstance(each, Segmentation) for text in list_scored_texts(each)]
        try:
            return Batch(tuple(articles), self._scorer.encode(texts) if texts else None)
        except STOPS:
            raise
        except BaseException:  # the article at fault is found when each is scored alone
            return Batch(tuple(articles), None)

    def score(
        self, batch: Batch, on_scored: OnScored = lambda windows: None, on_error: OnError = Failure.of
    ) -> tuple[list[Scored | Failure], int]:
        """The articles of a batch with the scores of their sentences.

        Where memory runs out, the sentences are scored again in batches of half the size. If they cannot be scored
        together, each article is scored alone, so that only those at fault fail.

        Args:
            batch: What `encode` made.
            on_scored: Called with the number of windows after each of the model's own batches.
            on_error: What becomes of an article that cannot be scored.

        Returns:
            Each article in its place, and the tokens per batch that were needed.
        """
        scores, batch_tokens = score_together(self._scorer, batch.encoded, on_scored)
        found: list[Scored | Failure] = []
        start = 0
        for each in batch.articles:
            if isinstance(each, Failure):
                found.append(each)
                continue
            rows = slice(start, start + len(each.sentences))
            texts = list_scored_texts(each)
            try:
                found.append(Scored(each, self._scorer.score(texts) if scores is None else scores.select(rows)))
            except STOPS:
                raise
            except BaseException as error:  # whatever one article does must not stop the others
                found.append(on_error(each.document.id, "score", error))
            start = rows.stop
        return found, batch_tokens

    def aggregate(self, article: Scored | Failure) -> tuple[Scored, Profile] | Failure:
        """An article with its profile, or why it has none; a failure is passed on."""
        if isinstance(article, Failure):
            return article
        try:
            return article, self._aggregate(article)
        except STOPS:
            raise
        except BaseException as error:  # whatever one article does must not stop the others
            return Failure.of(article.segmentation.document.id, "aggregate", error)

    def _profile_batch(self, articles: Sequence[Segmentation | Failure]) -> Iterator[tuple[Scored, Profile] | Failure]:
        yield from map(self.aggregate, self.score(self.encode(articles))[0])

    def _aggregate(self, scored: Scored) -> Profile:
        kept = "\n".join(sentence.text for sentence in scored.segmentation.sentences)
        found = (*scored.segmentation.document.flags, *flags(kept, self.spec.languages))
        return self.aggregator.profile(scored, self.provenance, found)


def profile(text: Article, config: str | Path = DEFAULT) -> Profile:
    """The profile of one article; the model is loaded once per configuration and kept.

    Raises:
        EmoprofileError: If the configuration is wrong or the article cannot be profiled.
    """
    return _keep_profiler(str(config)).profile(text)


@cache
def _keep_profiler(config: str) -> Profiler:
    return Profiler.from_config(config)


def _reraise(id: str, stage: Stage, error: BaseException) -> NoReturn:
    raise error


def _name(article: object) -> str:
    if isinstance(article, str):
        article = Document.from_text(article)
    return article.id if isinstance(article, Document) else f"({type(article).__name__})"
