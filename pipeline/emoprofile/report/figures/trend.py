"""How figures of a corpus go over time: a panel per figure, a line per group, a band where it is uncertain."""

from datetime import date

from emoprofile.compare.results import Figure, Trend, TrendLine
from emoprofile.report.colours import choose_paint
from emoprofile.report.figures.canvas import SMALL, Canvas, measure_text
from emoprofile.report.figures.scale import Scale, fit_scale, write_figure, write_interval, write_tick

PANEL = 96.0
HEAD = 22.0
LEFT = 44.0
RIGHT = 12.0
STEP = HEAD + PANEL + 8
"""From one panel to the one below it."""
BROAD_ENOUGH = 640.0
MOST_BELOW = 4
"""More panels than this stand in two columns, where there is room."""
DASHES: tuple[tuple[float, ...], ...] = ((), (6, 3), (2, 2.5), (8, 3, 2, 3), (1, 3), (10, 4))
MOST_DATES = 6


def plot_trend(canvas: Canvas, trend: Trend, y: float) -> float:
    """Draw a panel per figure over time; what groups look like is said above, if there are any.

    Returns:
        Where the drawing ends.
    """
    if trend.by:
        y = _draw_legend(canvas, trend, y)
    columns = 2 if canvas.width >= BROAD_ENOUGH and len(trend.figures) > MOST_BELOW else 1
    width = canvas.width / columns
    rows = -(-len(trend.figures) // columns)
    for i, figure in enumerate(trend.figures):
        left = width * (i // rows)
        across = Scale(0.0, max(1.0, len(trend.starts) - 1.0), left + LEFT, left + width - RIGHT)
        bottom = _plot_figure(canvas, trend, figure, across, y + STEP * (i % rows))
        if i % rows == rows - 1 or figure is trend.figures[-1]:
            _write_dates(canvas, trend, across, bottom)
    return y + STEP * rows + 2 * SMALL


def _draw_legend(canvas: Canvas, trend: Trend, y: float) -> float:
    x = 0.0
    for i, group in enumerate(trend.groups):
        name = " · ".join(group)
        width = 28 + measure_text(name, SMALL) + 14
        if x and x + width > canvas.width:
            x, y = 0.0, y + SMALL * 1.6
        canvas.line([(x, y + 6), (x + 22, y + 6)], f"group-{i}", 2.0, DASHES[i % len(DASHES)])
        canvas.text(x + 28, y + 6 + SMALL * 0.35, name, size=SMALL)
        x += width
    return y + SMALL * 2


def _plot_figure(canvas: Canvas, trend: Trend, figure: Figure, across: Scale, y: float) -> float:
    top, bottom = y + HEAD, y + HEAD + PANEL
    lines = [line for line in trend.lines if line.figure == figure.name]
    seen = [figure.baseline] if figure.baseline is not None else []
    for line in lines:
        seen += [each for one in line.estimates for each in (one.mean, *(one.interval or ())) if each is not None]
    up = fit_scale(seen, least=figure.least, start=bottom, end=top)
    title = figure.name.replace(".", " ") + (" ~" if figure.rough else "")
    canvas.text(across.start, y + HEAD - 7, title, bold=True, paint="muted" if figure.rough else "ink")
    for tick in up.ticks(4):
        canvas.line([(across.start, up.at(tick)), (across.end, up.at(tick))], "grid")
        written = write_tick(tick, is_share=figure.is_share)
        canvas.text(across.start - 6, up.at(tick) + SMALL * 0.35, written, size=SMALL, anchor="end", paint="muted")
    if figure.baseline is not None:
        height = up.at(figure.baseline)
        canvas.line([(across.start, height), (across.end, height)], "ink", 1.2, dashes=(2.5, 1.8))
    for line in lines:
        i = trend.groups.index(line.group)
        paint = f"group-{i}" if trend.by else choose_paint(figure.name)
        _draw_line(canvas, trend, figure, line, (across, up), paint, DASHES[i % len(DASHES)])
    return y + STEP


def _draw_line(
    canvas: Canvas,
    trend: Trend,
    figure: Figure,
    line: TrendLine,
    scales: tuple[Scale, Scale],
    paint: str,
    dashes: tuple[float, ...],
) -> None:
    across, up = scales
    for run in _find_runs([one.interval is not None for one in line.estimates]):
        ends = [(across.at(i), line.estimates[i].interval or (0.0, 0.0)) for i in run]
        outline = [(x, up.at(high)) for x, (_, high) in ends] + [(x, up.at(low)) for x, (low, _) in reversed(ends)]
        if len(run) > 1:
            canvas.area(outline, paint, 0.18)
        else:
            canvas.line(outline, paint, 1.2)
    for run in _find_runs([one.mean is not None for one in line.estimates]):
        points = [(across.at(i), up.at(line.estimates[i].mean or 0.0)) for i in run]
        if len(points) > 1:
            canvas.line(points, paint, 2.0, dashes)
        for i, (x, height) in zip(run, points, strict=True):
            one = line.estimates[i]
            named = " · ".join((figure.name.replace(".", " "), *line.group))
            about = f"{named}, {trend.starts[i]}: {write_figure(one.mean, is_share=figure.is_share)}, "
            about += f"90 % interval {write_interval(one.interval, is_share=figure.is_share)}, {one.articles} articles"
            with canvas.part(about):
                canvas.dot(x, height, 2.6 if len(line.estimates) < 60 else 1.5, paint)
    for change in line.changes:
        x = across.at(_find_position(trend, change.start) - 0.5)
        moved = (write_figure(each, is_share=figure.is_share) for each in (change.before, change.after))
        with canvas.part(f"level changes on {change.start}: {' to '.join(moved)}"):
            canvas.line([(x, up.end), (x, up.start)], paint, 1.4, dashes=(1, 2))
            canvas.area([(x - 4, up.end - 5), (x + 4, up.end - 5), (x, up.end + 1)], paint)


def _find_position(trend: Trend, start: date) -> int:
    return trend.starts.index(start)


def _find_runs(there: list[bool]) -> list[range]:
    """The stretches in which something is there, without a gap."""
    found, start = [], None
    for i, is_there in enumerate([*there, False]):
        if is_there and start is None:
            start = i
        elif not is_there and start is not None:
            found.append(range(start, i))
            start = None
    return found


def _write_dates(canvas: Canvas, trend: Trend, across: Scale, y: float) -> None:
    if not trend.starts:
        return
    room = measure_text("2026-11", SMALL) + 16
    most = max(2, min(MOST_DATES, int((across.end - across.start) / room)))
    step = max(1, -(-len(trend.starts) // most))
    for i in range(0, len(trend.starts), step):
        canvas.text(
            across.at(i), y + SMALL, _write_date(trend.starts[i], trend.bin), size=SMALL, anchor="middle", paint="muted"
        )


def _write_date(start: date, length: str) -> str:
    if length == "year":
        return f"{start.year}"
    if length == "quarter":
        return f"{start.year} Q{(start.month + 2) // 3}"
    return f"{start:%Y-%m}" if length == "month" else start.isoformat()
