"""A congress from its preparation to its end, by the rules WC-001 … WC-012."""

from datetime import date

from zhijia.engines.documents.models import IssuedDocument
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.congress.terms.models import ElectionUnit
from zhijia.services.congress.terms.roll import roll_of
from zhijia.services.congress.tests.story import QUOTAS, open_story


def test_a_congress_lives_from_its_plan_to_its_end(city: SmallCity) -> None:
    story = open_story(city).opened()
    with scoped(BUILDER):
        assert dict(ElectionUnit.objects.values_list("name", "quota")) == QUOTAS

    story.elected({"厂部": "管理人员 非一线"}).constituted()

    assert story.state == "constituted"
    term = story.term
    assert (term.from_on, term.to_on) == (date(2026, 11, 16), date(2031, 11, 15))
    with scoped(BUILDER):
        assert roll_of(term, date(2026, 11, 16)).size == 30
        assert roll_of(term, date(2026, 11, 15)).size == 0
        document = IssuedDocument.objects.get(case=story.case_id)
    assert document.template == "congress.qualification"
    assert story.make("begin", {"day": "2026-11-16"}).state == "running"
