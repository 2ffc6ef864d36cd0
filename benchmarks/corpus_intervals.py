"""Whether intervals of groups, change points and audits hold what they promise, on corpora whose truth is known.

python -m benchmarks.corpus_intervals [--rounds 400]
"""

import argparse
from math import sqrt

import numpy as np
from tests.audit.simulated import World as AuditWorld
from tests.audit.simulated import correct_by
from tests.compare.simulated import cover

from emoprofile.audit.correction import average_shares, subtract_shares
from emoprofile.compare.change_points import find_changes

GROUPS = (((-3.0, -2.0), (40, 40)), ((-3.0, -2.0), (300, 20)), ((-5.0, -4.5), (30, 60)), ((-1.0, -1.0), (8, 8)))
SPREAD = 0.1
AUDITS = (
    AuditWorld(),
    AuditWorld(apart=1.0),
    AuditWorld(centre=-1.0, intercept=0.5, slope=1.2),
    AuditWorld(centre=-4.5),
)


def main() -> None:
    """Print coverage and false alarms, each with its standard error."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=400)
    rounds = options.parse_args().rounds
    print("90 % intervals of groups; (a, b) from 25 labelled articles; per round a new world of four labels")
    for centres, articles in GROUPS:
        found = list(cover(np.random.default_rng(5), rounds // 2, centres, articles))
        means, differences = np.array([each[0] for each in found]), np.array([each[1] for each in found])
        held = " ".join(f"{share:.3f}" for share in means.mean(axis=(0, 2)))
        print(f"  mean logits {centres}, articles {articles}: {held}, difference {_share(differences)}", flush=True)
    print("Change points: series without a change in which one is found")
    for bins in (12, 24, 60):
        for kind in ("even", "growing", "extra"):
            print(f"  {bins} bins, {kind}: {_share(_find_alarms(bins, kind, rounds))}", flush=True)
    print(f"  36 bins, lasting dependence of .5 between neighbours: {_share(_find_alarms(36, 'dependent', rounds))}")
    print(f"  36 bins, a step at bin 20: {_share(_find_alarms(36, 'step', rounds))}")
    print("Audits: 300 articles, 200 labels; coverage of the corpus share, of the difference of two groups")
    for world in AUDITS:
        print(f"  {world}: {_audit(world, rounds)}", flush=True)


def _share(held: np.ndarray) -> str:
    return f"{held.mean():.3f} ± {sqrt(max(held.mean() * (1 - held.mean()), 1e-9) / held.size):.3f}"


def _find_alarms(bins: int, kind: str, rounds: int) -> np.ndarray:
    random = np.random.default_rng(bins)
    counts = np.linspace(5, 200, bins) if kind == "growing" else np.full(bins, 30.0)
    found = []
    for _ in range(rounds):
        means = random.normal(0.2, SPREAD / np.sqrt(counts))
        if kind == "extra":
            means += random.normal(0, 0.03, bins)
        if kind == "dependent":
            noise = random.normal(0, 0.03, bins)
            for i in range(1, bins):
                noise[i] += 0.5 * noise[i - 1]
            means += noise
        if kind == "step":
            means[20:] += 1.5 * SPREAD / np.sqrt(30)
        found.append(bool(find_changes(means, SPREAD**2 / counts)))
    return np.array(found)


def _audit(world: AuditWorld, rounds: int) -> str:
    random = np.random.default_rng(6)
    truth = [world.true_share(group) for group in (0, 1)]
    whole, apart, worth = [], [], []
    for seed in range(rounds):
        sentences, answers, groups = world.sentences(random, 300)
        corrected, means = correct_by(sentences, answers, groups, 200, seed)
        share = average_shares(corrected, means, np.arange(300))
        change = subtract_shares(corrected, np.flatnonzero(groups == 0), np.flatnonzero(groups == 1))
        assert share.interval is not None
        assert share.worth is not None
        assert change is not None
        whole.append(share.interval[0] <= np.mean(truth) <= share.interval[1])
        apart.append(change[1][0] <= truth[1] - truth[0] <= change[1][1])
        worth.append(share.worth)
    return f"{_share(np.array(whole))}, {_share(np.array(apart))}; worth {np.median(worth):.0f} labels at random"


if __name__ == "__main__":
    main()
