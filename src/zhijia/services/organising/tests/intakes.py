"""Rosters as offices fill them in, brought in as the pages do it."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

from zhijia.lib.resident_ids import synthetic_resident_id
from zhijia.organisation.models import Roster, RosterRow, Union
from zhijia.organisation.models.rosters import RosterState
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, Figure
from zhijia.services.organising.intake.uploading import Confirmed, confirm_mapping, upload_roster
from zhijia.services.organising.intake.working import check, enter, read

HEAD = ("姓名", "身份证号", "手机号码", "所属工会", "入会日期")
MILL = "青禾纺织工会委员会"


def number(serial: int, *, year: int = 1990) -> str:
    """A valid number of nobody, another one for each serial below 28,000."""
    return synthetic_resident_id(serial % 1000, born_on=date(year, 1, 1 + serial // 1000))


def person_row(serial: int, name: str = "", **other: str) -> list[str]:
    values = {
        "姓名": name or f"会员{serial:04d}",
        "身份证号": number(serial),
        "手机号码": f"138{serial:08d}",
        "所属工会": MILL,
        "入会日期": "2024-03-01",
        **other,
    }
    return list(values.values())


def sheet(rows: Sequence[Sequence[str]], *, head: Sequence[str] = HEAD, encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    return text.getvalue().encode(encoding)


def uploaded(figure: Figure, content: bytes) -> Roster:
    """Uploaded and read: what the importer sees before she confirms the columns."""
    with scoped(figure.actor):
        roster = upload_roster(figure.actor, filename="名册.csv", parts=[content], now=NOW)
    read(roster.pk, figure.actor)
    return fresh(roster)


def checked(
    figure: Figure,
    content: bytes,
    *,
    mapping: Mapping[str, int] | None = None,
    union: Union | None = None,
    approved_on: date | None = None,
) -> Roster:
    roster = uploaded(figure, content)
    given = Confirmed(roster.mapping if mapping is None else mapping, union, approved_on)
    if roster.state == RosterState.READ:
        with scoped(figure.actor):
            confirm_mapping(roster, figure.actor, given, now=NOW)
    check(roster.pk, figure.actor, now=NOW)
    return fresh(roster)


def brought_in(figure: Figure, content: bytes) -> Roster:
    roster = checked(figure, content)
    enter(roster.pk, figure.actor, now=NOW)
    return fresh(roster)


def fresh(roster: Roster) -> Roster:
    with scoped(BUILDER):
        return Roster.objects.get(pk=roster.pk)


def verdicts(roster: Roster) -> list[str]:
    with scoped(BUILDER):
        return list(RosterRow.objects.filter(roster=roster).order_by("row_no").values_list("verdict", flat=True))
