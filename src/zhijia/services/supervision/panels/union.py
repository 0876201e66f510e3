"""What the page of a union says of supervision: what it has set up, and who supervises."""

from collections.abc import Mapping

from django.urls import reverse

from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import Union
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.services.supervision.queries import supervisors_of


def read_supervisors(question: PanelQuestion) -> Mapping[str, object] | None:
    """The supervisors whose certificate is valid today; None on the page of anything else than a union."""
    if not isinstance(question.row, Union):
        return None
    valid = supervisors_of(question.row).filter(from_on__lte=question.today, to_on__gte=question.today)
    return {"supervisors": list(valid[:20]), "url": reverse("supervision:bodies", args=[question.row.pk])}


register_panel(
    place="union",
    code="supervision.supervisors",
    title=gettext_noop("劳动法律监督"),
    template="supervision/_union.html",
    read=read_supervisors,
    order=40,
)
