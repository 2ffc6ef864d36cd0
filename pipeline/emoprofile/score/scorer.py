"""Texts -> ScoreMatrix: each distinct text once, in batches of similar length."""

from collections.abc import Sequence

import numpy as np

from emoprofile.config import ModelSpec, ScoreConfig
from emoprofile.data import ScoreMatrix
from emoprofile.data.scores import FloatArray
from emoprofile.labels import vocabulary
from emoprofile.score.backend import BACKENDS
from emoprofile.score.batching import batches
from emoprofile.score.outputs import calibrated, merged_windows, score_matrix
from emoprofile.score.preflight import verified_weights
from emoprofile.score.windows import Windows


class Scorer:
    """A model, ready to score. Picklable: the copy loads the model again.

    Attributes:
        spec: The model's spec.
        weights_sha256: Of the weights that were loaded.

    Raises:
        ModelError: If the model cannot be loaded, or is not what its spec says.
    """

    def __init__(self, spec: ModelSpec, config: ScoreConfig) -> None:
        self.spec, self.config = spec, config
        self.weights_sha256 = verified_weights(spec)
        self._backend = BACKENDS.get("torch")(spec, config)

    def __reduce__(self) -> tuple[type["Scorer"], tuple[ModelSpec, ScoreConfig]]:
        return type(self), (self.spec, self.config)

    def score(self, texts: Sequence[str]) -> ScoreMatrix:
        """The scores of some texts, in their order. A text's scores do not depend on the others."""
        distinct = {text: i for i, text in enumerate(dict.fromkeys(texts))}
        windows = self._backend.windows(list(distinct))
        logits = calibrated(self.spec, self._raw(windows))
        n = len(distinct)
        tokens = np.bincount(windows.owner, weights=windows.added, minlength=n).astype(np.int64)
        counts = np.bincount(windows.owner, minlength=n)
        merged = merged_windows(logits, windows.owner, windows.added, n)
        rows = np.array([distinct[text] for text in texts], np.int64)
        return score_matrix(self.spec, merged, tokens, counts).rows(rows)

    def raw_logits(self, texts: Sequence[str]) -> FloatArray:
        """What the model itself says, before calibration: shape (n, labels). For fitting, and for comparison.

        Of a text that is too long for one window, only the first window is looked at.
        """
        windows = self._backend.windows(texts)
        first = np.unique(windows.owner, return_index=True)[1]
        return self._raw(windows)[first]

    def _raw(self, windows: Windows) -> FloatArray:
        logits = np.empty((len(windows.inputs), len(vocabulary(self.spec.vocabulary).labels)))
        for batch in batches(windows.lengths, self.config.batch_tokens):
            logits[batch] = self._backend.logits(windows, batch)
        return logits
