"""Colours can be told apart, by readers who see colours otherwise too, and seen on paper and on a dark screen."""

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from emoprofile.labels import PLUTCHIK, VOCABULARIES
from emoprofile.report.colours import GROUPS, LABELS, ROLES, find_colour

# Machado et al. (2009), severity 1.
SIGHT = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
LEAST_APART = 0.07
"""In OKLab; about 0.02 is just noticeable side by side."""
FloatArray = NDArray[np.float64]


def linear(colour: str) -> FloatArray:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def oklab(rgb: FloatArray) -> FloatArray:
    lms = np.cbrt(
        np.array(
            [
                [0.41222147, 0.53633254, 0.05144599],
                [0.21190350, 0.68069955, 0.10739696],
                [0.08830246, 0.28171884, 0.62997870],
            ]
        )
        @ np.clip(rgb, 0, 1)
    )
    return np.asarray(
        np.array(
            [
                [0.21045426, 0.79361779, -0.00407205],
                [1.97799850, -2.42859221, 0.45059371],
                [0.02590404, 0.78277177, -0.80867577],
            ]
        )
        @ lms
    )


def contrast(one: str, other: str) -> float:
    low, high = sorted(float(np.dot([0.2126, 0.7152, 0.0722], linear(each))) for each in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_every_label_of_every_vocabulary_has_a_colour_of_its_own() -> None:
    labels = {label for each in VOCABULARIES.values() for label in each.labels}
    assert labels | {"valence", "arousal"} == set(LABELS)
    grey = {"neutral", "3-stars"}
    for theme in range(2):
        own = [colour[theme] for label, colour in LABELS.items() if label not in grey]
        assert len(set(own)) == len(own)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_the_emotions_of_plutchik_and_grey_are_apart_for_every_sight(sight: str, theme: int) -> None:
    seen = {each: oklab(SIGHT[sight] @ linear(LABELS[each][theme])) for each in (*PLUTCHIK.labels, "neutral")}
    near = {
        pair: float(np.linalg.norm(seen[pair[0]] - seen[pair[1]]))
        for pair in combinations(seen, 2)
        if np.linalg.norm(seen[pair[0]] - seen[pair[1]]) < LEAST_APART
    }
    assert not near


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_everything_drawn_stands_out_from_the_paper(theme: int) -> None:
    paper = ROLES["paper"][theme]
    low = {name: contrast(each[theme], paper) for name, each in LABELS.items() if contrast(each[theme], paper) < 3}
    assert not low
    assert all(contrast(each[theme], paper) >= 4.5 for each in (ROLES["ink"], ROLES["muted"], *GROUPS))


def test_a_label_has_the_same_colour_in_every_reading() -> None:
    assert find_colour("evoked.fear") == find_colour("expressed.ekman.fear") == find_colour("fear") == LABELS["fear"]
    assert find_colour("group-0") == find_colour(f"group-{len(GROUPS)}")
    with pytest.raises(KeyError):
        find_colour("wrath")
