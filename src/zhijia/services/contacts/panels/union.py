"""What the page of a union says of the programme: who is paired with it, since when."""

from collections.abc import Mapping

from django.urls import reverse

from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import GRASSROOTS_KINDS
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.services.contacts.models import Pair
from zhijia.services.contacts.queries import STANDING
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read


def read_pairs(question: PanelQuestion) -> Mapping[str, object] | None:
    """The standing pairs of a union of an enterprise; None on any other page."""
    if not isinstance(question.row, Union) or question.row.kind not in GRASSROOTS_KINDS:
        return None
    pairs = Pair.objects.filter(STANDING, union=question.row).order_by("level")
    return {"facts": [_fact(pair) for pair in pairs]}


def _fact(pair: Pair) -> Fact:
    since = day_read(pair.from_on)
    url = reverse("cases:case", args=[pair.case_id])
    return Fact(pair.get_level_display(), pair.cadre_label, note=since, url=url)


register_panel(
    place="union",
    code="contacts.pairs",
    title=gettext_noop("挂钩联系"),
    template="contacts/_union.html",
    read=read_pairs,
    order=55,
)
