"""The six-haves rating: its template, what its automatic items are computed from, and the sheets of a pair."""

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

from django.db.models import Q, Sum
from django.urls import reverse

from zhijia.engines.indicators.reading import read
from zhijia.engines.scorecards.metrics import Ground, Measured, declare_metric
from zhijia.engines.scorecards.models import Purpose, Sheet
from zhijia.engines.scorecards.opening import NewSheet, open_sheets
from zhijia.engines.scorecards.templates_of import register_template
from zhijia.organisation.models import Membership, Union, UnionCoverage
from zhijia.organisation.models.posts import FunctionLine, Role
from zhijia.organisation.queries import holdings_on
from zhijia.organisation.scopes import Actor
from zhijia.services.contacts.models import Pair
from zhijia.ui.reader import day_read

SIX_HAVES = register_template(Path(__file__).parent / "standards" / "six_haves.yaml")
DENSITY = Fraction(9, 10)
WHOLE, NOTHING = Fraction(1), Fraction(0)


def measure_chair(union: Union, on: date) -> Measured:
    """Whether somebody holds the chair's post."""
    held = (
        holdings_on(on).filter(post__union=union, post__role=Role.CHAIR).select_related("post").order_by("pk").first()
    )
    return Measured(WHOLE, (Ground(held.post.title),)) if held else Measured(NOTHING)


def measure_term(union: Union, on: date) -> Measured:
    """Whether the term has not run out; unknown while it is not recorded."""
    if union.term_to is None:
        return Measured(None)
    return Measured(WHOLE if union.term_to >= on else NOTHING, (Ground(day_read(union.term_to)),))


def measure_density(union: Union, on: date) -> Measured:
    """Members of the union to the people of the enterprises that it covers, up to nine in ten (§E3)."""
    covered = UnionCoverage.objects.filter(union=union, from_on__lte=on).filter(Q(to_on=None) | Q(to_on__gt=on))
    people = covered.aggregate(people=Sum("enterprise__headcount"))["people"]
    if not people:
        return Measured(None)
    joined = Membership.objects.filter(union=union, from_on__lte=on).filter(Q(to_on=None) | Q(to_on__gt=on))
    members = joined.count()
    return Measured(min(Fraction(members, people) / DENSITY, WHOLE), (Ground(f"{members}/{people}"),))


def measure_legal_person(union: Union, _on: date) -> Measured:
    return Measured(WHOLE, (Ground(union.credit_code),)) if union.credit_code else Measured(NOTHING)


def measure_contract(union: Union, on: date) -> Measured:
    """Contracts in force of the union, as bargaining counts them."""
    found = read("bargaining.contracts", path=union.path, on=on).numerator
    return Measured(WHOLE if found else NOTHING, (Ground(str(found)),))


def measure_issues(union: Union, on: date) -> Measured:
    """How many of the year's issues are closed; all points where there was none."""
    found = read("issues.closing", path=union.path, on=on)
    whole = found.denominator or 0
    share = Fraction(found.numerator, whole) if whole else WHOLE
    return Measured(share, (Ground(f"{found.numerator}/{whole}", reverse("contacts:ledger")),))


for _code, _metric in (
    ("contacts.chair", measure_chair),
    ("contacts.term", measure_term),
    ("contacts.density", measure_density),
    ("contacts.legal_person", measure_legal_person),
    ("contacts.contract", measure_contract),
    ("contacts.issues", measure_issues),
):
    declare_metric(_code, _metric)


def open_baseline(pair: Pair, *, actor: Actor, now: datetime) -> Sheet | None:
    """The baseline of the year, opened by the first visit; None where it stands."""
    return _open(pair, Purpose.BASELINE, actor=actor, now=now)


def open_rating(pair: Pair, *, actor: Actor, now: datetime) -> Sheet | None:
    """The rating of the year; None where it stands."""
    return _open(pair, Purpose.RATING, actor=actor, now=now)


def _open(pair: Pair, purpose: Purpose, *, actor: Actor, now: datetime) -> Sheet | None:
    same = Sheet.objects.filter(union=pair.union_id, template=SIX_HAVES.code, year=pair.programme.year, purpose=purpose)
    if same.exists():
        return None
    entry = NewSheet(
        union=Union.objects.get(pk=pair.union_id),
        template=SIX_HAVES.code,
        year=pair.programme.year,
        purpose=purpose,
        checker_id=pair.cadre_id,
        checker_union_id=pair.federation_id,
        about=pair.case,
        due_on=date(pair.programme.year, 12, 31),
        line=FunctionLine.ORGANISING,
    )
    return open_sheets([entry], actor=actor, now=now)[0]
