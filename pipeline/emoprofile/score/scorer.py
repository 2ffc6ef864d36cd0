"""Texts -> ScoreMatrix: each distinct text once, in passes of one length."""

import logging
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from emoprofile.checkpoint import (
    WEIGHTS,
    check_files,
    check_probes,
    check_settings,
    hash_files,
    list_probe_sentences,
    locate,
    stat_files,
)
from emoprofile.config import ModelSpec, ScoreConfig
from emoprofile.data import Finding, ScoreMatrix
from emoprofile.data.scores import FloatArray
from emoprofile.errors import InvalidValueError, ModelError, ModelRefusedError, OutOfMemoryError
from emoprofile.score.backend import BACKENDS
from emoprofile.score.encoded import Encoded
from emoprofile.score.memory import is_out_of_memory
from emoprofile.score.outputs import calibrate, merge_windows
from emoprofile.score.passes import compute_passes, cut_passes
from emoprofile.score.readings import score_matrix

log = logging.getLogger(__name__)
OnScored = Callable[[int], None]
"""Called after each batch with the number of windows in it."""


class Scorer:
    """A model, checked and ready to score. Picklable: the copy loads the model again.

    It computes in the number type of its configuration; `auto` is float32 here, and `choose_dtype` says what else it
    may stand for.

    Attributes:
        spec: The model's spec.
        files: The SHA-256 of each file of the model that decides a score, by name.
        weights_sha256: Of the weights that were loaded.
        revision: The commit of the hub that they are of; None for a folder.
        findings: What the checks found; none of them refuses the model.
        backend: What runs the model.

    Raises:
        ModelRefusedError: If the model is not what its spec says.
        ModelError: If it is not on this machine, or cannot be loaded at all.
    """

    def __init__(self, spec: ModelSpec, config: ScoreConfig) -> None:
        self.spec, self.config = spec, config
        where = locate(spec)
        self.revision = where.revision
        self.findings: tuple[Finding, ...] = ()
        states = stat_files(where.folder, config.backend)
        self.files = hash_files(where.folder, config.backend)
        self._admit(check_files(spec, where.folder, config.backend, self.files))
        self._admit(check_settings(where.folder))
        self.weights_sha256 = self.files[WEIGHTS[config.backend]]
        self.backend = BACKENDS.get(config.backend)(spec, where.folder, config)
        if stat_files(where.folder, config.backend) != states:
            raise ModelError(
                f"model {spec.name!r}: a file in {where.folder} was changed while the model was loaded, so that nobody "
                "can tell which one scores. Load it again when it is whole"
            )
        self._admit(self.backend.findings)
        self._admit(self._probe())

    def __reduce__(self) -> tuple[type["Scorer"], tuple[ModelSpec, ScoreConfig]]:
        return type(self), (self.spec, self.config)

    def score(self, texts: Sequence[str]) -> ScoreMatrix:
        """The scores of some texts, in their order. A text's scores do not depend on the others."""
        return self.score_encoded(self.encode(texts))

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Texts as the model takes them: this can be done while the model is busy with others."""
        return self.backend.encode(texts)

    def score_encoded(
        self, encoded: Encoded, batch_tokens: int | None = None, on_scored: OnScored = lambda windows: None
    ) -> ScoreMatrix:
        """The scores of encoded texts.

        Args:
            encoded: By this scorer.
            batch_tokens: Tokens per batch; None takes those of the configuration.
            on_scored: Called after each batch.

        Raises:
            OutOfMemoryError: If a batch does not fit into memory.
        """
        logits = calibrate(self.spec, self._compute_logits(encoded, batch_tokens, on_scored))
        n = int(encoded.rows.max(initial=-1)) + 1
        tokens = np.bincount(encoded.owner, weights=encoded.added, minlength=n).astype(np.int64)
        counts = np.bincount(encoded.owner, minlength=n)
        merged = merge_windows(self.spec, logits, encoded.owner, encoded.added, n)
        return score_matrix(self.spec, merged, tokens, counts).select(encoded.rows)

    def raw_logits(self, texts: Sequence[str]) -> FloatArray:
        """What the model itself says, before calibration: shape (n, outputs), in the order of `spec.outputs`.

        For fitting, and for comparison. Of a text that is too long for one window, only the first window is looked at.
        """
        encoded = self.encode(texts)
        first = np.unique(encoded.owner, return_index=True)[1]
        return self._compute_logits(encoded)[first[encoded.rows]]

    def _compute_logits(
        self, encoded: Encoded, batch_tokens: int | None = None, on_scored: OnScored = lambda windows: None
    ) -> FloatArray:
        """The raw logits of every window, in passes of windows of one length."""
        passes = [*cut_passes(encoded.lengths, batch_tokens or self.config.batch_tokens)]
        logits = np.empty((len(encoded.inputs), len(self.spec.outputs)))
        try:
            for batch, found in compute_passes(self.backend, encoded, passes):
                logits[batch] = found
                on_scored(len(batch))
        except Exception as error:
            if not is_out_of_memory(error):
                raise
            most = max(len(batch) * encoded.lengths[batch[0]] for batch in passes)
            raise OutOfMemoryError(
                f"the model ran out of memory on passes of up to {most} tokens, {self.backend.workers} at once; "
                "--set score.batch_tokens takes fewer in a pass, --set score.threads fewer passes"
            ) from error
        return logits

    def _probe(self) -> Sequence[Finding]:
        try:
            return list(check_probes(self.score(list_probe_sentences()), shipped=self.spec.shipped))
        except InvalidValueError as error:
            return [Finding("probes", "refused", f"{error}: its weights are broken")]

    def _admit(self, findings: Iterable[Finding]) -> None:
        """Take note of what was found, and stop where the model is refused."""
        found = tuple(findings)
        self.findings += found
        warnings = [f"{finding.check}: {finding.message}" for finding in found if finding.verdict == "warning"]
        if warnings:
            log.warning("model %r: %s See all: emoprofile models check", self.spec.name, warnings[0])
        refusals = [f"{finding.check}: {finding.message}" for finding in found if finding.verdict == "refused"]
        if refusals:
            raise ModelRefusedError(self.spec.name, refusals, self.findings)
