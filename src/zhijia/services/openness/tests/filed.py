"""One case of each kind of this service, for the tests that try every move on everybody."""

from zhijia.engines.cases.models import Case
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.openness.tests.story import open_story


def file_openness(city: SmallCity) -> list[Case]:
    """The plan of the mill, in force, and a disclosure that waits for its draft."""
    story = open_story(city, "2026-11-16").adopted()
    with scoped(BUILDER):
        return list(Case.objects.filter(pk__in=(story.case_id, story.one("basic").case_id)).order_by("pk"))
