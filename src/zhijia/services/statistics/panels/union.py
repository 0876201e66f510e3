"""What the page of a union says of the annual return: each year's, how far it has come, and the way to all of them."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import GRASSROOTS_KINDS
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.services.statistics.flow import RETURN_FLOW
from zhijia.services.statistics.models import Return
from zhijia.services.statistics.queries import ABOVE_KINDS
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read

YEARS = 3


def read_returns(question: PanelQuestion) -> Mapping[str, object] | None:
    """The newest returns of a union that reports; None on any other page."""
    if not isinstance(question.row, Union) or question.row.kind not in (*GRASSROOTS_KINDS, *ABOVE_KINDS):
        return None
    rows = Return.objects.filter(union=question.row).select_related("survey", "case").order_by("-survey__year")
    return {"facts": [_fact(row) for row in rows[:YEARS]], "all_url": reverse("statistics:overview")}


def _fact(row: Return) -> Fact:
    day = row.handed_in_on or row.due_on
    note = day_read(day)
    state = _(RETURN_FLOW.state(row.case.state).label)
    return Fact(str(row.survey.year), state, note=note, url=reverse("cases:case", args=[row.case_id]))


register_panel(
    place="union",
    code="statistics.returns",
    title=gettext_noop("统计年报"),
    template="statistics/_union.html",
    read=read_returns,
    order=70,
)
