"""People and a plan for the tests of plans."""

import pytest

from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, SmallCity
from zhijia.services.plans.actions import PlanFacts, upload_plan
from zhijia.services.plans.models import PlanDocument
from zhijia.services.plans.tests.review.trees import TEXT

FACTS = PlanFacts(title="江海市总工会2026年下半年工作安排", year=2026, half="h2", issuer="江海市总工会")


@pytest.fixture
def plan(city: SmallCity) -> PlanDocument:
    """The federation's plan, uploaded by its research office and under review."""
    with scoped(city.research.actor):
        return upload_plan(TEXT, FACTS, filename="安排.txt", actor=city.research.actor, now=NOW)
