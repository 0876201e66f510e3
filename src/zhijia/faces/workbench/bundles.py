"""One act on many to-dos: which of the chosen rows it can be made on, and what became of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.advance import InvalidInput, advance, bind_form
from zhijia.engines.cases.flow import Flow, Move, Turn, get_flow
from zhijia.engines.cases.models import Awaits, Case
from zhijia.engines.cases.queries import todos_of
from zhijia.lib.sentences import Refused, Sentence
from zhijia.lib.shanghai import local_day
from zhijia.lib.typed import whole_numbers
from zhijia.organisation.scopes import Actor, scoped

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of one row: done, or the sentence that says why not."""

    number: str
    title: str
    url: str
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The chosen to-dos that await this move, and how many others were chosen with them."""

    flow: Flow
    move: Move
    rows: Sequence[Awaits]
    left_out: int

    @property
    def act(self) -> str:
        """What the form sends back to name the move."""
        return f"{self.flow.code}:{self.move.verb}"


@dataclass(frozen=True, slots=True)
class Submission:
    """What one form brought for all rows; `key` names it, each row's own key follows from it and from its case."""

    key: UUID
    now: datetime
    data: Mapping[str, Any]
    files: Mapping[str, Any]


def bundle_of(actor: Actor, *, act: str, chosen: Iterable[str]) -> Bundle:
    """The bundle of an act (`<flow>:<verb>`) and chosen to-dos. Refused when nothing is left to act on, or too much."""
    code, _colon, verb = act.partition(":")
    ids = set(whole_numbers(chosen))
    if not ids or not verb:
        raise Refused("没有选中事项。请先在待办里勾选要一起办理的事项，再点要办的动作。")
    if len(ids) > MOST_ROWS:
        raise Refused(Sentence("一次最多一起办理 {most} 件，请分批办理。", {"most": MOST_ROWS}))
    with scoped(actor):
        rows = [row for row in todos_of(actor).filter(pk__in=ids) if (row.case.kind, row.verb) == (code, verb)]
    if not rows:
        raise Refused("选中的事项都不等这一步，可能已经有人办过。请回到待办查看最新情况。")
    flow = get_flow(code)
    return Bundle(flow, flow.move(verb), rows, len(ids) - len(rows))


def form_of(bundle: Bundle, *, actor: Actor, now: datetime, submission: Submission | None = None) -> forms.BaseForm:
    """The move's form, bound to the first of the cases; the same answers then serve every row."""
    case = bundle.rows[0].case
    turn = Turn(case, bundle.flow.record_of(case), actor, now, local_day(now))
    if submission is None:
        return bind_form(bundle.move, turn)
    return bind_form(bundle.move, turn, data=submission.data, files=submission.files)


def carry_out(bundle: Bundle, submission: Submission, *, actor: Actor) -> list[RowOutcome]:
    """Make the move on every row, each in a transaction of its own: what was done stays done whatever comes next."""
    return [_advance_one(bundle, row.case, submission, actor=actor) for row in bundle.rows]


def _advance_one(bundle: Bundle, case: Case, submission: Submission, *, actor: Actor) -> RowOutcome:
    try:
        with scoped(actor):
            advance(
                case.pk,
                bundle.move.verb,
                actor=actor,
                key=uuid5(submission.key, str(case.pk)),
                now=submission.now,
                data=submission.data,
                files=submission.files,
            )
    except Refused as refused:
        return _outcome(case, refused.sentence.said_in(_))
    except InvalidInput as invalid:
        return _outcome(case, "；".join(str(text) for texts in invalid.form.errors.values() for text in texts))
    except Case.DoesNotExist:
        return _outcome(case, _("这件事已不在您的范围内。"))
    return _outcome(case)


def _outcome(case: Case, refusal: str = "") -> RowOutcome:
    return RowOutcome(case.number, case.title, reverse("cases:case", args=[case.pk]), refusal)
