"""What an outside party's page shows of supervision: the letters and what was answered, nothing of how the union came to know."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_party_facts
from zhijia.organisation.reading import Together
from zhijia.organisation.scopes import Actor
from zhijia.services.supervision.flow import SUPERVISION_FLOW
from zhijia.services.supervision.models import Department, Letter, Recheck, Reply
from zhijia.ui.components import Fact


@Together
def _sent(supervision: Any) -> Sequence[QuerySet[Any]]:
    return (
        Letter.objects.filter(supervision=supervision).order_by("-pk"),
        Reply.objects.filter(letter__supervision=supervision).order_by("pk"),
        Department.objects.filter(letter__supervision=supervision).order_by("pk"),
        Recheck.objects.filter(supervision=supervision).order_by("-pk"),
    )


def show_to_party(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """Letters with their answers, and the rechecks."""
    supervision = case.supervision
    letters, replies, departments, rechecks = _sent.read(supervision.pk)
    replied, ruled = ({row.letter_id: row for row in rows} for rows in (replies, departments))
    return {
        "facts": [Fact(_("监督内容"), supervision.get_matter_display())],
        "letters": [(row, replied.get(row.pk), ruled.get(row.pk)) for row in letters],
        "rechecks": rechecks,
    }


register_party_facts(SUPERVISION_FLOW.code, "supervision/_party.html", show_to_party)
