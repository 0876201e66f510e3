"""One flow as a number by two years: the calendar year, and the union's statistical year (ST-03).

A service publishes the flow under two codes and names; the view of its facts gives each row for either year.
"""

from dataclasses import replace
from textwrap import dedent

from zhijia.engines.indicators.definitions import OF_UNION_YEAR, Indicator, Year, publish
from zhijia.lib.sentences import gettext_noop

BY_UNION_YEAR = gettext_noop("口径与按自然年统计的指标相同，“本年内”指工会统计年度以内。")
FIRST_MONTH = "statistics.year_start"
"""The law parameter that a service declares as the threshold of its union year."""


def publish_flows(*flows: tuple[Indicator, str]) -> None:
    """Publish each flow by the calendar year, and under its second name by the union's statistical year."""
    for flow, name in flows:
        calendar = replace(flow, year=Year.CALENDAR)
        union = replace(flow, code=calendar.other_year, name=name, definition=BY_UNION_YEAR, year=Year.UNION)
        publish(calendar, union)


def create_year_end(function: str, *, threshold: str) -> str:
    """SQL for a function of a day: the first day after its union year, which begins in the month that `threshold` gives."""
    return dedent(f"""
        CREATE FUNCTION {function}(day date) RETURNS date LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
            SELECT make_date(extract(year FROM day)::int + (extract(month FROM day) >= t.value)::int, t.value::int, 1)
              FROM indicators_threshold t
             WHERE t.code = '{threshold}' AND t.from_on <= day AND (t.to_on IS NULL OR t.to_on > day)
        $$;
    """)  # noqa: S608  every name in this SQL is written by a migration


def in_both_years(day: str, *, function: str) -> str:
    """A row (suffix, days) for each year in which `day` lies: from it to the year's end; none where that is not known."""
    ends = {"": f"make_date(extract(year FROM {day})::int + 1, 1, 1)", OF_UNION_YEAR: f"{function}({day})"}
    return ", ".join(
        f"('{suffix}', CASE WHEN {end} IS NULL THEN 'empty' ELSE daterange({day}, {end}) END)"
        for suffix, end in ends.items()
    )
