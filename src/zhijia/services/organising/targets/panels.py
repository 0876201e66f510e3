"""What the case page of a target and the page of an enterprise show of its organising."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.panels import register_facts
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import Enterprise
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.services.organising.targets.flow import TARGET_FLOW
from zhijia.services.organising.targets.models import OrganisingTarget
from zhijia.services.organising.targets.presenting import show_target
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read


def read_target(question: PanelQuestion) -> Mapping[str, object] | None:
    """The newest time on the list; nothing for an enterprise that never stood there."""
    if not isinstance(question.row, Enterprise):
        return None
    rows = OrganisingTarget.objects.filter(enterprise=question.row).select_related("case").order_by("-pk")
    found = rows.first()
    if found is None:
        return None
    stage = _(TARGET_FLOW.state(found.case.state).label)
    facts = [
        Fact(found.get_priority_display(), stage, note=found.cadre_label, url=case_url(found.case_id)),
        *([Fact(_("建会期限"), day_read(found.deadline))] if found.deadline else []),
    ]
    return {"facts": facts}


register_facts(TARGET_FLOW.code, "organising/targets/_facts.html", show_target)
register_panel(
    place="enterprise",
    code="organising.target",
    title=gettext_noop("建会进展"),
    template="organising/targets/_enterprise.html",
    read=read_target,
    order=15,
)
