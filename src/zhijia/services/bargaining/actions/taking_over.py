"""Taking existing contracts over, many at once, and taking one back: what was in force counts, no history is invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction

from zhijia.engines.cases.advance import Submission, advance, advance_many
from zhijia.lib.sentences import Sentence, gettext_noop
from zhijia.organisation.models import Enterprise
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import chunks, refusing
from zhijia.services.bargaining.actions.opening import NewBargaining, open_bargainings
from zhijia.services.bargaining.models import Bargaining, Contract, CoverageLink
from zhijia.services.bargaining.models.contracts import CoverageBasis, EffectBasis

SUBMISSIONS = UUID("2d0f2c3e-6c1d-4a34-9f0e-4d7f4c5a9d51")
"""The name space of the requests that taking over makes: one for each contract."""
NUMBER_TAKEN = gettext_noop("合同编号已经用于另一份合同。")
CONSTRAINTS: dict[str, Sentence | str] = {"bargaining_contract_number": NUMBER_TAKEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistingContract:
    """A contract as it stands. `covers` are the enterprises that a joint one binds beside its own, with their headcounts."""

    opening: NewBargaining
    number: str
    employer_side: str
    signed_on: date | None
    term_from: date
    term_to: date
    effective_on: date
    headcount: int | None = None
    women: int | None = None
    has_women_chapter: bool = False
    has_wage_chapter: bool = False
    has_safety_chapter: bool = False
    covers: Sequence[Enterprise] = ()


def take_over_contracts(entries: Sequence[ExistingContract], *, actor: Actor, now: datetime) -> list[Contract]:
    """Enter them in the order given, all or none. Raises `Refused`: who, a number that is taken."""
    with transaction.atomic():
        bargainings = open_bargainings([entry.opening for entry in entries], actor=actor, now=now)
        contracts = [_contract(*pair) for pair in zip(bargainings, entries, strict=True)]
        with refusing(CONSTRAINTS):
            Contract.objects.bulk_create(contracts, batch_size=1000)
        links = [link for pair in zip(contracts, entries, strict=True) for link in _links(*pair)]
        for piece in chunks(links):
            CoverageLink.objects.bulk_create(piece)
        submissions = [
            Submission(bargaining.case_id, uuid5(SUBMISSIONS, f"{bargaining.case_id}")) for bargaining in bargainings
        ]
        for answer in advance_many(submissions, "take_over", actor=actor, now=now):
            if isinstance(answer, Exception):
                raise answer
    return contracts


def take_back(contract: Contract, *, actor: Actor, now: datetime) -> None:
    """Undo the taking over of one contract. Raises `Refused` when something was done with it since."""
    case_id = contract.bargaining.case_id
    advance(case_id, "take_back", actor=actor, key=uuid5(SUBMISSIONS, f"back {case_id}"), now=now)


def _contract(bargaining: Bargaining, entry: ExistingContract) -> Contract:
    names = ("number", "employer_side", "signed_on", "term_from", "term_to", "effective_on")
    flags = ("has_women_chapter", "has_wage_chapter", "has_safety_chapter")
    return Contract(
        bargaining=bargaining,
        contract_type=bargaining.contract_type,
        union=entry.opening.union,
        enterprise=entry.opening.enterprise,
        effect_basis=EffectBasis.TAKEN_OVER,
        **{name: getattr(entry, name) for name in (*names, *flags)},
    )


def _links(contract: Contract, entry: ExistingContract) -> list[CoverageLink]:
    own = contract.enterprise
    bound = [(own, CoverageBasis.OWN, entry.headcount, entry.women)] if own else []
    bound += [
        (firm, CoverageBasis.RECOGNISED, firm.headcount, firm.women)
        for firm in entry.covers
        if own is None or firm.pk != own.pk
    ]
    return [
        CoverageLink(
            contract=contract,
            enterprise=firm,
            basis=basis,
            headcount=headcount,
            women=women if headcount is not None else None,
            from_on=entry.effective_on,
        )
        for firm, basis, headcount, women in bound
    ]
