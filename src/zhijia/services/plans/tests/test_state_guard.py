"""Raw SQL in the role of the pages cannot give a plan another state without an event."""

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import SmallCity
from zhijia.services.plans.models import PlanDocument
from zhijia.services.plans.tests.test_publish import make_ready, publish

pytestmark = pytest.mark.database


def test_a_state_set_by_raw_sql_is_refused_at_commit(city: SmallCity, plan: PlanDocument) -> None:
    def publish_by_hand() -> int:
        with transaction.atomic(), scoped(city.research.actor), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE plans_plandocument SET state = 'published', published_at = now(), frozen_hash = %s WHERE id = %s",
                ["0" * 64, plan.pk],
            )
            changed = int(cursor.rowcount)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return changed

    with pytest.raises(IntegrityError, match="has no event in this transaction"):
        publish_by_hand()


def test_a_plan_published_by_its_act_passes_the_same_check(city: SmallCity, plan: PlanDocument) -> None:
    make_ready(city, plan)

    publish(city, plan)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with scoped(city.research.actor):
        assert PlanDocument.objects.get(pk=plan.pk).state == "published"
