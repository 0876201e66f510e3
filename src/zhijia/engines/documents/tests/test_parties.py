"""What an outside party sees of the attachments of a case."""

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sharing import employer_party, share_with_party
from zhijia.engines.documents.models import Attachment
from zhijia.engines.documents.storing import Upload, attach
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity, make_contact


def test_an_employer_sees_what_it_brought_and_not_the_unions_own_material(city: SmallCity, case: Case) -> None:
    with scoped(BUILDER):
        contact = make_contact("青代表", of=city.mill, home=city.north_town)
    with scoped(city.town_cadre.actor):
        share_with_party(case, employer_party(city.mill.pk))
        attach(case, Upload("内部.pdf", "application/pdf", 1, "a" * 64), actor=city.town_cadre.actor, now=NOW)
    with scoped(contact.actor):
        attach(case, Upload("名册.pdf", "application/pdf", 1, "b" * 64), actor=contact.actor, now=NOW)

        assert [row.filename for row in Attachment.objects.all()] == ["名册.pdf"]
    with scoped(city.county_cadre.actor):
        assert Attachment.objects.count() == 2
