"""Every chart of the dashboard: the one place to look for one. The modules below draw them.

A chart says itself what it counts, where it comes from and how far its figures can be trusted, so
that a downloaded picture says it too. It must never show a point without its interval, nor load
anything from elsewhere.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from dashboard.charts import flow as chart_flow
from dashboard.charts import maps as chart_places
from dashboard.charts import rows as chart_rows
from dashboard.charts import sides as chart_compare
from dashboard.charts import steps as chart_steps
from dashboard.charts import times as chart_times
from dashboard.charts.drawing import Drawing
from dashboard.charts.finished import Chart, finished
from dashboard.charts.inline import sparkline
from dashboard.charts.steps import Progress
from dashboard.charts.style import PERIODS
from dashboard.release.memory import once


def kept(draw: Callable[..., Drawing]) -> Callable[..., Chart]:
    """Draws a chart once for all visitors, and as text."""

    @wraps(draw)
    def drawn(*asked: Any, **options: Any) -> Chart:
        return finished(draw(*asked, **options))

    return once(drawn)


area_map = kept(chart_places.area_map)
bars = kept(chart_rows.bars)
bullets = kept(chart_steps.bullets)
dumbbell = kept(chart_compare.dumbbell)
flow = kept(chart_flow.flow)
funnel = kept(chart_steps.funnel)
grouped_bars = kept(chart_rows.grouped_bars)
points = kept(chart_rows.points)
pooled_periods = kept(chart_rows.pooled_periods)
pyramid = kept(chart_compare.pyramid)
small_multiples = kept(chart_times.small_multiples)
tile_grid = kept(chart_places.tile_grid)
time_series = kept(chart_times.time_series)
trend = kept(chart_times.trend)

__all__ = [
    "PERIODS",
    "Progress",
    "area_map",
    "bars",
    "bullets",
    "dumbbell",
    "flow",
    "funnel",
    "grouped_bars",
    "points",
    "pooled_periods",
    "pyramid",
    "small_multiples",
    "sparkline",
    "tile_grid",
    "time_series",
    "trend",
]
