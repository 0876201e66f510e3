"""What organising shows of an enterprise (unions, headcount, contacts), a union (members, labour bureaus), a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhijia.engines.cases.panels import register_facts
from zhijia.lib.sentences import gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.models import Enterprise, Mandate, Person, Union, UnionCoverage
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.organisation.permissions import can_administer
from zhijia.organisation.queries import bureaus_kept_by, contacts_of, coverages_of
from zhijia.organisation.queries.memberships import count_members, spans_of
from zhijia.organisation.queries.merges import lookalikes_of
from zhijia.organisation.rules import is_federation, is_territorial
from zhijia.services.organising.correcting.flow import CORRECTION_FLOW
from zhijia.services.organising.flow import APPLICATION_FLOW
from zhijia.services.organising.presenting.applying import show_application
from zhijia.services.organising.presenting.correcting import show_correction
from zhijia.services.organising.presenting.members import acts_on, history_of
from zhijia.services.organising.presenting.merging import lines_of
from zhijia.trail.models import Event
from zhijia.ui.components import Fact

MOST_COUNTS = 6
COUNTED_BY = (events.ENTERPRISE_ENTERED.code, events.ENTERPRISE_CHANGED.code)


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many people an enterprise was said to have, and on which day that was entered."""

    on: date
    value: int | None
    change: int | None

    @property
    def signed(self) -> str:
        return f"{self.change:+d}" if self.change else ""


def show_coverage(question: PanelQuestion) -> Mapping[str, object]:
    """The unions that cover the enterprise, present ones first, under one verdict. One query."""
    coverages = coverages_of(question.row) if isinstance(question.row, Enterprise) else []
    present = [coverage for coverage in coverages if _is_on(coverage, question.today)]
    return {"coverages": coverages, "present": len(present), "was_covered": bool(coverages)}


def show_headcounts(question: PanelQuestion) -> Mapping[str, object] | None:
    """The headcounts entered one after the other, newest first, out of the log. One query.

    Nothing where none was ever entered.
    """
    counts = headcounts_of(question.row) if isinstance(question.row, Enterprise) else []
    return {"counts": counts} if counts else None


def headcounts_of(enterprise: Enterprise) -> Sequence[Headcount]:
    """The newest headcounts that were entered for an enterprise, newest first."""
    about = Event.objects.filter(subject_type="organisation.enterprise", subject_id=enterprise.pk)
    entered = about.filter(kind__in=COUNTED_BY, data__has_key="headcount").order_by("-id")
    return [_headcount(event) for event in entered[:MOST_COUNTS]]


def _headcount(event: Event) -> Headcount:
    """Entering says the number, changing says the old and the new one."""
    said = event.data["headcount"]
    old, new = said if isinstance(said, list) else (None, said)
    return Headcount(local_day(event.at), new, new - old if old is not None and new is not None else None)


def _is_on(row: UnionCoverage | Mandate, day: date) -> bool:
    return row.from_on <= day and (row.to_on is None or row.to_on > day)


@dataclass(frozen=True, slots=True)
class MandateLine:
    """Somebody who acts or acted for an outside party."""

    mandate: Mandate
    is_current: bool


def show_contacts(question: PanelQuestion) -> Mapping[str, object] | None:
    """Who acts for the employer, and where another contact is named. One query."""
    if not isinstance(question.row, Enterprise):
        return None
    return {
        "lines": _lines(contacts_of(question.row), question.today),
        "may_name": can_administer(question.actor, question.row.path),
        "enterprise": question.row,
    }


def show_bureaus(question: PanelQuestion) -> Mapping[str, object] | None:
    """The labour bureaus of a federation's divisions, with the officers who act for them."""
    union = question.row
    if not isinstance(union, Union) or not (is_federation(union.kind) and is_territorial(union.kind)):
        return None
    bureaus = [(bureau, _lines(bureau.officers, question.today)) for bureau in bureaus_kept_by(union)]  # type: ignore[attr-defined]
    return {"bureaus": bureaus, "may_name": can_administer(question.actor, union.path), "union": union}


def _lines(mandates: Sequence[Mandate], today: date) -> list[MandateLine]:
    return [MandateLine(mandate, _is_on(mandate, today)) for mandate in mandates]


def show_membership(question: PanelQuestion) -> Mapping[str, object] | None:
    """A person's spans of membership and what may become of the open one. One query."""
    person = question.row
    if not isinstance(person, Person):
        return None
    rows = spans_of(person.pk)
    held = next((row for row in rows if row.to_on is None), None)
    may = can_administer(question.actor, person.path)
    return {
        "person": person,
        "card": person.card_number,
        "history": history_of(rows),
        "may_join": may and held is None,
        "acts": acts_on(held) if may and held and held.is_here else [],
    }


def show_lookalikes(question: PanelQuestion) -> Mapping[str, object] | None:
    """Records in scope that may be of the same human. One query; nothing where there is none."""
    person = question.row
    if not isinstance(person, Person):
        return None
    lines = lines_of(lookalikes_of(question.actor, person))
    may = can_administer(question.actor, person.path)
    return {"person": person, "lines": lines, "may_merge": may} if lines else None


def show_members(question: PanelQuestion) -> Mapping[str, object] | None:
    """How many members a union has, with everything below it. One query."""
    union = question.row
    if not isinstance(union, Union):
        return None
    active, retained = count_members(union)
    people = _("%(n)s 人")
    counts = [Fact(_("会员"), people % {"n": active}), Fact(_("保留会籍"), people % {"n": retained})]
    return {"union": union, "counts": counts}


register_panel(
    place="person",
    code="organising.membership",
    title=gettext_noop("会籍"),
    template="organising/_panel_membership.html",
    read=show_membership,
    order=10,
)
register_panel(
    place="person",
    code="organising.lookalikes",
    title=gettext_noop("疑似重复"),
    template="organising/_panel_lookalikes.html",
    read=show_lookalikes,
    order=20,
)
register_panel(
    place="union",
    code="organising.members",
    title=gettext_noop("会员"),
    template="organising/_panel_members.html",
    read=show_members,
    order=10,
)
register_panel(
    place="enterprise",
    code="organising.contacts",
    title=gettext_noop("授权联系人"),
    template="organising/_panel_contacts.html",
    read=show_contacts,
    order=30,
)
register_panel(
    place="union",
    code="organising.bureaus",
    title=gettext_noop("人社部门"),
    template="organising/_panel_bureaus.html",
    read=show_bureaus,
    order=30,
)
register_panel(
    place="enterprise",
    code="organising.coverage",
    title=gettext_noop("所属工会"),
    template="organising/_panel_coverage.html",
    read=show_coverage,
    order=10,
)
register_panel(
    place="enterprise",
    code="organising.headcount",
    title=gettext_noop("职工人数变化"),
    template="organising/_panel_headcount.html",
    read=show_headcounts,
    order=20,
)
register_facts(CORRECTION_FLOW.code, "organising/_correction.html", show_correction)
register_facts(APPLICATION_FLOW.code, "organising/_application.html", show_application)
