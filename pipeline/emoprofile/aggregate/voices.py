"""The figures of each voice: what narration, each speaker and the headings express, by their share of each sentence."""

from collections.abc import Mapping, Sequence

import numpy as np

from emoprofile.aggregate import figures
from emoprofile.data import LabelScores, Voice, VoiceFigures, VoiceLabel
from emoprofile.data.scores import FloatArray


def voice_figures(
    shared: Sequence[Mapping[Voice, float]], scores: LabelScores, valence: FloatArray | None, w: FloatArray
) -> tuple[VoiceFigures, ...]:
    """One for each voice that is there, the most spoken first. Σ share·figure over the voices is the whole's figure.

    Args:
        shared: For each sentence, its voices and their shares of it, which sum to 1.
        scores: Of the n sentences.
        valence: Shape (n,), or None.
        w: Shape (n,), sums to 1 unless n = 0.
    """
    voices = list(dict.fromkeys(voice for sentence in shared for voice in sentence))
    if not voices:
        return ()
    a = np.array([[sentence.get(voice, 0.0) for voice in voices] for sentence in shared])
    spoken = w @ a
    p = scores.probabilities
    over = None if scores.thresholds is None else p >= scores.thresholds
    found = []
    for i in np.argsort(-spoken, kind="stable"):
        if spoken[i] <= 0:  # only in sentences that do not count
            continue
        own = w * a[:, i] / spoken[i]
        prevalence = figures.prevalence(p, own)
        coverage = None if over is None else figures.coverage(over, own)
        found.append(
            VoiceFigures(
                voice=voices[i].kind,
                speaker_hint=voices[i].speaker_hint,
                share=float(spoken[i]),
                valence=None if valence is None else float(own @ valence),
                emotionality=None if over is None else figures.emotionality(over, own, scores.is_emotion),
                emotions={
                    label: VoiceLabel(float(prevalence[j]), None if coverage is None else float(coverage[j]))
                    for j, label in enumerate(scores.labels)
                    if label != scores.neutral
                },
            )
        )
    return tuple(found)
