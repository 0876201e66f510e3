"""What teams, data, meetings and suspensions ask (documents 3 and 4)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.services.bargaining.forms.parts import (
    DayForm,
    Earlier,
    OnTurn,
    PaperMixin,
    RecordForm,
    check_done,
    day_widgets,
)
from zhijia.services.bargaining.models import DataRequest, Issue, Meeting, Negotiator, Suspension
from zhijia.services.bargaining.models.bargainings import OutcomeKind, Side
from zhijia.services.bargaining.models.talks import ChosenBy, LeaveGround

OF_EMPLOYERS_TOGETHER = (ChosenBy.ASSOCIATION, ChosenBy.EMPLOYERS)


class NegotiatorForm(RecordForm):
    """协商代表登记: one negotiator of one side."""

    class Meta:
        model = Negotiator
        fields = (
            "side",
            "name",
            "position",
            "is_woman",
            "is_frontline",
            "is_chief",
            "is_external",
            "employer_name",
            "licence",
            "chosen_by",
            "consenting",
            "staff",
            "has_written_mandate",
            "is_confidential",
            "from_on",
            "to_on",
            "contract_to",
        )
        widgets = day_widgets("from_on", "to_on", "contract_to")

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"from_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        for name in ("to_on", "contract_to", "consenting", "staff"):
            self.fields[name].required = False
        if turn.actor.mandate:  # the employer names its own side
            self.fields["side"].disabled = True
            self.initial["side"] = Side.EMPLOYER

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("is_external") and not cleaned.get("employer_name"):
            self.add_error("employer_name", _("外聘人员要写明所在单位。"))
        if cleaned.get("chosen_by") == ChosenBy.ELECTED and not (cleaned.get("staff") and cleaned.get("consenting")):
            self.add_error("consenting", _("没有工会的单位由职工民主推举，请填写同意人数和职工总人数。"))
        if cleaned.get("chosen_by") in OF_EMPLOYERS_TOGETHER and not self._is_of_employers_together(cleaned):
            self.add_error("chosen_by", _("只有区域性、行业性合同的用人单位方这样产生代表。"))
        taken = self.turn.record.negotiators.filter(ended_on=None, name=cleaned.get("name"), side=cleaned.get("side"))
        if taken.exists():
            self.add_error("name", _("这位代表已经登记。"))
        return cleaned

    def _is_of_employers_together(self, cleaned: Mapping[str, Any]) -> bool:
        return self.turn.record.is_joint and cleaned.get("side") == Side.EMPLOYER


class LeaveForm(DayForm):
    """离任: which negotiator leaves, when and why."""

    takes_turn = True
    day_label = _("离任日期")
    negotiator: "forms.ModelChoiceField[Negotiator]" = forms.ModelChoiceField(label=_("协商代表"), queryset=None)
    ground = forms.ChoiceField(label=_("离任情形"), choices=LeaveGround.choices)
    reason = forms.CharField(label=_("离任原因"), max_length=200)
    field_order = ("negotiator", "day", "ground", "reason")

    def follows(self) -> Sequence[Earlier]:
        seat = self.cleaned_data.get("negotiator")
        return [(seat.from_on, _("任期起始日"))] if seat else ()

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        field = self.fields["negotiator"]
        field.queryset = turn.record.negotiators.filter(ended_on=None).order_by("side", "pk")  # type: ignore[attr-defined]
        field.label_from_instance = label_of_negotiator  # type: ignore[attr-defined]


def label_of_negotiator(negotiator: Negotiator) -> str:
    return f"{negotiator.name}（{negotiator.get_side_display()}）"


class DataAskedForm(RecordForm):
    """要求提供资料: one item of data that one side asks of the other."""

    class Meta:
        model = DataRequest
        fields = ("asked_by", "item", "is_confidential", "requested_on")
        widgets = day_widgets("requested_on")

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"requested_on": turn.today, "asked_by": Side.WORKERS})
        super().__init__(*args, turn=turn, **options)

    def clean_requested_on(self) -> Any:
        return check_done(self.cleaned_data["requested_on"], self.turn, (self.turn.record.opened_on, _("立项日")))


class DataProvidedForm(PaperMixin, DayForm):
    """提供资料: which of the items asked for were provided, or why not."""

    day_label = _("提供日期")
    items: "forms.ModelMultipleChoiceField[DataRequest]" = forms.ModelMultipleChoiceField(
        label=_("资料"), queryset=None, widget=forms.CheckboxSelectMultiple
    )
    refusal = forms.CharField(label=_("不提供的理由（全部提供的不填）"), max_length=300, required=False)
    field_order = ("items", "day", "refusal")

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        field = self.fields["items"]
        asked = turn.record.data_requests.filter(provided_on=None).order_by("pk")
        field.queryset = asked.filter(asked_by=Side.WORKERS) if turn.actor.mandate else asked  # type: ignore[attr-defined]
        field.label_from_instance = lambda request: request.item  # type: ignore[attr-defined]

    def follows(self) -> Sequence[Earlier]:
        """What was provided was asked for before; a party that provides it here does so now."""
        return [(request.requested_on, _("要求日期")) for request in self.cleaned_data.get("items", ())]


class FirstMeetingForm(OnTurn, forms.Form):
    """首次协商会议: when the talks begin."""

    first_meeting_on = forms.DateField(label=_("首次会议日期"), widget=day_widgets("day")["day"])

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"first_meeting_on": turn.today})
        super().__init__(*args, turn=turn, **options)

    def clean_first_meeting_on(self) -> Any:
        day = self.cleaned_data["first_meeting_on"]
        return check_done(day, self.turn, (self.turn.record.opened_on, _("立项日")))


class MeetingForm(RecordForm):
    """协商会议纪要: who chaired, who was there, what was said; the signed minutes as a scan."""

    scan = EvidenceField(label=_("签字纪要扫描件"), required=False)

    class Meta:
        model = Meeting
        fields = (
            "held_on",
            "place",
            "chaired_by",
            "recorder",
            "present",
            "absent",
            "agenda",
            "statements",
            "suspension_terms",
            "next_on",
            "next_place",
            "minutes_signed_on",
        )
        widgets = day_widgets("held_on", "next_on", "minutes_signed_on") | {
            "present": forms.Textarea(attrs={"rows": 2}),
            "absent": forms.Textarea(attrs={"rows": 1}),
            "agenda": forms.Textarea(attrs={"rows": 2}),
            "statements": forms.Textarea(attrs={"rows": 5}),
            "suspension_terms": forms.Textarea(attrs={"rows": 1}),
        }
        help_texts = {
            "agenda": _("每项一行。"),
            "suspension_terms": _("本次会议商定中止的，写明期限和恢复协商的时间、地点、内容。"),
        }

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"held_on": turn.today, "minutes_signed_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        self.fields["next_on"].required = False

    def clean_held_on(self) -> Any:
        first = self.turn.record.first_meeting_on
        return check_done(self.cleaned_data["held_on"], self.turn, (first, _("首次会议日期")))

    def clean_minutes_signed_on(self) -> Any:
        held = self.cleaned_data.get("held_on")
        return check_done(self.cleaned_data["minutes_signed_on"], self.turn, (held, _("会议日期")))


class IssueForm(RecordForm):
    """协商议题: each side's position and, once there is one, the agreed text. The same matter again updates its row."""

    class Meta:
        model = Issue
        fields = ("head", "workers_position", "employer_position", "agreed_text", "status")
        widgets = {
            name: forms.Textarea(attrs={"rows": 2}) for name in ("workers_position", "employer_position", "agreed_text")
        }


class SuspendForm(RecordForm):
    """中止协商备忘: until when, and where and on what the talks go on (CB-034, document S8)."""

    class Meta:
        model = Suspension
        fields = ("from_on", "until_on", "next_on", "next_place", "next_topic", "reason")
        widgets = day_widgets("from_on", "until_on", "next_on") | {"reason": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"from_on": turn.today})
        super().__init__(*args, turn=turn, **options)

    def clean_from_on(self) -> Any:
        first = self.turn.record.first_meeting_on
        return check_done(self.cleaned_data["from_on"], self.turn, (first, _("首次会议日期")))


class ConcludeForm(OnTurn, forms.Form):
    """会议纪要或者备忘录: an outcome that is no contract."""

    outcome = forms.ChoiceField(
        label=_("协商成果"),
        choices=[
            (OutcomeKind.MINUTES, OutcomeKind.MINUTES.label),
            (OutcomeKind.MEMO, OutcomeKind.MEMO.label),
        ],
    )
    text = forms.CharField(label=_("达成的内容"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    scan = EvidenceField(label=_("签字文本扫描件"))
