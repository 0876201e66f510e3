"""Lists of targets (bargaining-congress §A8): enterprises chosen by what numbers and terms tell of them, and a clue for each.

What another service knows is read through its indicators and the terms of its cases, never from its tables.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from zhijia.engines.campaigns.kinds import CampaignKind, Made, declare_campaign
from zhijia.engines.campaigns.models import Campaign, Result, Target
from zhijia.engines.campaigns.planning import CampaignFacts, draw_up, start
from zhijia.engines.cases.models import Clock, ClockState
from zhijia.engines.indicators.conditions import counts_in, is_missing_in
from zhijia.engines.indicators.models import Part
from zhijia.lib.sentences import Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Enterprise, Post, Union
from zhijia.organisation.scopes import Actor
from zhijia.services.supervision.actions.noticing import OF_CLOCKS, noted_event
from zhijia.services.supervision.flow.states import OPEN
from zhijia.services.supervision.models import Clue, Supervision
from zhijia.services.supervision.models.supervisions import Matter, Source
from zhijia.trail.record import record_all

KIND = "supervision.targets"
CONTRACTS, WAGES, COVERED = "bargaining.contract_rate", "bargaining.wage_rate", "bargaining.enterprises_covered"
NO_CONTRACT, NO_WAGES, UNORGANISED = "no_contract", "no_wages", "unorganised"
UNFILED, REFUSED, SILENT = "unfiled", "refused", "silent"
WAITS_ALREADY = gettext_noop("已有一条待处理的监督线索。")
NO_LONGER = gettext_noop("选定以后已经不符合条件，不再登记线索。")
OPEN_ALREADY = gettext_noop("同一监督内容已有在办事项。")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reason is judged by: the day, and from how many employees an enterprise without a union is a target too."""

    on: date
    large_from: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an enterprise is a target: the words (a message id, and in Chinese on the clue) and its condition."""

    words: str
    holds: Callable[[Asked], Q]


def _has_no_union_or_contract(asked: Asked) -> Q:
    is_organised = Q(counts_in(CONTRACTS, Part.DENOMINATOR, on=asked.on))
    return Q(headcount__gte=asked.large_from) & ~is_organised & ~Q(counts_in(COVERED, on=asked.on))


def _clocks_of_bargaining(names: Iterable[str], **more: object) -> QuerySet[Clock]:
    cases = {"case__kind": "bargaining.case", "case__enterprise": OuterRef("pk"), "case__closed_at": None}
    return Clock.objects.filter(name__in=list(names), **cases, **more)


def _filing_is_overdue(asked: Asked) -> Q:
    return Q(Exists(_clocks_of_bargaining(OF_CLOCKS, state=ClockState.RUNNING, due_on__lt=asked.on)))


def _refused_an_offer(_asked: Asked) -> Q:
    return Q(Exists(_clocks_of_bargaining(["reply"], state=ClockState.MET, case__state="refused")))


def _left_an_offer_unanswered(asked: Asked) -> Q:
    replies = _clocks_of_bargaining(["reply"], case__state__in=("offered", "refused"), due_on__lt=asked.on)
    return Q(Exists(replies.filter(state__in=(ClockState.RUNNING, ClockState.LAPSED))))


REASONS: Mapping[str, Reason] = {
    NO_CONTRACT: Reason(gettext_noop("已建会，没有有效集体合同"), lambda asked: is_missing_in(CONTRACTS, on=asked.on)),
    NO_WAGES: Reason(gettext_noop("已建会，没有有效工资专项集体合同"), lambda asked: is_missing_in(WAGES, on=asked.on)),
    UNORGANISED: Reason(gettext_noop("未建会，职工达到应建会人数，没有有效集体合同"), _has_no_union_or_contract),
    UNFILED: Reason(gettext_noop("集体合同签订后逾期未报送"), _filing_is_overdue),
    REFUSED: Reason(gettext_noop("拒绝集体协商要约"), _refused_an_offer),
    SILENT: Reason(gettext_noop("逾期未答复集体协商要约"), _left_an_offer_unanswered),
}


def with_reasons(rows: "QuerySet[Enterprise]", codes: Sequence[str], asked: Asked) -> "QuerySet[Enterprise]":
    """The same enterprises, each knowing which of these reasons hold; `reasons_of` reads them."""
    return rows.annotate(**{f"why_{code}": REASONS[code].holds(asked) for code in codes})


def reasons_of(row: object, codes: Sequence[str]) -> list[str]:
    """The words of the reasons that hold of an enterprise that came through `with_reasons`."""
    return [REASONS[code].words for code in codes if getattr(row, f"why_{code}")]


def codes_of(more: Mapping[str, str]) -> list[str]:
    """The reasons among the criteria of a list, in their order."""
    given = more["why"].split(",")
    return [code for code in REASONS if code in given]


def asked_of(more: Mapping[str, str], *, on: date) -> Asked:
    return Asked(on, int(more["large_from"]))


def narrow(rows: "QuerySet[Enterprise]", more: Mapping[str, str], today: date) -> "QuerySet[Enterprise]":
    """Enterprises of which one of the chosen reasons holds."""
    asked = asked_of(more, on=today)
    return rows.filter(reduce(or_, (REASONS[code].holds(asked) for code in codes_of(more)), Q(pk__in=())))


def start_list(actor: Actor, facts: CampaignFacts, *, now: datetime) -> Campaign:
    """Fix a list of targets; a job then notes the clues. Raises `Refused`: who, a name that is taken, nothing chosen."""
    with transaction.atomic():
        return start(actor, draw_up(actor, facts, now=now), now=now)


def note_targets(campaign: Campaign, targets: Sequence[Target], actor: Actor, now: datetime) -> Sequence[Made]:
    """A clue for each target of which a reason still holds and whose matter is not in hand already."""
    with connection.cursor() as cursor:  # two lists at once come one after the other: neither doubles the other's clue
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [KIND])
    more, ids = campaign.criteria["more"], [target.enterprise_id for target in targets]
    codes, asked = codes_of(more), asked_of(more, on=local_day(now))
    judged = with_reasons(Enterprise.objects.filter(pk__in=ids).order_by("pk"), codes, asked).in_bulk()
    found = [reasons_of(judged[target.enterprise_id], codes) for target in targets]
    hands = _in_hand(ids)
    unions = _unions_of(targets)
    made = [hands.get(target.enterprise_id) or _outcome(why) for target, why in zip(targets, found, strict=True)]
    clues = [
        _clue(campaign, target, why, union=unions.get(target.cadre_id or 0, campaign.union), on=asked.on)
        for target, why, became in zip(targets, found, made, strict=True)
        if became.result == Result.NOTED
    ]
    record_all([noted_event(clue, actor=actor, now=now) for clue in Clue.objects.bulk_create(clues)])
    return made


def is_dealt_with() -> Exists:
    """Of a target: its clue became a case or was dropped with a reason."""
    return Exists(
        Clue.objects.filter(Q(dropped_on__isnull=False) | Q(supervision__isnull=False), target=OuterRef("pk"))
    )


def _outcome(why: Sequence[str]) -> Made:
    """The reasons stand on the line; one of which none holds any more is passed over."""
    if not why:
        return Made(Result.REFUSED, reasons=[Sentence(NO_LONGER)])
    return Made(Result.NOTED, reasons=[Sentence(words) for words in why])


def is_in_hand() -> Q:
    """Of an enterprise: a clue of this matter waits, or a case of it is open."""
    return Q(Exists(_waiting().filter(enterprise=OuterRef("pk")))) | Q(
        Exists(_open_cases().filter(case__enterprise=OuterRef("pk")))
    )


def _waiting() -> "QuerySet[Clue]":
    return Clue.objects.filter(matter=Matter.BARGAINING, dropped_on=None, supervision=None)


def _open_cases() -> "QuerySet[Supervision]":
    return Supervision.objects.filter(matter=Matter.BARGAINING, case__state__in=OPEN)


def _in_hand(ids: Sequence[int]) -> dict[int, Made]:
    """What is under way about some enterprises already, each with its reason and, where there is one, its case."""
    waiting = _waiting().filter(enterprise__in=ids).values_list("enterprise", flat=True)
    found = {pk: Made(Result.ALREADY, reasons=[Sentence(WAITS_ALREADY)]) for pk in waiting}
    cases = _open_cases().filter(case__enterprise__in=ids).order_by("pk")
    for enterprise, case in cases.values_list("case__enterprise", "case"):
        found[enterprise] = Made(Result.ALREADY, case, [Sentence(OPEN_ALREADY)])
    return found


def _unions_of(targets: Sequence[Target]) -> dict[int, Union]:
    """The unions of the posts that follow these targets up."""
    posts = Post.objects.filter(pk__in={target.cadre_id for target in targets}).select_related("union")
    return {post.pk: post.union for post in posts.order_by("pk")}


def _clue(campaign: Campaign, target: Target, why: Sequence[str], *, union: Union, on: date) -> Clue:
    """The facts are Chinese, as the letters are."""
    return Clue(
        union=union,
        enterprise=target.enterprise,
        source=Source.TARGET,
        matter=Matter.BARGAINING,
        facts=f"{'；'.join(why)}（{campaign.name}）。",
        noted_on=on,
        target=target,
    )


declare_campaign(CampaignKind(KIND, gettext_noop("监督目标名单"), note_targets, narrow, answered=is_dealt_with))
