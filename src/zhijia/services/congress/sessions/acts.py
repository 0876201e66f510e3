"""What the steps of a session change."""

from collections.abc import Mapping, Sequence

from django.db.models import Max

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.documents.scans import keep_scans
from zhijia.engines.issues.models import Category
from zhijia.engines.issues.raising import NewIssue, raise_issues
from zhijia.lib.sentences import Refused, Sentence
from zhijia.lib.stored_sentences import as_stored
from zhijia.services.congress.rules.matters import power_of
from zhijia.services.congress.sessions.checks import items_of, majority, ownership, present_at, sitting_of
from zhijia.services.congress.sessions.collecting import give_back, take_up, unanswered_of
from zhijia.services.congress.sessions.models import (
    AgendaItem,
    Attendance,
    CongressSession,
    DelegationOpinion,
    PresidiumMember,
    Receipt,
    Referral,
    Sitting,
    SittingMember,
)
from zhijia.services.congress.sessions.planting import reports_in
from zhijia.services.congress.sessions.referring import release, undecided_of
from zhijia.services.congress.sessions.speaking import end_running
from zhijia.services.congress.sessions.votes_of import keep_presence, live_poll
from zhijia.services.congress.terms.roll import mandate_of, roll_of

SOURCE = "congress.session"
COUNTS = ("issued", "returned", "invalid", "yes", "no", "abstain")


def add_item(turn: Turn) -> Outcome:
    session, data = turn.record, turn.data
    last = AgendaItem.objects.filter(session=session).aggregate(last=Max("number"))["last"] or 0
    facts = {name: data[name] for name in ("title", "matter", "mode", "starts_at", "speaker", "text")}
    referral: Referral | None = data.get("referral")
    item = AgendaItem.objects.create(
        session=session,
        number=last + 1,
        power=power_of(data["matter"], ownership(session.term)),
        subject=referral.case if referral else None,
        proposal=data["proposal"].case if data.get("proposal") else None,
        **facts,
    )
    if suggestion := data.get("suggestion"):
        take_up(turn, item, suggestion)
    if referral and not Referral.objects.filter(pk=referral.pk, item=None, settled_on=None).update(item=item):
        raise Refused("这一事项已经列入其他会议，请刷新页面。", field="referral")
    _deliver_anew(session)
    told = {"item": item.pk, "title": item.title, "power": str(item.power), "subject": item.subject_id}
    return Outcome({**told, "scans": keep_scans(turn)})


def strike_item(turn: Turn) -> Outcome:
    item: AgendaItem = turn.data["item"]
    item.struck_on = turn.today
    item.save(update_fields=["struck_on"])
    give_back(turn, item, turn.data["reason"])
    release(AgendaItem.objects.filter(pk=item.pk))
    told = {"item": item.pk, "title": item.title, "subject": item.subject_id}
    return Outcome({**told, "reason": turn.data["reason"]})


def change_text(turn: Turn) -> Outcome:
    item: AgendaItem = turn.data["item"]
    item.text = turn.data["text"]
    item.save(update_fields=["text"])
    _deliver_anew(turn.record)
    return Outcome({"item": item.pk, "title": item.title})


def agree(turn: Turn) -> Outcome:
    _note(turn.record, agreed_on=turn.data["day"])
    left = unanswered_of(turn.record).count()
    told = {"agreed_on": turn.data["day"].isoformat(), "unanswered": left}
    return Outcome({**told, "scans": keep_scans(turn)})


def deliver(turn: Turn) -> Outcome:
    """To everybody with a vote; whoever had the texts before has them anew and unread."""
    session: CongressSession = turn.record
    day = turn.data["day"]
    if session.agreed_on and day < session.agreed_on:
        raise Refused("送达日期不能早于议题商定日期。", field="day")
    roll = roll_of(session.term, turn.today)
    Receipt.objects.filter(session=session).delete()
    Receipt.objects.bulk_create(
        Receipt(session=session, person_id=one.person_id, delivered_on=day) for one in roll.entries
    )
    _note(session, delivered_on=day)
    return Outcome({"delivered_on": day.isoformat(), "people": roll.size})


def give_opinion(turn: Turn) -> Outcome:
    data = turn.data
    opinion = DelegationOpinion.objects.create(
        item=data["item"], delegation=data["delegation"], text=data["text"], given_on=turn.today
    )
    return Outcome({"opinion": opinion.pk, "text": opinion.text})


def offer_opinion(turn: Turn) -> Outcome:
    """A delegate says it herself; it counts among what her delegation said."""
    mandate = mandate_of(turn.record.term, turn.actor.person_id, turn.today)
    opinion = DelegationOpinion.objects.create(
        item=turn.data["item"],
        delegation=mandate.delegation if mandate else None,
        person_id=turn.actor.person_id,
        text=turn.data["text"],
        given_on=turn.today,
    )
    return Outcome({"opinion": opinion.pk, "text": opinion.text})


def begin_item(turn: Turn) -> Outcome:
    item: AgendaItem = turn.data["item"]
    show_item(turn.record, item)
    return Outcome({"item": item.pk, "title": item.title})


def show_item(session: CongressSession, item: AgendaItem) -> None:
    """It is the one that the session is at."""
    _note(session, current=item)


def answer_opinion(turn: Turn) -> Outcome:
    opinion: DelegationOpinion = turn.data["opinion"]
    opinion.answer, opinion.answered_on = turn.data["answer"], turn.today
    opinion.save(update_fields=["answer", "answered_on"])
    return Outcome({"opinion": opinion.pk, "answer": opinion.answer})


def prepare(turn: Turn) -> Outcome:
    session, members = turn.record, list(turn.data["presidium"])
    PresidiumMember.objects.filter(session=session).delete()
    PresidiumMember.objects.bulk_create(PresidiumMember(session=session, delegate=one) for one in members)
    _note(session, prepared_on=turn.data["day"])
    return Outcome({"presidium": [one.name for one in members]})


