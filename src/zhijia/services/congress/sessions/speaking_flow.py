"""The steps of those who lead the floor: how long each delegation may speak, who speaks next, that it is over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from zhijia.engines.cases.flow import Move, Turn
from zhijia.engines.cases.sides import BY_UNION
from zhijia.engines.documents.turn_forms import OnTurn
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.congress.sessions import events, speaking
from zhijia.services.congress.sessions.hall import shown
from zhijia.services.congress.sessions.models import Speech

DELIBERATING = frozenset({"sitting", "voting"})


class SpeakingForm(forms.Form):
    """发言时间: of each delegation, as the preparatory meeting fixed it."""

    minutes = forms.IntegerField(label=gettext_lazy("每团发言时间（分钟）"), min_value=1, max_value=600)


class CallForm(OnTurn, forms.Form):
    """请代表发言: who waits, in the order in which they asked."""

    speech: "forms.ModelChoiceField[Speech]" = forms.ModelChoiceField(label=gettext_lazy("发言人"), queryset=None)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        rows = Speech.objects.filter(session=turn.record, began_at=None, withdrawn_at=None)
        self.fields["speech"].queryset = rows.select_related("member").order_by("asked_at", "pk")  # type: ignore[attr-defined]


SPEAKING = (
    Move(
        "set_speaking",
        _("规定发言时间"),
        DELIBERATING | {"prepared", "gathering"},
        None,
        events.SPEAKING_SET,
        **BY_UNION,
        form=SpeakingForm,
        act=shown(speaking.set_speaking),
        is_primary=False,
    ),
    Move(
        "call_speaker",
        _("请代表发言"),
        DELIBERATING,
        None,
        events.SPEAKER_CALLED,
        **BY_UNION,
        form=CallForm,
        act=shown(speaking.call_speaker),
        is_primary=False,
        help=_("上一位的发言随即结束。每团发言时间用完的，不再安排发言。"),
    ),
    Move(
        "end_speech",
        _("结束发言"),
        DELIBERATING,
        None,
        events.SPEECH_ENDED,
        **BY_UNION,
        act=shown(speaking.end_speech),
        is_primary=False,
    ),
)
