"""Trends and groups of a made-up corpus."""

from datetime import date

from emoprofile.compare.results import ChangePoint, Estimate, Figure, GroupTable, LeftOut, Source, Trend, TrendLine

SOURCE = Source("minilm-news", 412, LeftOut(3, {}, 1, ("soon",)), 1, True)
FIGURES = (
    Figure("expressed.fear", "expressed", 0.0, False, 0.012),
    Figure("evoked.sadness", "evoked", 0.0, True, None),
    Figure("valence", "dimensions", -1.0, False, -0.03),
)
STARTS = tuple(date(2024 + i // 12, i % 12 + 1, 1) for i in range(20))


def estimate(mean: float | None, spread: float | None) -> Estimate:
    if mean is None:
        return Estimate(0, None, None)
    return Estimate(3 if spread is None else 20, mean, None if spread is None else (mean - spread, mean + spread))


def trend(groups: tuple[tuple[str, ...], ...] = ((),)) -> Trend:
    """A trend with a gap, a bin of few articles, and a change of level."""
    lines = []
    for figure in FIGURES:
        for k, group in enumerate(groups):
            sign = -1 if figure.name == "valence" else 1
            found = [
                estimate(
                    None if i == 7 else sign * (0.1 + 0.05 * k + 0.1 * (i > 11) + 0.01 * (i % 3)),
                    None if i == 4 else 0.04,
                )
                for i in range(len(STARTS))
            ]
            changes = (ChangePoint(STARTS[12], 0.11 * sign, 0.21 * sign, 0.004),) if k == 0 else ()
            lines.append(TrendLine(figure.name, group, tuple(found), changes))
    return Trend("date", "month", ("source",) if groups != ((),) else (), FIGURES, STARTS, groups, tuple(lines), SOURCE)


def groups(names: tuple[str, ...] = ("The Daily Example", "Another Gazette", "<b>Third & last</b>")) -> GroupTable:
    """Groups, the last of them of too few articles for an interval."""
    estimates = {
        figure.name: tuple(
            estimate((-1 if figure.name == "valence" else 1) * (0.1 + 0.06 * i), None if i == len(names) - 1 else 0.03)
            for i in range(len(names))
        )
        for figure in FIGURES
    }
    return GroupTable(("source",), FIGURES, tuple((name,) for name in names), estimates, (), SOURCE)
