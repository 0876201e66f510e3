"""Outside parties: entering labour bureaus, and who acts for an employer or a bureau, from when to when."""

from dataclasses import dataclass
from datetime import date, datetime

from zhijia.lib.normalise import tidy_text
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.models import Enterprise, LabourBureau, Mandate, PartyKind, Person, Union
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.recording import event_about
from zhijia.organisation.scans import Scan
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import refusing
from zhijia.trail.record import record

CONSTRAINTS: dict[str, Sentence | str] = {
    "mandate_once_at_a_time": gettext_noop("这个人在这段时间内已经有这家的授权，请先终止原来的授权。"),
    "organisation_labourbureau_place": gettext_noop("这个行政区划已经登记了人社部门，不必再建。"),
}


@dataclass(frozen=True, slots=True)
class NewMandate:
    """Who acts for whom: `letter` names the letter of authority (day and number, or where its scan lies)."""

    person: Person
    of: Enterprise | LabourBureau
    title: str
    letter: str
    from_on: date
    to_on: date | None = None
    scan: Scan | None = None


def enter_bureau(actor: Actor, *, name: str, place: str, keeper: Union, now: datetime) -> LabourBureau:
    """Enter the labour bureau of a division. Raises `Refused`: not the keeper's post, no name, entered already."""
    check_administer(actor, keeper.path)
    if len(tidy_text(name)) < 4:
        raise Refused("请写人社部门的全称。", field="name")
    with refusing(CONSTRAINTS):
        bureau = LabourBureau.objects.create(name=tidy_text(name), place=place, keeper=keeper, path=keeper.path)
    data = {"name": bureau.name, "place": place}
    record(event_about(keeper, events.BUREAU_ENTERED, actor=actor, now=now, data=data))
    return bureau


def give_mandate(actor: Actor, new: NewMandate, *, now: datetime) -> Mandate:
    """Enter that a person acts for an employer or a bureau. She gets in by an account with a one-time slip, as others do.

    Raises `Refused`: not the territory's union or one above, no letter, no title, has a mandate of the same already, or
    acts for a union: nobody sits on both sides of a table.
    """
    check_administer(actor, new.of.path)
    if not new.letter.strip():
        raise Refused("请写明授权书的日期和编号。", field="letter")
    if not new.title.strip():
        raise Refused("请写明联系人的职务。", field="title")
    if new.person.holdings.filter(to_on=None).exists():
        raise Refused("这个人在工会任职，不能同时代表对方办理。", field="person")
    if new.to_on and new.to_on <= new.from_on:
        raise Refused("截止日期必须晚于起始日期。", field="to_on")
    mandate = _create(new)
    data = {"for": str(new.of), "letter": mandate.letter, "from_on": new.from_on, "to_on": new.to_on}
    record(event_about(new.person, events.MANDATE_GIVEN, actor=actor, now=now, data=data))
    return mandate


def _create(new: NewMandate) -> Mandate:
    is_employer = isinstance(new.of, Enterprise)
    scan = new.scan
    with refusing(CONSTRAINTS):
        return Mandate.objects.create(
            person=new.person,
            kind=PartyKind.EMPLOYER if is_employer else PartyKind.BUREAU,
            enterprise=new.of if isinstance(new.of, Enterprise) else None,
            bureau=new.of if isinstance(new.of, LabourBureau) else None,
            title=tidy_text(new.title),
            letter=new.letter.strip(),
            scan_name=scan.filename if scan else "",
            scan_type=scan.content_type if scan else "",
            scan_sha256=scan.sha256 if scan else "",
            from_on=new.from_on,
            to_on=new.to_on,
            path=new.of.path,
        )


def end_mandate(actor: Actor, mandate: Mandate, *, on: date, now: datetime) -> Mandate:
    """Let a mandate end; from that day its holder sees nothing of the party's any more."""
    check_administer(actor, mandate.path)
    if mandate.to_on and mandate.to_on <= local_day(now):
        raise Refused("这项授权已经终止。")
    if on <= mandate.from_on:
        raise Refused("终止日期必须晚于起始日期。", field="on")
    mandate.to_on = on
    mandate.save(update_fields=["to_on"])
    data = {"for": str(mandate.of), "to_on": on}
    record(event_about(mandate.person, events.MANDATE_ENDED, actor=actor, now=now, data=data))
    return mandate
