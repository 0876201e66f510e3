"""The register of seats for employees on boards."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.registers import Listed, read_newest
from zhijia.organisation.scopes import Actor
from zhijia.services.congress.directors.flow import SEAT_FLOW
from zhijia.services.congress.directors.models import EmployeeSeat
from zhijia.services.congress.queries import seats_visible_to
from zhijia.ui.components import Column


@dataclass(frozen=True, slots=True)
class SeatRow:
    number: str
    url: str
    enterprise: str
    board: str
    holder: str
    to_on: date | None
    state: str


def read_seats(actor: Actor, *, before: int | None) -> Listed[SeatRow]:
    """At most PAGE_SIZE rows, newest first."""
    shown, page = read_newest(seats_visible_to(actor), reverse("congress:seats"), {}, before=before)
    return Listed([_row(seat) for seat in shown], (), columns(), page)


def columns() -> list[Column]:
    return [
        Column(_("编号"), "mid"),
        Column(_("公司")),
        Column(_("席位"), "short"),
        Column(_("担任人"), "short"),
        Column(_("届满日期"), "mid"),
        Column(_("状态"), "short"),
    ]


def _row(seat: EmployeeSeat) -> SeatRow:
    holder = next((row for row in seat.holders.all() if row.ended_on is None), None)
    return SeatRow(
        number=seat.case.number,
        url=case_url(seat.case_id),
        enterprise=seat.enterprise.name,
        board=seat.get_board_display(),
        holder=holder.name if holder else "",
        to_on=holder.to_on if holder else None,
        state=_(SEAT_FLOW.state(seat.case.state).label),
    )
