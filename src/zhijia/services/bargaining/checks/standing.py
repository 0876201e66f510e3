"""What has come of a bargaining, as far as it decides which acts are open: read in one question for all of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.standing import Standing as CaseStanding
from zhijia.engines.cases.standing import one_by_one
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation.reading import Question, Together
from zhijia.services.bargaining.models import (
    Bargaining,
    Contract,
    ContractQuestion,
    CoverageLink,
    Draft,
    Filing,
    Meeting,
    Negotiator,
    PerformanceInspection,
    Review,
)
from zhijia.services.bargaining.models.bargainings import BargainingKind
from zhijia.services.bargaining.queries import objections_to, rounds_after

NO_CONTRACT = gettext_noop("还没有签订合同，请先按程序协商和签订。")
DAYS = ("employer_confirmed_on", "measures_due_on", "measures_done_on")


@dataclass(frozen=True, slots=True)
class AtTheTable:
    """The negotiators in office, the drafts that are being written, the latest first, the meetings in order, and the
    objections in time to what was signed, the latest first.
    """

    negotiators: list[Negotiator]
    open_drafts: list[Draft]
    meetings: list[Meeting]
    objections: list[Review]

    @property
    def meetings_of_round(self) -> list[Meeting]:
        """All of them; after an objection those held since."""
        return [one for one in self.meetings if not self.objections or one.held_on >= self.objections[0].given_on]

    @property
    def unsigned_minutes(self) -> list[Meeting]:
        return [meeting for meeting in self.meetings if meeting.minutes_signed_on is None]


@Together
def _at_the_table(bargaining: Any) -> Sequence[QuerySet[Any]]:
    return (
        Negotiator.objects.filter(bargaining=bargaining, ended_on=None).order_by("pk"),
        Draft.objects.filter(bargaining=bargaining, workers_initialled_on=None).order_by("-version"),
        Meeting.objects.filter(bargaining=bargaining).order_by("number"),
        objections_to(bargaining),
    )


@one_by_one
def _sit(case: CaseStanding) -> AtTheTable:
    return AtTheTable(*_at_the_table.read(case.record.pk))


def at_the_table(turn: Turn) -> AtTheTable:
    return turn.ask(_sit)


@dataclass(frozen=True, slots=True)
class Standing:
    """What was done with a contract. `inspected` are the days of its last inspection, None before the first.

    `is_succeeded`: by one in force. `renewed_in` is the number of the case in which it is being renewed. `is_used`: something
    that a contract which is only in the register does not have.
    """

    inspected: Mapping[str, str | None] | None
    is_succeeded: bool
    renewed_in: str | None
    covers_some: bool
    is_used: bool


def contract_of(turn: Turn) -> Contract:
    """The contract of this bargaining. Raises `Refused` when there is none yet: who may move is asked in every state."""
    contract: Contract | None = getattr(turn.record, "contract", None)
    if contract is None:
        raise Refused(NO_CONTRACT)
    return contract


@Question
def _standing(contract: Any) -> QuerySet[Any, Any]:
    inspections = PerformanceInspection.objects.filter(contract=OuterRef("pk")).order_by("-inspected_on", "-pk")
    successors = Bargaining.objects.filter(previous=OuterRef("pk"))
    renewals = rounds_after(OuterRef("pk"), BargainingKind.RENEWAL)
    in_force = Q(contract__effective_on__isnull=False, contract__ended_on=None)
    told = {
        "inspected": Subquery(inspections.values(days=JSONObject(**{name: name for name in DAYS}))[:1]),
        "is_succeeded": Exists(successors.filter(in_force)),
        "renewed_in": Subquery(renewals.order_by("pk").values("case__number")[:1]),
        "covers_some": Exists(CoverageLink.objects.filter(contract=OuterRef("pk"), to_on=None)),
        "is_renewed": Exists(successors),
        "is_questioned": Exists(ContractQuestion.objects.filter(contract=OuterRef("pk"))),
        "is_filed": Exists(Filing.objects.filter(contract=OuterRef("pk"))),
    }
    return Contract.objects.filter(pk=contract).annotate(**told).values_list(*told)


@one_by_one
def _stands(case: CaseStanding) -> Standing | None:
    """None before there is a contract."""
    contract: Contract | None = getattr(case.record, "contract", None)
    if contract is None:
        return None
    ((days, is_succeeded, renewed_in, covers_some, *traces),) = _standing.ask(contract.pk)
    has_text = contract.draft_id is not None or contract.published_on is not None
    inspected = json.loads(days) if days else None
    return Standing(inspected, is_succeeded, renewed_in, covers_some, has_text or inspected is not None or any(traces))


def standing_of(turn: Turn) -> Standing:
    """How the contract of this bargaining stands. Raises `Refused` when there is none yet."""
    standing = turn.ask(_stands)
    if standing is None:
        raise Refused(NO_CONTRACT)
    return standing
