"""What the page of an enterprise says of supervision: open cases, each with its state."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import Enterprise
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.services.supervision.flow import SUPERVISION_FLOW
from zhijia.services.supervision.models import Letter
from zhijia.services.supervision.queries import letters_to
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read


def read_letters(question: PanelQuestion) -> Mapping[str, object] | None:
    """The newest letters of supervision to an enterprise; None on the page of anything else."""
    if not isinstance(question.row, Enterprise):
        return None
    return {"facts": [_fact(letter) for letter in letters_to(question.row)]}


def _fact(letter: Letter) -> Fact:
    """提示函 · 2026年4月3日 · 已发提示函, leading to its case."""
    case = letter.supervision.case
    sent = day_read(letter.sent_on)
    state = _(SUPERVISION_FLOW.state(case.state).label)
    return Fact(
        letter.get_kind_display(), case.number, note=f"{sent} · {state}", url=reverse("cases:case", args=[case.pk])
    )


register_panel(
    place="enterprise",
    code="supervision.letters",
    title=gettext_noop("劳动法律监督"),
    template="supervision/_enterprise.html",
    read=read_letters,
    order=30,
)
