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

STANDARDS = Path(__file__).parent / "standards"
register_template(STANDARDS / "six_haves.yaml")
SIX_HAVES = register_template(STANDARDS / "six_haves_2.yaml")
"""The version in force; sheets of the first are read by it."""
TWICE = 2
"""How often a year an employer discloses its affairs (§E3)."""
DENSITY = Fraction(9, 10)
WHOLE, NOTHING = Fraction(1), Fraction(0)
WOMEN = "女职工"
"""How the titles of a women's committee and of a women's officer begin."""


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


def measure_bodies(union: Union, on: date) -> Measured:
    """Half for an audit committee, half for a women's committee or officer, as their posts are held."""
    held = holdings_on(on).filter(post__union=union, post__closed_on=None).select_related("post").order_by("pk")
    audit = held.filter(post__role=Role.AUDIT).first()
    women = held.filter(Q(post__line=FunctionLine.WOMEN) | Q(post__title__startswith=WOMEN)).first()
    found = [row for row in (audit, women) if row]
    return Measured(Fraction(len(found), 2), tuple(Ground(row.post.title) for row in found))


def measure_certificate(union: Union, on: date) -> Measured:
    """A certificate that is valid on the day; a code whose certificate is not on this system is not known."""
    if read("organising.legal_persons", path=union.path, on=on).numerator:
        return Measured(WHOLE, (Ground(union.credit_code),))
    return Measured(None, (Ground(union.credit_code),)) if union.credit_code else Measured(NOTHING)


def measure_congress(union: Union, on: date) -> Measured:
    """A session of the workers' congress in the calendar year."""
    found = read("congress.sessions", path=union.path, on=on).numerator
    return Measured(WHOLE if found else NOTHING, (Ground(str(found)),))


def measure_affairs(union: Union, on: date) -> Measured:
    """What was disclosed in time within a year, up to twice."""
    found = read("openness.in_time", path=union.path, on=on).numerator
    return Measured(min(Fraction(found, TWICE), WHOLE), (Ground(str(found)),))


def measure_wage_contract(union: Union, on: date) -> Measured:
    """A special contract on wages in force, as bargaining counts them."""
    found = read("bargaining.contracts.wage", path=union.path, on=on).numerator
    return Measured(WHOLE if found else NOTHING, (Ground(str(found)),))


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
    ("contacts.bodies", measure_bodies),
    ("contacts.certificate", measure_certificate),
    ("contacts.congress", measure_congress),
    ("contacts.affairs", measure_affairs),
    ("contacts.wage_contract", measure_wage_contract),
    ("contacts.issues", measure_issues),
):
    declare_metric(_code, _metric)


def open_baseline(pair: Pair, *, actor: Actor, now: datetime) -> Sheet | None:
    """The baseline of the year, opened by the first visit; None where it stands."""
    return _open(pair, Purpose.BASELINE, actor=actor, now=now)


def open_rating(pair: Pair, *, actor: Actor, now: datetime) -> Sheet | None:
    """The rating of the year, by the version of its baseline, so that the gain compares like with like; None where it stands."""
    return _open(pair, Purpose.RATING, actor=actor, now=now)


def _version_of_baseline(pair: Pair) -> int | None:
    rows = Sheet.objects.filter(union=pair.union_id, template=SIX_HAVES.code, year=pair.programme.year)
    return rows.filter(purpose=Purpose.BASELINE).values_list("version", flat=True).first()


def _open(pair: Pair, purpose: Purpose, *, actor: Actor, now: datetime) -> Sheet | None:
    same = Sheet.objects.filter(union=pair.union_id, template=SIX_HAVES.code, year=pair.programme.year, purpose=purpose)
    if same.exists():
        return None
    entry = NewSheet(
        union=Union.objects.get(pk=pair.union_id),
        template=SIX_HAVES.code,
        year=pair.programme.year,
        purpose=purpose,
        version=None if purpose is Purpose.BASELINE else _version_of_baseline(pair),
        checker_id=pair.cadre_id,
        checker_union_id=pair.federation_id,
        about=pair.case,
        due_on=date(pair.programme.year, 12, 31),
        line=FunctionLine.ORGANISING,
    )
    return open_sheets([entry], actor=actor, now=now)[0]
