"""One case of each kind of this service, for the tests that try every move on everybody."""

from zhijia.engines.cases.models import Case
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity
from zhijia.services.openness.asking.opening import ask
from zhijia.services.openness.models import OpennessCheck
from zhijia.services.openness.tests.story import open_story


def file_openness(city: SmallCity) -> list[Case]:
    """The plan of the mill, in force, a disclosure that waits for its draft, a worker's question
    about another, and an examination."""
    story = open_story(city, "2026-11-16").adopted().published("basic")
    story.make("hand_drafting", {"drafter": "employer"})
    asked = ask(city.worker.actor, story.one("basic").case_id, text="为什么持平？", is_named=True, now=NOW)
    story.make("inspect", {"body": "union", "members": "沈组长", "checked_on": story.today})
    with scoped(BUILDER):
        check = OpennessCheck.objects.get(plan__case=story.case_id)
        ids = (story.case_id, story.one("hiring").case_id, asked.case_id, check.case_id)
        return list(Case.objects.filter(pk__in=ids).order_by("pk"))
