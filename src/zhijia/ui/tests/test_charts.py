from itertools import pairwise

import pytest
from django.template import Context, Template
from hypothesis import example, given
from hypothesis import strategies as st

from zhijia.ui import charts
from zhijia.ui.charts.scales import label_room
from zhijia.ui.gallery import chart_samples

values = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False)


def test_bars_share_one_zero_baseline() -> None:
    chart = charts.BarChart(
        "", (charts.BarItem("a", 50), charts.BarItem("b", 100, target=200), charts.BarItem("c", None))
    )

    placed = charts.place_bars(chart)

    assert [bar.share for bar in placed] == [0.25, 0.5, 0]
    assert placed[1].target_share == 1


def test_bars_refuse_values_below_the_baseline() -> None:
    with pytest.raises(ValueError, match="zero baseline"):
        charts.place_bars(charts.BarChart("", (charts.BarItem("a", -1),)))


def test_bars_of_nothing_have_no_length() -> None:
    assert charts.place_bars(charts.BarChart("", (charts.BarItem("a", 0),)))[0].share == 0


@given(values, values)
@example(0.0, 5e-324)
def test_ticks_are_even_and_enclose_the_range(one: float, other: float) -> None:
    low, high = sorted((one, other))

    ticks = charts.nice_ticks(low, high)

    assert 2 <= len(ticks) <= 7
    assert ticks[0] <= low + 1e-6
    assert ticks[-1] >= high - 1e-6
    gaps = [after - before for before, after in pairwise(ticks)]
    assert max(gaps) == pytest.approx(min(gaps), rel=1e-6)


def test_a_line_breaks_where_a_month_was_not_reported() -> None:
    placed = charts.place_trend(chart_samples.TREND, width=440, height=220)

    assert len(placed.paths) == 2
    assert len(placed.marks) == 10
    assert placed.marks[0].x == placed.left
    assert placed.marks[-1].x == placed.right
    assert placed.marks[-1].y < placed.marks[0].y
    assert placed.target_y == placed.ticks[-1].at


def test_long_labels_beside_a_line_get_the_room_they_need() -> None:
    chart = charts.TrendChart("", (charts.TrendPoint("1月", 0), charts.TrendPoint("2月", 100_000)))

    placed = charts.place_trend(chart, width=440, height=220, last_words="100,000 people")

    assert placed.left >= label_room("100,000")
    assert placed.width - placed.right >= label_room("100,000 people")
    assert label_room("十万") > label_room("10")


def test_a_line_over_no_points_is_empty() -> None:
    placed = charts.place_trend(charts.TrendChart("", ()), width=300, height=200)

    assert placed.paths == ()
    assert placed.first_label == placed.last_label == ""


@given(st.lists(st.one_of(st.none(), values), max_size=30))
def test_a_sparkline_stays_within_its_box(series: list[float | None]) -> None:
    for path in charts.place_spark(series, width=72, height=20):
        for pair in path.replace("h0", "").lstrip("M").split("L"):
            x, y = map(float, pair.split())
            assert 0 <= x <= 72
            assert 0 <= y <= 20


def test_dots_lie_on_their_rows_and_the_reference_between_the_edges() -> None:
    placed = charts.place_dots(chart_samples.DOTS, width=440)

    assert [dot.y for dot in placed.dots] == [38, 66, 94, 122, 150]
    assert placed.dots[3].x is None
    assert placed.reference_x is not None
    assert placed.left < placed.reference_x < placed.right
    assert all(placed.left <= dot.x <= placed.right for dot in placed.dots if dot.x is not None)


@pytest.mark.parametrize(("value", "shade"), [(None, 0), (90.0, 1), (91.9, 1), (92.0, 2), (99.9, 5), (100.0, 5)])
def test_a_tile_is_shaded_in_five_equal_bands(value: float | None, shade: int) -> None:
    assert charts.shade_of(value, low=90, high=100) == shade


def test_tiles_of_one_value_take_the_middle_shade() -> None:
    assert charts.shade_of(95, low=95, high=95) == 3


def test_two_places_cannot_share_a_tile() -> None:
    tile = charts.Tile("甲", 1, 0, 0)

    with pytest.raises(ValueError, match="two places"):
        charts.place_tiles(charts.TileMap("", (tile, tile)))


@pytest.mark.parametrize(
    ("value", "target", "share"), [(None, 10, 0), (5, 10, 0.5), (20, 10, 1), (-3, 10, 0), (0, 0, 1)]
)
def test_a_meter_stays_between_nothing_and_all(value: float | None, target: float, share: float) -> None:
    assert charts.meter_share(value, target=target) == share


@pytest.mark.parametrize(
    ("tag", "sample"), [("bar_chart", "BARS"), ("trend_chart", "TREND"), ("dot_plot", "DOTS"), ("tile_map", "TILES")]
)
def test_every_chart_is_named_and_has_a_table_behind_it(tag: str, sample: str) -> None:
    chart = getattr(chart_samples, sample)

    drawn = Template("{% load ui_charts %}{% " + tag + " chart %}").render(Context({"chart": chart}))

    assert '<details class="chart-table">' in drawn
    assert f'<caption class="unseen">{chart.title}</caption>' in drawn
    assert "未报" in drawn
    assert 'role="img"' in drawn or 'role="group"' in drawn


def test_a_meter_says_in_words_what_it_draws() -> None:
    drawn = Template("{% load ui_charts %}{% meter 40 100 0.5 'behind' %}").render(Context({}))

    assert 'aria-label="已完成目标的 40%，时间已过 50%"' in drawn
    assert 'class="fill-behind" y="3" width="40.00"' in drawn
