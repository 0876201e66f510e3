"""What an outside party's page shows of supervision: the letters and what was answered, nothing of how the union came to know."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_party_facts
from zhijia.organisation.scopes import Actor
from zhijia.services.supervision.flow import SUPERVISION_FLOW
from zhijia.services.supervision.models import Supervision
from zhijia.ui.components import Fact


def show_to_party(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """Letters with their answers, and the rechecks."""
    supervision = Supervision.objects.get(case=case)
    letters = supervision.letters.select_related("reply", "department").order_by("-pk")
    return {
        "facts": [Fact(_("监督内容"), supervision.get_matter_display())],
        "letters": [(row, getattr(row, "reply", None), getattr(row, "department", None)) for row in letters],
        "rechecks": supervision.rechecks.order_by("-pk"),
    }


register_party_facts(SUPERVISION_FLOW.code, "supervision/_party.html", show_to_party)
