"""Every chart of the dashboard: the one place to look for one. Each is drawn in a chart_ module.

A chart says itself what it counts, where it comes from and how far its figures can be trusted, so
that a downloaded picture says it too. It must never show a point without its interval, nor load
anything from elsewhere.
"""

from dashboard.chart_compare import dumbbell, pyramid
from dashboard.chart_flow import flow
from dashboard.chart_inline import sparkline
from dashboard.chart_places import area_map, tile_grid
from dashboard.chart_rows import bars, grouped_bars, points, pooled_periods
from dashboard.chart_steps import Progress, bullets, funnel
from dashboard.chart_style import PERIODS
from dashboard.chart_times import small_multiples, time_series, trend

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
