"""What was found in the register, in words: numbers that open their lists, and the lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.services.organising.models import RosterFinding
from zhijia.services.organising.roster.kinds import BY_CODE, CHECKS, Check
from zhijia.services.organising.roster.queries import Numbers
from zhijia.ui.components import url_with
from zhijia.ui.reader import day_read


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A check with its number and the address of its list."""

    check: Check
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A row of a list: what it is about, what was found, and where it is put right."""

    title: str
    url: str
    place: str
    words: str
    act: str
    act_url: str


def present_numbers(numbers: Numbers, *, under: int) -> list[ShownNumber]:
    return [
        ShownNumber(
            check,
            numbers.of.get(check.code, 0),
            url_with(reverse("organising:roster_list", args=[check.code]), {"under": under or ""}),
        )
        for check in CHECKS
    ]


def present_findings(rows: Sequence[RosterFinding]) -> list[ShownFinding]:
    return [_SHOWN[BY_CODE[row.kind].of](row) for row in rows]


def _person(row: RosterFinding) -> ShownFinding:
    person, place = row.person, row.union.name if row.union else ""
    if person is None:
        return ShownFinding(_("已不在您的范围内"), "", place, _words(row), "", "")
    return ShownFinding(person.name, reverse("organising:person", args=[person.pk]), place, _words(row), "", "")


def _pair(row: RosterFinding) -> ShownFinding:
    assert row.person is not None
    assert row.other is not None
    url = reverse("organising:merge", args=[row.person.pk, row.other.pk])
    place = f"{row.person.home.name} · {row.other.home.name}"
    return ShownFinding(row.person.name, reverse("organising:person", args=[row.person.pk]), place, "", _("比对"), url)


def _case(row: RosterFinding) -> ShownFinding:
    place = row.union.name if row.union else ""
    return ShownFinding(row.figures["name"], reverse("cases:case", args=[row.case_id]), place, _words(row), "", "")


def _union(row: RosterFinding) -> ShownFinding:
    assert row.union is not None
    register = url_with(reverse("organising:members"), {"under": row.union.pk})
    url = reverse("organising:union", args=[row.union.pk])
    return ShownFinding(row.union.name, url, "", _words(row), _("会员名册"), register)


def _enterprise(row: RosterFinding) -> ShownFinding:
    assert row.enterprise is not None
    place = row.union.name if row.union else ""
    url = reverse("organising:enterprise", args=[row.enterprise.pk])
    return ShownFinding(row.enterprise.name, url, place, _words(row), "", "")


def _words(row: RosterFinding) -> str:
    told: dict[str, Any] = row.figures
    if row.kind == "too_young":
        return _("%(day)s入会") % {"day": _day(told["from_on"])}
    if row.kind == "transfer_silent":
        return _("应在%(day)s前答复") % {"day": _day(told["due_on"])}
    if row.kind == "left_work":
        return _("%(day)s离职") % {"day": _day(told["left_on"])}
    if row.kind in ("too_many", "outlier"):
        return str(_("会员 %(members)s 人，一年前 %(before)s 人；职工 %(staff)s 人") % told)
    if row.kind == "founding":
        return str(_("会员 %(members)s 人") % told)
    return _("%(n)s 人") % {"n": row.amount}


def _day(text: str) -> str:
    return day_read(date.fromisoformat(text))


_SHOWN = {"person": _person, "pair": _pair, "case": _case, "union": _union, "enterprise": _enterprise, "amount": _union}