def gather(turn: Turn) -> Outcome:
    """Freeze who has a vote today (E-4); the database refuses every change of it from now on."""
    roll = roll_of(turn.record.term, turn.today)
    if not roll.size:
        raise Refused("今天没有在任代表，不能召开会议。")
    sitting = Sitting.objects.create(session=turn.record, day=turn.today, size=roll.size)
    SittingMember.objects.bulk_create(
        SittingMember(sitting=sitting, person_id=one.person_id, name=one.name, delegation=one.delegation)
        for one in roll.entries
    )
    sitting.digest = roll.digest
    sitting.save(update_fields=["digest"])
    return Outcome({"size": roll.size, "digest": roll.digest})


def check_in(turn: Turn) -> Outcome:
    members = list(turn.data["members"])
    Attendance.objects.bulk_create([Attendance(member=one, came_at=turn.now) for one in members], ignore_conflicts=True)
    keep_presence(turn.case.pk, {one.person_id for one in members}, now=turn.now)
    return Outcome({"names": [one.name for one in members]})


def call_to_order(turn: Turn) -> Outcome:
    sitting = sitting_of(turn.record)
    _note(turn.record, opened_on=turn.today)
    return Outcome({"size": sitting.size, "present": present_at(sitting)})


def adjourn(turn: Turn) -> Outcome:
    """Too few came: another day, delivered anew; the roll of that day is another one."""
    _note(turn.record, planned_on=turn.data["planned_on"], delivered_on=None)
    said = {"planned_on": turn.data["planned_on"].isoformat(), "reason": turn.data["reason"]}
    return Outcome(said, note=turn.data["reason"])


def decide(turn: Turn) -> Outcome:
    """Whether it passed is computed. What is told to other services are counts, never who voted what."""
    item, data, found = turn.data["item"], turn.data, majority(turn)
    if live_poll(turn.case.pk, item):
        raise Refused("这一议题在系统里表决，请用“计票”形成结果；要改用登记，请先作废那次表决。", field="item")
    return keep_decision(
        turn,
        item,
        {name: data[name] for name in COUNTS},
        resolution=data["resolution"],
        is_passed=found.is_kept,
        sentences=[found.verdict.sentence],
    )


def keep_decision(
    turn: Turn,
    item: AgendaItem,
    counts: Mapping[str, int | None],
    *,
    resolution: str,
    is_passed: bool,
    sentences: Sequence[Sentence],
) -> Outcome:
    """Write the vote on its item, and tell it."""
    for name in COUNTS:
        setattr(item, name, counts[name])
    item.resolution, item.decided_on, item.is_passed = resolution, turn.today, is_passed
    item.formula = list(as_stored(sentences))
    item.save(update_fields=[*COUNTS, "resolution", "decided_on", "is_passed", "formula"])
    sitting = sitting_of(turn.record)
    told = {"item": item.pk, "title": item.title, "matter": str(item.matter), "is_passed": item.is_passed, **counts}
    told |= {
        "subject": item.subject_id,
        "size": sitting.size,
        "present": present_at(sitting),
        "session": turn.case.title,
        "form": str(turn.record.term.form),
        "scope": str(turn.record.term.scope),
    }
    return Outcome({**told, "scans": keep_scans(turn)}, note=str(sentences[-1]))


def resolve(turn: Turn) -> Outcome:
    end_running(turn.record, turn.now)
    said = {"minutes": turn.data["minutes"], "signers": turn.data["signers"]}
    _note(turn.record, **said, resolved_on=turn.today, current=None)
    passed = [one.title for one in items_of(turn.record) if one.is_passed]
    reports = list(reports_in(turn.record).values_list("referral__case", flat=True))
    return Outcome({"passed": passed, "signers": turn.data["signers"], "reports": reports})


def publish(turn: Turn) -> Outcome:
    _note(turn.record, published_on=turn.data["day"], channel=turn.data["channel"])
    return Outcome({"published_on": turn.data["day"].isoformat(), "channel": turn.data["channel"]})


def report(turn: Turn) -> Outcome:
    _note(turn.record, reported_on=turn.data["day"], receipt=turn.data["receipt"])
    return Outcome({"reported_on": turn.data["day"].isoformat()})


def give_task(turn: Turn) -> Outcome:
    """What a resolution asks is a matter of the ledger, which has post, day, proof and acceptance."""
    item: AgendaItem = turn.data["item"]
    entry = NewIssue(
        union=turn.case.union,
        handled_by_id=turn.case.union_id,
        source=SOURCE,
        text=turn.data["text"],
        category=Category.CONGRESS,
        level=turn.data["level"],
        found_on=turn.today,
        origin=turn.case,
        line=turn.case.line,
    )
    (issue,) = raise_issues([entry], actor=turn.actor, now=turn.now)
    return Outcome({"item": item.pk, "issue": issue.case_id, "text": turn.data["text"]})


def follow_up(turn: Turn) -> Outcome:
    session: CongressSession = turn.data["session"]
    return Outcome({"session": session.case_id, "text": turn.data["text"]}, note=turn.data["text"])


def drop(turn: Turn) -> Outcome:
    """What was put before it waits for another session."""
    subjects = release(undecided_of(turn.record))
    return Outcome({"reason": turn.data["reason"], "subjects": subjects}, note=turn.data["reason"])


def _deliver_anew(session: CongressSession) -> None:
    if session.delivered_on:
        _note(session, delivered_on=None)


def _note(session: CongressSession, **facts: object) -> None:
    for name, value in facts.items():
        setattr(session, name, value)
    session.save(update_fields=list(facts))
