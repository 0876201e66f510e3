"""What teams, data, meetings and suspensions ask (documents 3 and 4)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
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
    check_follows,
    day_widgets,
)
from zhijia.services.bargaining.models import Bargaining, DataRequest, Issue, Meeting, Negotiator, Suspension
from zhijia.services.bargaining.models.bargainings import OutcomeKind, Side
from zhijia.services.bargaining.models.talks import ChosenBy, LeaveGround
from zhijia.ui.reader import day_read
from zhijia.ui.widgets import DayInput

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
        options.setdefault("initial", {"from_on": turn.today} | _first_elected(turn))
        super().__init__(*args, turn=turn, **options)
        for name in ("to_on", "contract_to", "consenting", "staff"):
            self.fields[name].required = False
        if turn.record.guided_by_id and turn.actor.post:
            self.fields["scan"] = EvidenceField(
                label=_("推选记录扫描件"), required=False, help_text=_("登记第一位推选的代表时上传，其余代表不用再传。")
            )
        if turn.case.state == "drafting":
            self.fields["side"].disabled = True  # before the offer only the workers' side is there
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
        if self.turn.record.guided_by_id and cleaned.get("side") == Side.WORKERS:
            self._check_elected(cleaned)
        taken = self.turn.record.negotiators.filter(ended_on=None, name=cleaned.get("name"), side=cleaned.get("side"))
        if taken.exists():
            self.add_error("name", _("这位代表已经登记。"))
        return cleaned

    def _check_elected(self, cleaned: Mapping[str, Any]) -> None:
        """CB-018: the workers elect their side; only an outsider is appointed, in writing, by their chief (CB-015)."""
        is_appointed = cleaned.get("chosen_by") == ChosenBy.DELEGATED and cleaned.get("is_external")
        if cleaned.get("chosen_by") != ChosenBy.ELECTED and not is_appointed:
            told = _("这家单位没有工会，职工方代表由职工民主推选；首席代表只能书面委托本单位以外的专业人员。")
            self.add_error("chosen_by", told)
        elected = self.turn.record.negotiators.filter(chosen_by=ChosenBy.ELECTED)
        if not (is_appointed or cleaned.get("scan") or elected.exists()):
            self.add_error("scan", _("请上传推选记录。"))

    def _is_of_employers_together(self, cleaned: Mapping[str, Any]) -> bool:
        return self.turn.record.is_joint and cleaned.get("side") == Side.EMPLOYER


def _first_elected(turn: Turn) -> dict[str, Any]:
    """How the next seat of an enterprise without a union is taken most likely, until its workers' side is whole."""
    bargaining = turn.record
    if bargaining.guided_by_id is None or turn.actor.mandate or turn.case.state != "drafting":
        return {}
    has_chief = bargaining.negotiators.filter(side=Side.WORKERS, is_chief=True, ended_on=None).exists()
    enterprise = turn.case.enterprise
    staff = enterprise.headcount if enterprise else None
    return {"side": Side.WORKERS, "chosen_by": ChosenBy.ELECTED, "is_chief": not has_chief, "staff": staff}


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


class AgreedMeetingForm(OnTurn, forms.Form):
    """约定首次会议: when and where the sides mean to meet, as offer and reply proposed it."""

    day = forms.DateField(label=_("约定首次会议日期"), widget=DayInput())
    place = forms.CharField(label=_("约定首次会议地点"), max_length=120, required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", proposed_meeting(turn.record, today=turn.today))
        super().__init__(*args, turn=turn, **options)

    def clean_day(self) -> Any:
        return check_follows(self.cleaned_data["day"], (self.turn.today, _("今天")))


def proposed_meeting(bargaining: Bargaining, *, today: date) -> dict[str, Any]:
    """What is agreed already; else the day and place that the reply named, or else the offer."""
    if bargaining.agreed_meeting_on:
        return {"day": bargaining.agreed_meeting_on, "place": bargaining.agreed_meeting_place}
    offer = bargaining.offers.order_by("-number").select_related("reply").first()
    if offer is None:
        return {}
    reply = getattr(offer, "reply", None)
    day = (reply and reply.meets_on) or offer.proposed_on
    place = (reply and reply.meets_at) or offer.proposed_place
    return {"place": place} | ({"day": day} if day and day >= today else {})


class FirstMeetingForm(OnTurn, forms.Form):
    """首次协商会议: when the talks begin."""

    first_meeting_on = forms.DateField(label=_("首次会议日期"), widget=DayInput())

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        agreed = turn.record.agreed_meeting_on
        options.setdefault("initial", {"first_meeting_on": agreed if agreed and agreed <= turn.today else turn.today})
        super().__init__(*args, turn=turn, **options)

    def clean_first_meeting_on(self) -> Any:
        day = self.cleaned_data["first_meeting_on"]
        return check_done(day, self.turn, (self.turn.record.opened_on, _("立项日")))


class MeetingForm(RecordForm):
    """协商会议纪要: who chaired, who was there, what was said. Printed from it, the minutes are signed afterwards."""

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
        )
        widgets = day_widgets("held_on", "next_on") | {
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
        options.setdefault("initial", {"held_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        self.fields["next_on"].required = False

    def clean_held_on(self) -> Any:
        first = self.turn.record.first_meeting_on
        return check_done(self.cleaned_data["held_on"], self.turn, (first, _("首次会议日期")))


class MinutesSignedForm(OnTurn, forms.Form):
    """登记纪要签字: when both chiefs and the recorder signed the minutes of a meeting, with their scan (CB-033)."""

    meeting: "forms.ModelChoiceField[Meeting]" = forms.ModelChoiceField(
        label=_("协商会议"), queryset=None, empty_label=None, to_field_name="number"
    )
    signed_on = forms.DateField(label=_("纪要签字日期"), widget=DayInput())
    by_all = forms.BooleanField(label=_("双方首席代表和记录员都已签字"))
    scan = EvidenceField(label=_("签字纪要扫描件"))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        field = self.fields["meeting"]
        field.queryset = turn.record.meetings.filter(minutes_signed_on=None).order_by("number")  # type: ignore[attr-defined]
        field.label_from_instance = label_of_meeting  # type: ignore[attr-defined]

    def clean_signed_on(self) -> Any:
        meeting = self.cleaned_data.get("meeting")
        held = meeting.held_on if meeting else None
        return check_done(self.cleaned_data["signed_on"], self.turn, (held, _("会议日期")))


def label_of_meeting(meeting: Meeting) -> str:
    words = {"number": meeting.number, "day": day_read(meeting.held_on)}
    return gettext("第%(number)d次会议 · %(day)s") % words


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
