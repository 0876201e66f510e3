"""Two records of one human: put together on the word of two people, and taken apart again exactly.

A record that was put into another keeps its row and its name, so that what it wrote can still be read; it is found by
nothing any more, and everything that hung on it hangs on the other.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.models import Membership, MergeKind, Person, PersonMerge, User
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.protection.sealed import SealedText
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor, places_reached_by
from zhijia.organisation.writing import refusing
from zhijia.trail.kinds import EventKind
from zhijia.trail.record import record

TWO_PEOPLE = gettext_noop("须由另一人、另一岗位复核：申请人不能自己复核。")
ASKED_ALREADY = gettext_noop("这条记录已有一份合并或拆分申请在等复核。")
TAKEN_SINCE = gettext_noop("并入的证件号码后来又登记给了别的记录，请先核对那条记录。")
NEEDS_POST = gettext_noop("合并、拆分人员须以岗位身份办理，请先选择岗位。")
MEMBERSHIPS = "organisation_membership"
EMPTY: Mapping[str, object] = {
    "phone": None, "address": None, "sex": "", "born_on": None, "ethnicity": "", "political_status": "", "education": "",
    "household_kind": "", "is_migrant": None, "is_dispatched": None, "is_new_form": None,
}  # fmt: skip
"""What the kept record takes where it has nothing."""


def ask_merge(actor: Actor, kept: Person, dropped: Person, *, reason: str, now: datetime) -> PersonMerge:
    """Ask for `dropped` to be put into `kept`. Raises `Refused`: role over either or over a post of theirs, oneself, no reason,
    a record that is merged already or waits for another decision.
    """
    if kept.pk == dropped.pk:
        raise Refused("请选两条不同的记录。", field="kept")
    _check_over(actor, kept, dropped, now=now)
    if kept.merged_into_id or dropped.merged_into_id:
        raise Refused("其中一条记录已经并入别的记录。")
    return _ask(actor, PersonMerge(kind=MergeKind.MERGE, kept=kept, dropped=dropped), reason=reason, now=now)


def ask_split(actor: Actor, merge: PersonMerge, *, reason: str, now: datetime) -> PersonMerge:
    """Ask for a merge to be taken apart. Raises `Refused`: as `ask_merge`, and a merge that was not made or is undone."""
    if merge.kind != MergeKind.MERGE or not merge.is_confirmed or merge.is_undone:
        raise Refused("这次合并没有办成，或者已经拆分。")
    if not merge.filled:
        raise Refused("保存期限已到，合并前的内容已清除，不能再拆分。")
    _check_over(actor, merge.kept, merge.dropped, now=now)
    split = PersonMerge(kind=MergeKind.SPLIT, kept=merge.kept, dropped=merge.dropped, of=merge)
    return _ask(actor, split, reason=reason, now=now)


def decide_merge(actor: Actor, asked: PersonMerge, *, agrees: bool, now: datetime) -> None:
    """Confirm or turn down what another person asked through another post; confirmed, it is done at once, all or nothing.

    Raises `Refused`: role, the same person or post, decided already, cases of the same kind open on both records, a membership
    that went on since the merge.
    """
    check_decide(actor, asked, now=now)
    assert actor.post is not None
    with transaction.atomic():
        kept = PersonMerge.objects.select_for_update(of=("self",)).get(pk=asked.pk)
        if kept.decided_at is not None:
            raise Refused("这份申请已经复核过了。")
        if agrees:
            _merge(kept) if kept.kind == MergeKind.MERGE else _split(kept)
        kept.decided_at, kept.is_confirmed = now, agrees
        kept.decided_by_id, kept.decided_by_post_id = actor.person_id, actor.post.id
        kept.save(update_fields=["decided_at", "is_confirmed", "decided_by", "decided_by_post"])
        _log(actor, kept, _DECIDED[kept.kind] if agrees else events.MERGE_DECLINED, now=now)


def check_decide(actor: Actor, asked: PersonMerge, *, now: datetime) -> None:
    """Another person, through another post, who keeps both records herself."""
    _check_over(actor, asked.kept, asked.dropped, now=now)
    if actor.post is None or actor.person_id == asked.asked_by_id or actor.post.id == asked.asked_by_post_id:
        raise Refused(TWO_PEOPLE)


def can_decide(actor: Actor, asked: PersonMerge, *, now: datetime) -> bool:
    """Whether `check_decide` lets the actor pass."""
    try:
        check_decide(actor, asked, now=now)
    except Refused:
        return False
    return True


def _check_over(actor: Actor, *people: Person, now: datetime) -> None:
    """Who merges two records keeps both, and stands above every post and party that either of them acts for."""
    if actor.post is None or actor.person_id is None:
        raise Refused(NEEDS_POST)
    if actor.person_id in {person.pk for person in people}:
        raise Refused("不能合并或拆分自己的记录，请由别人办理。")
    users = User.objects.filter(person__in=[person.pk for person in people]).values_list("pk", flat=True)
    reached = places_reached_by(list(users), today=local_day(now))
    held = {path for reach in reached.values() for path in reach.places}
    for path in {person.path for person in people} | held:
        check_administer(actor, path)


def _ask(actor: Actor, asked: PersonMerge, *, reason: str, now: datetime) -> PersonMerge:
    assert actor.post is not None
    if len(reason.strip()) < 4:
        raise Refused("请写明理由：凭什么认定是同一个人，或者不是同一个人。", field="reason")
    asked.reason, asked.asked_at = reason.strip()[:200], now
    asked.asked_by_id, asked.asked_by_post_id = actor.person_id or 0, actor.post.id
    with refusing({"merge_one_open": ASKED_ALREADY}):
        asked.save(force_insert=True)
    _log(actor, asked, events.MERGE_ASKED if asked.kind == MergeKind.MERGE else events.SPLIT_ASKED, now=now)
    return asked


def _merge(asked: PersonMerge) -> None:
    told = _run("SELECT organisation_merge_people(%s)", asked.pk)
    kept, dropped = _people(asked)
    filled = [name for name, empty in EMPTY.items() if getattr(kept, name) == empty != getattr(dropped, name)]
    takes_number = not kept.id_kind and bool(dropped.id_kind)
    asked.id_kind, asked.id_number, asked.id_index = dropped.id_kind, _text(dropped.id_number), dropped.id_index
    dropped.id_kind, dropped.id_number, dropped.id_index = "", None, None
    dropped.save(update_fields=["id_kind", "id_number", "id_index"])
    for name in filled:
        setattr(kept, name, _text(getattr(dropped, name)))
    if "phone" in filled:
        kept.phone_index, kept.phone_verified_at = dropped.phone_index, dropped.phone_verified_at
    if takes_number:
        kept.id_kind, kept.id_number, kept.id_index = asked.id_kind, _text(asked.id_number), asked.id_index
    takes_card = bool(dropped.card_number) and not kept.card_number
    if takes_card:
        card, dropped.card_number = dropped.card_number, ""
        dropped.save(update_fields=["card_number"])
        kept.card_number = card
    kept.save()
    asked.rows = told["rows"]
    asked.filled = {
        "facts": filled, "number": takes_number, "card": takes_card, "home": told["home"], "latest": told["latest"],
        "joined": _join_earliest(asked),
    }  # fmt: skip
    asked.save(update_fields=["rows", "filled", "id_kind", "id_number", "id_index"])


def _join_earliest(asked: PersonMerge) -> Mapping[str, object]:
    """She joined when the earlier of two running memberships says: the one that stays takes that day over.

    Answers which one and its own day, so that a split gives it back; nothing where it was the earlier.
    """
    aside = [row["content"] for row in asked.rows if row["table"] == MEMBERSHIPS and row["fate"] == "aside"]
    days = [date.fromisoformat(row["joined_on"]) for row in aside if row["to_on"] is None]
    kept = Membership.objects.filter(person=asked.kept_id, to_on=None).first()
    if kept is None or not days or kept.joined_on <= min(days):
        return {}
    _join_since(asked, kept.pk, min(days))
    return {"membership": kept.pk, "own": kept.joined_on.isoformat()}


def _join_since(asked: PersonMerge, membership: int, day: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_join_since(%s, %s, %s)", [asked.pk, membership, day])


def _split(asked: PersonMerge) -> None:
    assert asked.of is not None
    done = PersonMerge.objects.select_for_update(of=("self",)).get(pk=asked.of.pk)
    if Membership.objects.filter(person=done.kept_id, pk__gt=done.filled["latest"]).exists():
        raise Refused("合并以后会籍又有变动，不能再拆分；请分别办理转会或更正。")
    if joined := done.filled.get("joined"):
        _join_since(asked, joined["membership"], date.fromisoformat(joined["own"]))
    _run("SELECT organisation_split_people(%s)", asked.pk)
    kept, dropped = _people(done)
    _give_back(done, kept, dropped)
    done.is_undone, done.rows, done.filled = True, [], {}
    done.id_kind, done.id_number, done.id_index = "", None, None
    done.save(update_fields=["is_undone", "rows", "filled", "id_kind", "id_number", "id_index"])


def _give_back(done: PersonMerge, kept: Person, dropped: Person) -> None:
    """The facts that `kept` took leave it where they are still the same; the number and the card return."""
    for name in done.filled["facts"]:
        if _text(getattr(kept, name)) == _text(getattr(dropped, name)):
            setattr(kept, name, EMPTY[name])
            if name == "phone":
                kept.phone_index = kept.phone_verified_at = None
    if done.filled["number"] and _same(kept.id_index, done.id_index):
        kept.id_kind, kept.id_number, kept.id_index = "", None, None
    card = kept.card_number if done.filled["card"] else dropped.card_number
    if done.filled["card"]:
        kept.card_number = ""
    kept.save()
    dropped.id_kind, dropped.id_number, dropped.id_index = done.id_kind, _text(done.id_number), done.id_index
    dropped.card_number = card
    with refusing({"person_id_unique": TAKEN_SINCE}):
        dropped.save()


def _run(statement: str, pk: int) -> Mapping[str, Any]:
    """One of the owner's functions; what must hold of foreign keys is asked at once."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [pk])
            (told,) = cursor.fetchone()
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        if "merge_two_cases" in str(error):
            raise Refused("两条记录各有一件同类的事项正在办理，请先办结其中一件，再合并。") from error
        raise Refused("有别的记录引用着不能并存的内容，现在不能办理；请联系系统管理员。") from error
    return json.loads(told) if isinstance(told, str) and told else told or {}


def _people(asked: PersonMerge) -> tuple[Person, Person]:
    found = Person.objects.in_bulk([asked.kept_id, asked.dropped_id])
    return found[asked.kept_id], found[asked.dropped_id]


def _text(value: Any) -> Any:
    """Sealed texts opened, to be sealed anew for another row."""
    return value.reveal() if isinstance(value, SealedText) else value


def _same(one: Any, other: Any) -> bool:
    return one is not None and other is not None and bytes(one) == bytes(other)


def _log(actor: Actor, asked: PersonMerge, kind: EventKind, *, now: datetime) -> None:
    """The event stands on both records."""
    fates = [row["fate"] for row in asked.rows]
    data = {"merge": asked.of_id or asked.pk, "reason": asked.reason, "rows": len(fates), "aside": fates.count("aside")}
    for person, other in ((asked.kept, asked.dropped), (asked.dropped, asked.kept)):
        record(event_about(person, kind, actor=actor, now=now, data={**data, "with": other.pk}))


_DECIDED: dict[str, EventKind] = {MergeKind.MERGE: events.PEOPLE_MERGED, MergeKind.SPLIT: events.PEOPLE_SPLIT}
