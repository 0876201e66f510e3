"""The two steps of a rule after the congress has discussed it: agreed as equals, made public (WC-027)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from zhijia.engines.cases.flow import Move, Turn
from zhijia.engines.cases.sides import BY_UNION
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import DayForm, check_done
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.congress.sessions import consulting, events
from zhijia.services.congress.sessions.models import AgendaItem, Consultation

DISCUSSED = frozenset({"resolved", "published", "carrying_out"})


class RuleForm(DayForm):
    """A rule that the session discussed and that is not through its steps."""

    item: "forms.ModelChoiceField[AgendaItem]" = forms.ModelChoiceField(label=gettext_lazy("规章制度"), queryset=None)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        self.fields["item"].queryset = consulting.under_way(turn.record)  # type: ignore[attr-defined]


class ConsultForm(RuleForm):
    """平等协商: after the discussion, with what came of it."""

    day_label = gettext_lazy("平等协商日期")
    outcome = forms.ChoiceField(label=gettext_lazy("协商结果"), choices=Consultation.choices)
    union_side = forms.CharField(
        label=gettext_lazy("到会的工会代表"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("讨论工资、福利、劳动安全卫生等事项，应当有工会代表参加。"),
    )
    text = forms.CharField(label=gettext_lazy("协商情况"), max_length=1000, widget=forms.Textarea({"rows": 3}))
    scan = EvidenceField(label=gettext_lazy("协商记录"), required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        field = self.fields["item"]
        field.queryset = field.queryset.filter(consulted_on=None)  # type: ignore[attr-defined]

    def clean_day(self) -> Any:
        earlier = (self.turn.record.opened_on, gettext_lazy("会议召开日期"))
        return check_done(self.cleaned_data["day"], self.turn, earlier)


class PubliciseForm(RuleForm):
    """公示: how all staff were told."""

    day_label = gettext_lazy("公示日期")
    channel = forms.CharField(label=gettext_lazy("公示或者告知方式"), max_length=200)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        item: AgendaItem | None = given.get("item")
        if item and given.get("day") and item.consulted_on and given["day"] < item.consulted_on:
            self.add_error("day", gettext_lazy("公示日期不能早于平等协商日期。"))
        return given


CONSULTING = (
    Move(
        "consult_rule",
        _("登记平等协商"),
        DISCUSSED,
        None,
        events.RULE_CONSULTED,
        **BY_UNION,
        form=ConsultForm,
        judges=(consulting.judge_union,),
        act=consulting.consult,
        is_primary=False,
        help=_("涉及职工切身利益的规章制度，经职代会讨论以后，由单位与工会平等协商确定，再向全体职工公示。"),
    ),
    Move(
        "publicise_rule",
        _("登记规章制度公示"),
        DISCUSSED,
        None,
        events.RULE_PUBLICISED,
        **BY_UNION,
        form=PubliciseForm,
        judges=(consulting.judge_agreed_first,),
        act=consulting.publicise,
        is_primary=False,
    ),
)
