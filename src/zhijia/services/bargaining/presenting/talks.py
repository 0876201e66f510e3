"""The first meeting as a fact, for both sides."""

from django.utils.translation import gettext as _

from zhijia.lib.phrases import clauses
from zhijia.services.bargaining.models import Bargaining
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read


def agreed_meeting(bargaining: Bargaining) -> Fact | None:
    """When and where the sides mean to meet first; nothing once they have met."""
    day = bargaining.agreed_meeting_on
    if day is None or bargaining.first_meeting_on is not None:
        return None
    told = [day_read(day), bargaining.agreed_meeting_place]
    return Fact(_("约定首次会议"), clauses([text for text in told if text], _))
