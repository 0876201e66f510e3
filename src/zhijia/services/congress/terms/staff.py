"""Who works where a congress is of: its employers, somebody by name, the law of its place."""

from datetime import date

from django.db.models import QuerySet

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.law.resolver import ResolvedParameter
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.models import Employment, Enterprise, Person, UnionCoverage
from zhijia.services.congress.rules.composition import Rule, Staff
from zhijia.services.congress.terms.models import CongressTerm
from zhijia.services.congress.terms.roll import in_office_on


def employers_of(term: CongressTerm, *, today: date) -> QuerySet[Enterprise]:
    """The employer, or of a regional or industry congress those that its union and the unions below it cover."""
    if term.enterprise_id:
        return Enterprise.objects.filter(pk=term.enterprise_id)
    covered = UnionCoverage.objects.filter(in_office_on(today), union__path__startswith=term.union.path)
    return Enterprise.objects.filter(pk__in=covered.values("enterprise"))


def find_worker(term: CongressTerm, typed: str, *, today: date, field: str) -> Person:
    """Somebody who works there. WC-009: nobody else stands."""
    working = Employment.objects.filter(in_office_on(today), enterprise__in=employers_of(term, today=today))
    return the_one_named(working, typed, field=field)


def the_one_named(working: QuerySet[Employment], typed: str, *, field: str) -> Person:
    """Who of these is called so, with the card number behind the name where two have the same. Raises `Refused`."""
    name, _space, card = typed.strip().partition(" ")
    people = Person.objects.filter(name=name, pk__in=working.values("person"), merged_into=None)
    if card.strip():
        people = people.filter(card_number=card.strip())
    found = list(people.order_by("pk")[:2])
    if not found:
        sentence = Sentence("{name}没有登记为本单位职工，请先在人员中登记劳动关系。", {"name": typed.strip()})
        raise Refused(sentence, field=field, rule="WC-009")
    if len(found) > 1:
        raise Refused(Sentence("有同名的职工，请在{name}后面写会员卡号。", {"name": name}), field=field)
    return found[0]


def law_of(term: CongressTerm, on: date) -> Rule:
    """The rules of its place on a day, by their keys."""
    law = LocalLaw()

    def rule(key: str) -> ResolvedParameter:
        return law.rule(key, place=term.case.place, on=on)

    return rule


def staff_of(term: CongressTerm) -> Staff:
    return Staff(term.headcount, term.women, term.dispatched)
