"""Planted faults: how many were tried, and what became of them.

python -m benchmarks.planted_faults

Every test that is marked `planted(kind, outcome)` plants a fault of that kind in each of its cases, and checks what
must become of it: `refused`, with nothing touched, or `set right`, with every article accounted for. A case that fails
is counted as scored wrong.
"""

import sys
from collections import Counter

import pytest
from tests.conftest import ROOT

OUTCOMES = ("refused", "set right", "scored wrong")


class Tally:
    """Counts the cases of a test run.

    Attributes:
        outcomes: By kind and outcome.
    """

    def __init__(self) -> None:
        self.outcomes: Counter[tuple[str, str]] = Counter()
        self._planted: dict[str, tuple[str, str]] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests that plant a fault."""
        for item in items:
            if marker := item.get_closest_marker("planted"):
                kind, outcome = marker.args
                assert outcome in OUTCOMES[:2], item.nodeid
                self._planted[item.nodeid] = kind, outcome
        items[:] = [item for item in items if item.nodeid in self._planted]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a case once: when it was run, or could not be."""
        kind, outcome = self._planted[report.nodeid]
        if report.failed:
            self.outcomes[kind, OUTCOMES[-1]] += 1
        elif report.when == "call" and report.passed:
            self.outcomes[kind, outcome] += 1


def main() -> None:
    """Print a row per kind; the exit code is 1 if anything was scored wrong."""
    tally = Tally()
    pytest.main(["-q", "--no-header", "--no-summary", "-p", "no:cacheprovider", str(ROOT / "tests")], plugins=[tally])
    kinds = sorted({kind for kind, _ in tally.outcomes})
    print(f"| planted fault | tried | {' | '.join(OUTCOMES)} |\n|---|---|---|---|---|")
    for kind in [*kinds, "all"]:
        counts = [sum(tally.outcomes[each, outcome] for each in kinds if kind in (each, "all")) for outcome in OUTCOMES]
        print(f"| {kind} | {sum(counts)} | {' | '.join(map(str, counts))} |")
    sys.exit(int(any(tally.outcomes[kind, OUTCOMES[-1]] for kind in kinds)))


if __name__ == "__main__":
    main()
