"""Every chart of the dashboard: the one place to look for one. Each is drawn in a chart_ module.

A chart says itself what it counts, where it comes from and how far its figures can be trusted, so
that a downloaded picture says it too. It must never show a point without its interval, nor load
anything from elsewhere.
"""

from dashboard import (
    chart_compare,
    chart_flow,
    chart_places,
    chart_rows,
    chart_steps,
    chart_times,
)
from dashboard.chart_inline import sparkline
from dashboard.chart_memory import remembered
from dashboard.chart_steps import Progress
from dashboard.chart_style import PERIODS

area_map = remembered(chart_places.area_map)
bars = remembered(chart_rows.bars)
bullets = remembered(chart_steps.bullets)
dumbbell = remembered(chart_compare.dumbbell)
flow = remembered(chart_flow.flow)
funnel = remembered(chart_steps.funnel)
grouped_bars = remembered(chart_rows.grouped_bars)
points = remembered(chart_rows.points)
pooled_periods = remembered(chart_rows.pooled_periods)
pyramid = remembered(chart_compare.pyramid)
small_multiples = remembered(chart_times.small_multiples)
tile_grid = remembered(chart_places.tile_grid)
time_series = remembered(chart_times.time_series)
trend = remembered(chart_times.trend)

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
