"""The outputs of a trained classifier: one head whose names say which reading each belongs to."""

from dataclasses import dataclass

from emoprofile.labels import Vocabulary

EVOKED = "evoked:"
DIMENSION = "dimension:"


@dataclass(frozen=True, slots=True)
class Outputs:
    """The columns of the head, in order: expressed labels, evoked ones, dimensions.

    Attributes:
        expressed: The vocabulary of what words express.
        evoked: The vocabulary of what content evokes; None where the model does not learn it.
        dimensions: Names out of `valence` and `arousal`.
    """

    expressed: Vocabulary
    evoked: Vocabulary | None = None
    dimensions: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What `id2label` holds: `fear`, `evoked:fear`, `dimension:valence`; no name comes twice."""
        evoked = self.evoked.labels if self.evoked else ()
        return (
            *self.expressed.labels,
            *(EVOKED + label for label in evoked),
            *(DIMENSION + name for name in self.dimensions),
        )

    @property
    def graded(self) -> range:
        """The columns of graded ratings: all but those of the expressed labels."""
        return range(len(self.expressed.labels), len(self.names))
