"""A topic's heat curve: voices a day, small beside its name or large on its page."""

import altair as alt
import vl_convert

BLUE, QUIET = "#1f5fae", "#5b6773"
SHORT_SPAN = 14  # days
ALONE = 24  # pixels: a single day has no width of its own
SIZES = {"small": (160, 36), "narrow": (300, 150), "large": (720, 180)}
LETTERS = 12  # pixels, as high as the quiet text of the page


def _whole_numbers(points: list[tuple[str, int]]) -> alt.Axis:
    """An axis of voices: there is no half of one."""
    most = max((count for _day, count in points), default=1)
    ticks = min(most, 5)
    return alt.Axis(
        title=None, tickCount=ticks, format="d", labelColor=QUIET, labelFontSize=LETTERS, gridColor="#eef1f4"
    )


def _days(points: list[tuple[str, int]]) -> alt.Axis:
    """An axis of days: each of a short span once, and a long span as the library divides it."""
    ticks = {"interval": "day", "step": 1} if len(points) <= SHORT_SPAN else 8
    return alt.Axis(
        title=None,
        tickCount=ticks,
        format="%m-%d",
        labelColor=QUIET,
        labelFontSize=LETTERS,
        labelOverlap=True,
        grid=False,
    )


def _hours(points: list[tuple[str, int]]) -> alt.Axis:
    """An axis of hours: the day with the hour, as many as have room."""
    return alt.Axis(
        title=None,
        tickCount=4,
        format="%m-%d %H:%M",
        labelColor=QUIET,
        labelFontSize=LETTERS,
        labelOverlap=True,
        grid=False,
    )


def curve_chart(points: list[tuple[str, int]], *, at_size: str | None, hourly: bool = False) -> str:
    """The curve of (day or hour, voices) as SVG; the small one has no axis."""
    size = at_size if at_size in SIZES else "large"
    width, height = SIZES[size]
    axis = None if size == "small" else (_hours if hourly else _days)(points)
    counts = None if size == "small" else _whole_numbers(points)
    # a day without an hour is read as midnight in Greenwich, and would stand beside its own mark
    rows = [{"day": day if hourly else f"{day}T00:00", "voices": count} for day, count in points]
    drawn = alt.Chart(alt.InlineData(values=rows))
    if len(points) == 1:
        drawn = drawn.mark_bar(color=BLUE, opacity=0.5, size=ALONE)
    else:
        line = {"color": BLUE, "strokeWidth": 1.5}
        drawn = drawn.mark_area(color=BLUE, opacity=0.25, line=line, interpolate="monotone")
    chart = (
        drawn.encode(x=alt.X("day:T", axis=axis), y=alt.Y("voices:Q", axis=counts))
        .properties(width=width, height=height, background="transparent")
        .configure_view(stroke=None)
    )
    return str(vl_convert.vegalite_to_svg(chart.to_dict()))
