"""What a federation sees of the congresses below it: which are due and late, irregular, ignored; every figure opens its list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.indicators.reading import Reading, read_many
from zhijia.law.counting import add_months
from zhijia.organisation.scopes import Actor
from zhijia.services.congress.indicators.findings import BROKEN, TOTAL, code_of
from zhijia.services.congress.queries import count_due_by_month, terms_due
from zhijia.ui.charts import BarChart, BarItem
from zhijia.ui.components import Chip, Column, Stat, url_with
from zhijia.ui.reader import month_read
from zhijia.ui.wording import grouped, percent

MOST = 20
MOST_OF_MONTH = 200
MEETING = ("congress.coverage", "congress.held_on_time", "congress.sessions", "congress.regularity")
REGIONAL = ("congress.regional", "congress.regional_enterprises")
CARRIED_OUT = ("congress.carried_out", "congress.not_carried_out", "congress.carried_out_late")
PROPOSALS = (
    "congress.proposals",
    "congress.proposals_filed",
    "congress.proposals_answered",
    "congress.proposals_on_time",
    "congress.proposals_satisfied",
    "congress.proposals_overdue",
)
RULES: Mapping[str, str] = {code_of(rule): rule for rule in BROKEN}


@dataclass(frozen=True, slots=True)
class Due:
    """A congress in force and the last day on which its next session is on time."""

    name: str
    url: str
    union: str
    last_on: date | None
    due_on: date


@dataclass(frozen=True, slots=True)
class Month:
    first_on: date
    number: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that was pointed out this year, and how often."""

    rule: str
    name: str
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Overview:
    groups: Sequence[tuple[str, Sequence[Stat]]]
    late: Sequence[Due]
    late_url: str
    soon: Sequence[Due]
    is_cut: bool
    months: Sequence[Month]
    chips: Sequence[Chip]
    calendar: BarChart
    broken: Sequence[Broken]
    findings_url: str
    due_columns: Sequence[Column]
    rule_columns: Sequence[Column]


def read_overview(actor: Actor, *, today: date, month: date | None = None) -> Overview:
    """The page of the post's own place; the numbers in two queries, the two lists and the months in one each.

    `month`: the first day of a month whose due sessions are listed; without one those that are due next.
    """
    codes = (*MEETING, *REGIONAL, *CARRIED_OUT, *PROPOSALS, TOTAL, *RULES)
    readings = read_many(codes, path=actor.path, on=today)
    titles = (
        (_("召开"), MEETING),
        (_("区域性、行业性"), REGIONAL),
        (_("决议落实"), CARRIED_OUT),
        (_("提案"), PROPOSALS),
    )
    months = [Month(first_on, number) for first_on, number in count_due_by_month(actor, today=today)]
    soon = _soon(actor, today, month)
    return Overview(
        groups=[(title, [_stat(readings[code]) for code in group]) for title, group in titles],
        late=_listed(terms_due(actor, today=today, is_late=True)[:MOST]),
        late_url=_records("congress.held_on_time", part="gap"),
        soon=soon,
        is_cut=sum(one.number for one in months if month in (None, one.first_on)) > len(soon),
        months=months,
        chips=_chips(months, month),
        calendar=_calendar(months),
        broken=sorted(_broken(readings), key=lambda one: (-one.number, one.rule)),
        findings_url=_records(TOTAL),
        due_columns=[
            Column(_("职代会")),
            Column(_("承办工会"), "long"),
            Column(_("上次召开"), "mid"),
            Column(_("应召开"), "mid"),
        ],
        rule_columns=[Column(_("规则"), "short"), Column(_("指出的问题")), Column(_("处数"), "num", is_number=True)],
    )


def _calendar(months: Sequence[Month]) -> BarChart:
    """How many are due in each month."""
    return BarChart(_("各月应召开"), tuple(BarItem(month_read(one.first_on), one.number) for one in months), _("场"))


def _chips(months: Sequence[Month], chosen: date | None) -> list[Chip]:
    """Each month opens its list."""
    url = reverse("congress:overview")
    chips = [
        Chip(
            month_read(one.first_on),
            url_with(url, {"month": f"{one.first_on:%Y-%m}"}),
            one.number,
            is_current=one.first_on == chosen,
        )
        for one in months
    ]
    return [Chip(_("最近应召开"), url, is_current=chosen is None), *chips]


def _soon(actor: Actor, today: date, month: date | None) -> list[Due]:
    rows = terms_due(actor, today=today, is_late=False)
    if month is None:
        return _listed(rows[:MOST])
    return _listed(rows.filter(due_on__gte=month, due_on__lt=add_months(month, 1))[:MOST_OF_MONTH])


def _listed(rows: Iterable[Any]) -> list[Due]:
    return [Due(row.case.title, case_url(row.case_id), row.union.name, row.last_on, row.due_on) for row in rows]


def _broken(readings: Mapping[str, Reading]) -> Iterator[Broken]:
    for code, rule in RULES.items():
        if readings[code].numerator:
            yield Broken(rule, _(BROKEN[rule]), readings[code].numerator, _records(code))


def _stat(reading: Reading) -> Stat:
    own, value = reading.indicator, reading.value
    url, name = _records(own.code), _(own.name)
    if isinstance(value, Fraction):
        note = f"{grouped(reading.numerator)}/{grouped(reading.denominator or 0)}"
        return Stat(name, percent(float(value / 100)).removesuffix("%"), unit="%", url=url, note=note)
    if value is None:
        return Stat(name, "—", url=url, note=_("没有可以计算的"))
    return Stat(name, grouped(value), unit=_(own.unit), url=url)


def _records(code: str, **query: str) -> str:
    return url_with(reverse("indicators:records", args=[code]), query)
