"""The 90 % interval of a score, from bootstrap replicates of it."""

from dataclasses import dataclass

from emoprofile.aggregate.bootstrap import Bootstrap, half_width
from emoprofile.aggregate.methods import AS_MEANS, GROW_WITH_LENGTH, Method
from emoprofile.data.scores import FloatArray, logit, sigmoid


def log_odds_interval(scores: FloatArray, replicates: FloatArray, n: int) -> tuple[FloatArray, FloatArray]:
    """Lower and upper ends: the half width is taken on the log-odds scale, where a score has no edges.

    Args:
        scores: Shape (columns,), in (0, 1).
        replicates: Shape (replicates, columns): the scores of the resampled article.
        n: How many sentences the article has.
    """
    centre, width = logit(scores), half_width(logit(replicates), n)
    return sigmoid(centre - width), sigmoid(centre + width)


@dataclass(frozen=True, slots=True)
class NamedMethod:
    """A method and what it is called, which decides how its scores are resampled.

    Attributes:
        name: In the configuration.
        method: (p, w) -> scores, one per label.
    """

    name: str
    method: Method

    def __call__(self, p: FloatArray, w: FloatArray) -> FloatArray:
        """The scores: shape (labels,)."""
        return self.method(p, w)

    def replicated(self, p: FloatArray, w: FloatArray, means: FloatArray, bootstrap: Bootstrap) -> FloatArray | None:
        """The scores of each replicate: shape (replicates, labels); None for a method that has no interval.

        Args:
            p: Shape (n, labels).
            w: Shape (n,), sums to 1.
            means: Shape (replicates, labels): the weighted means of p in each replicate.
            bootstrap: Where these come from.
        """
        if self.name in GROW_WITH_LENGTH:
            return None
        if self.name == "mean":
            return means
        if self.name in AS_MEANS:
            forth, back = AS_MEANS[self.name]
            return back(bootstrap.means(forth(p), w))
        return bootstrap.scores(self.method, p, w)
