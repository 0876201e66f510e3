"""The mill's union applies to be a legal person, and the county registers it: each step in one line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.models import Case, CaseFinding
from zhijia.lib.identifiers import synthetic_credit_code
from zhijia.organisation.models import Union
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity
from zhijia.services.bargaining.tests.story import PNG, moment
from zhijia.services.organising.registration.codes import Condition
from zhijia.services.organising.registration.models import Registration
from zhijia.services.organising.registration.opening import Application, apply_for_registration

TERM = (date(2026, 10, 1), date(2029, 9, 30))
CODE = synthetic_credit_code(7, registrar="8")


@dataclass
class Story:
    """One registration and the day on which its people act."""

    city: SmallCity
    case_id: int
    now: datetime

    @property
    def state(self) -> str:
        with scoped(BUILDER):
            return Case.objects.get(pk=self.case_id).state

    @property
    def record(self) -> Registration:
        with scoped(BUILDER):
            return Registration.objects.get(case_id=self.case_id)

    def rules(self) -> list[str]:
        with scoped(BUILDER):
            return list(CaseFinding.objects.filter(case=self.case_id).order_by("pk").values_list("rule", flat=True))

    def at(self, day: str) -> Self:
        self.now = moment(day)
        return self

    def make(self, verb: str, data: Mapping[str, Any] | None = None, *, by: Figure) -> Self:
        actor = load_actor(by.user, today=self.now.date())
        files = MultiValueDict({"scan": [SimpleUploadedFile("材料.png", PNG)]})
        with scoped(actor):
            advance(self.case_id, verb, actor=actor, key=uuid4(), now=self.now, data=data or {}, files=files)
        return self

    def certify(self, verb: str = "register", **changes: Any) -> Self:
        """The county gives the certificate."""
        given = {"certificate": "江海工法证字第7号", "credit_code": CODE, "registered_on": self.now.date().isoformat()}
        term = {"valid_to": TERM[1].isoformat(), "fee": "0"}
        return self.make(verb, {**given, **term, **changes}, by=self.city.county_cadre)


def give_term(city: SmallCity, first: date, last: date) -> None:
    with scoped(BUILDER):
        Union.objects.filter(pk=city.mill_union.pk).update(founded_on=first, term_from=first, term_to=last)


def apply_for_mill(city: SmallCity, day: str = "2026-11-20") -> tuple[Story, list[str]]:
    """The mill's chair applies; also what the law remarks."""
    give_term(city, *TERM)
    actor, now = city.chair.actor, moment(day)
    application = Application(conditions=Condition.values, chair_name="青主席", address="柳湾镇一号", papers=())
    with scoped(actor):
        union = Union.objects.get(pk=city.mill_union.pk)
        record, verdicts = apply_for_registration(actor, union, application, now=now)
    return Story(city, record.case_id, now), [verdict.rule for verdict in verdicts]
