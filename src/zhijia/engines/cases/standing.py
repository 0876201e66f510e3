"""Where a case stands, and questions that are asked about many cases at once.

A rule looks at one case. What it must know of it, it asks by a question that is put for many: whoever makes a move on a
thousand cases then asks once, when the first of their rules wants to know.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from django.db.models import QuerySet

from zhijia.engines.cases.models import Case

Answer = TypeVar("Answer")
Question = Callable[[Sequence[Any]], Mapping[int, Answer]]
"""From where some cases stand to what is asked about each, by the case's id."""


@dataclass
class Batch:
    """Cases that are dealt with together, and what was asked about them so far."""

    members: "Sequence[Standing]" = ()
    _answers: dict[Question[Any], Mapping[int, Any]] = field(default_factory=dict)

    def ask(self, standing: "Standing", question: Question[Answer]) -> Answer:
        if question not in self._answers:
            self._answers[question] = question(self.members or [standing])
        answer: Answer = self._answers[question][standing.case.pk]
        return answer

    def know(self, question: Question[Answer], answers: Mapping[int, Answer]) -> Self:
        """Whoever has read the answers already gives them; the question is then not put."""
        self._answers[question] = answers
        return self

    def forget(self) -> None:
        """The facts have changed: whoever asks from now on asks the database."""
        self._answers.clear()


@dataclass(frozen=True)
class Standing:
    """A case with its record, among those it is dealt with together (by default alone)."""

    case: Case
    record: Any
    batch: Batch = field(default_factory=Batch, kw_only=True, repr=False, compare=False)

    def ask(self, question: Question[Answer]) -> Answer:
        """What the question finds about this case; asked for the whole batch the first time."""
        return self.batch.ask(self, question)


def one_by_one(read: "Callable[[Standing], Answer]") -> Question[Answer]:
    """A question whose answer is read for each case by itself: by a joint question that is kept for one record."""

    def ask_each(standings: "Sequence[Standing]") -> Mapping[int, Answer]:
        return {standing.case.pk: read(standing) for standing in standings}

    return ask_each


def stand_together(pairs: Sequence[tuple[Case, Any]]) -> list[Standing]:
    """These cases as one batch."""
    batch = Batch()
    batch.members = [Standing(case, record, batch=batch) for case, record in pairs]
    return list(batch.members)


def by_case(standings: Sequence[Standing], rows: Mapping[int, Answer], default: Answer) -> dict[int, Answer]:
    """What was found for each case, or the default where there is nothing."""
    return {standing.case.pk: rows.get(standing.case.pk, default) for standing in standings}


def records_in_order(cases: Sequence[Case], rows: "QuerySet[Any]") -> list[Any]:
    """The one-to-one records of cases in their order. Raises `DoesNotExist` when one of them is out of sight."""
    found = {row.case_id: row for row in rows.filter(case__in=cases)}
    if missing := [case.pk for case in cases if case.pk not in found]:
        raise rows.model.DoesNotExist(f"no {rows.model.__name__} of cases {missing}")
    for case in cases:
        found[case.pk].case = case
    return [found[case.pk] for case in cases]
