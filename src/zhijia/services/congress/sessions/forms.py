"""What the steps of a session ask."""

from typing import Any

from django import forms
from django.db.models import Exists
from django.utils.translation import gettext_lazy as _

from zhijia.engines.ballots.models import Mode
from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import DayForm, OnTurn, check_done
from zhijia.engines.issues.models import Level
from zhijia.services.congress.proposals.models import Proposal
from zhijia.services.congress.rules.matters import VOTED, Matter, power_of
from zhijia.services.congress.sessions.checks import ownership
from zhijia.services.congress.sessions.collecting import filed_for, unanswered_of
from zhijia.services.congress.sessions.minutes import minutes_of
from zhijia.services.congress.sessions.models import (
    AgendaItem,
    AskedBy,
    CongressSession,
    DelegationOpinion,
    Referral,
    SittingMember,
    TopicSuggestion,
)
from zhijia.services.congress.sessions.referring import waiting_for
from zhijia.services.congress.terms.models import Delegate, Delegation
from zhijia.services.congress.terms.roll import in_office_on
from zhijia.ui.widgets import DayInput

BROUGHT = ("title", "matter", "text")
"""What a matter that another service put before the congress brings with it."""
SOURCES = ("referral", "suggestion", "proposal")
"""Where an item may come from."""
BY_MATTER = "by_matter"
"""As the law wants it: what must be voted on in secret is voted on verifiably, all else is heard."""


class OpenSessionForm(OnTurn, forms.Form):
    """筹备会议: when, where and at whose wish."""

    planned_on = forms.DateField(label=_("拟召开日期"), widget=DayInput())
    venue = forms.CharField(label=_("地点"), max_length=200)
    asked_by = forms.ChoiceField(label=_("提议"), choices=AskedBy.choices)
    requests = forms.IntegerField(label=_("提议的代表人数"), min_value=1, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("asked_by") == AskedBy.DELEGATES and not given.get("requests"):
            self.add_error("requests", _("职工代表提议的，请填写提议的代表人数。"))
        return given

    def clean_planned_on(self) -> Any:
        day = self.cleaned_data["planned_on"]
        if day < self.turn.today:
            raise forms.ValidationError(_("拟召开日期不能早于今天。"))
        return day


class ItemForm(OnTurn, forms.Form):
    """列入议题: the matter decides the power; the text is what is delivered. What another service put before the congress
    brings its own title, matter and text; a suggestion or a filed proposal brings title and text, unless others are entered."""

    referral: "forms.ModelChoiceField[Referral]" = forms.ModelChoiceField(
        label=_("提请审议的事项"),
        queryset=None,
        required=False,
        help_text=_("选择后，议题、类别和材料以提请的为准，表决结果自动带回该事项。"),
    )
    suggestion: "forms.ModelChoiceField[TopicSuggestion]" = forms.ModelChoiceField(
        label=_("代表的议题建议"),
        queryset=None,
        required=False,
        help_text=_("选择后，没有填写的议题和材料取自建议，建议人收到通知。"),
    )
    proposal: "forms.ModelChoiceField[Proposal]" = forms.ModelChoiceField(
        label=_("立案的提案"),
        queryset=None,
        required=False,
        help_text=_("选择后，没有填写的议题和材料取自提案。"),
    )
    title = forms.CharField(label=_("议题"), max_length=200)
    matter = forms.ChoiceField(label=_("事项类别"), choices=Matter.choices)
    mode = forms.ChoiceField(
        label=_("表决方式"),
        choices=[(BY_MATTER, _("按事项：须表决的用可验证无记名，其余不表决")), ("", _("不表决")), *Mode.choices],
        initial=BY_MATTER,
        required=False,
        help_text=_("一件一票，分项表决。"),
    )
    starts_at = forms.TimeField(
        label=_("开始时间"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    speaker = forms.CharField(label=_("报告人"), max_length=60, required=False)
    text = forms.CharField(label=_("材料"), max_length=20_000, widget=forms.Textarea({"rows": 6}))
    scan = EvidenceField(label=_("附件"), required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        session: CongressSession = turn.record
        rows = (waiting_for(session.term), unanswered_of(session), filed_for(session))
        there = CongressSession.objects.filter(pk=session.pk).values_list(*(Exists(one.order_by()) for one in rows))
        for name, offered, is_there in zip(SOURCES, rows, there.get(), strict=True):
            self.fields[name].queryset = offered  # type: ignore[attr-defined]
            if not (is_there or self.data.get(name)):
                del self.fields[name]
        for name in BROUGHT:
            self.fields[name].required = not any(source in self.fields for source in SOURCES)
        self.fields["matter"].required = "referral" not in self.fields

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        referral, chosen = given.get("referral"), [name for name in SOURCES if given.get(name)]
        if len(chosen) > 1:
            self.add_error(chosen[1], _("一项议题只能有一个来源。"))
        brought = _brought_by(given[chosen[0]]) if chosen else {}
        for name in BROUGHT:
            if referral or not given.get(name):
                given[name] = brought.get(name)
            if name not in self.errors and not given[name]:
                self.add_error(name, _("请填写。") if chosen else _("请填写，或者选择一个来源。"))
        if given.get("mode") == BY_MATTER and given.get("matter"):
            power = power_of(given["matter"], ownership(self.turn.record.term))
            given["mode"] = Mode.VERIFIABLE if power in VOTED else ""
        return given


def _brought_by(source: Referral | TopicSuggestion | Proposal) -> dict[str, str]:
    """What an item has of its source. Which kind of matter it is, only another service says."""
    if isinstance(source, Referral):
        return {name: getattr(source, name) for name in BROUGHT}
    parts = [source.reason] if isinstance(source, TopicSuggestion) else [source.reason, source.measure]
    return {"title": source.title, "text": "\n\n".join(parts)}


class ItemOfSession(OnTurn, forms.Form):
    """An item that is not decided yet."""

    item: "forms.ModelChoiceField[AgendaItem]" = forms.ModelChoiceField(label=_("议题"), queryset=None)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        rows = AgendaItem.objects.filter(session=turn.record, struck_on=None, decided_on=None)
        self.fields["item"].queryset = rows.order_by("number")  # type: ignore[attr-defined]


class StrikeForm(ItemOfSession):
    """撤下议题."""

    reason = forms.CharField(label=_("理由"), max_length=500)


class TextForm(ItemOfSession):
    """修改材料: another text has to be delivered anew."""

    text = forms.CharField(label=_("材料"), max_length=20_000, widget=forms.Textarea({"rows": 6}))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        field = self.fields["item"]
        field.queryset = field.queryset.filter(subject=None)  # type: ignore[attr-defined]
        field.help_text = _("提请审议的事项，其文本由提请方确定，不能在这里修改。")


class AgreeForm(DayForm):
    """商定议题: by union and employer."""

    day_label = _("商定日期")
    is_agreed = forms.BooleanField(label=_("工会与用人单位双方同意"), required=False)
    scan = EvidenceField(label=_("商定记录"), required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        if left := unanswered_of(turn.record).count():
            hint = _("还有%(n)d条议题建议没有答复，请列入议题，或者答复不列入的理由。") % {"n": left}
            self.fields["is_agreed"].help_text = hint


class DeliverForm(DayForm):
    """送达: the day on which all texts had reached everybody."""

    day_label = _("全部材料送达日期")


class OpinionForm(ItemOfSession):
    """团组意见."""

    delegation: "forms.ModelChoiceField[Delegation]" = forms.ModelChoiceField(
        label=_("代表团"), queryset=None, required=False
    )
    text = forms.CharField(label=_("意见"), max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        rows = Delegation.objects.filter(term=turn.record.term_id).order_by("pk")
        self.fields["delegation"].queryset = rows  # type: ignore[attr-defined]


class OwnOpinionForm(ItemOfSession):
    """代表提出意见: in her own name."""

    text = forms.CharField(label=_("意见"), max_length=1000, widget=forms.Textarea({"rows": 3}))


class BeginItemForm(ItemOfSession):
    """进入议题."""


class AnswerForm(OnTurn, forms.Form):
    """答复: each opinion by itself."""

    opinion: "forms.ModelChoiceField[DelegationOpinion]" = forms.ModelChoiceField(label=_("意见"), queryset=None)
    answer = forms.CharField(label=_("答复"), max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        rows = DelegationOpinion.objects.filter(item__session=turn.record, answered_on=None).order_by("pk")
        self.fields["opinion"].queryset = rows  # type: ignore[attr-defined]


class PrepareForm(DayForm):
    """预备会议: it passes the presidium; nobody but delegates in office sits there."""

    day_label = _("预备会议日期")
    presidium: "forms.ModelMultipleChoiceField[Delegate]" = forms.ModelMultipleChoiceField(
        label=_("主席团成员"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("职工大会可以不设主席团。"),
    )
    is_passed = forms.BooleanField(label=_("主席团由预备会议通过"), required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        rows = Delegate.objects.filter(in_office_on(turn.today), term=turn.record.term_id).order_by("pk")
        self.fields["presidium"].queryset = rows  # type: ignore[attr-defined]


class CheckInForm(OnTurn, forms.Form):
    """签到: who is there and not checked in yet."""

    members: "forms.ModelMultipleChoiceField[SittingMember]" = forms.ModelMultipleChoiceField(
        label=_("已到代表"), queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        sitting = turn.record.sittings.order_by("-pk").first()
        rows = SittingMember.objects.filter(sitting=sitting, attendance=None).order_by("delegation", "name", "pk")
        self.fields["members"].queryset = rows  # type: ignore[attr-defined]


class AdjournForm(OnTurn, forms.Form):
    """改期."""

    planned_on = forms.DateField(label=_("改在"), widget=DayInput())
    reason = forms.CharField(label=_("理由"), max_length=500)

    def clean_planned_on(self) -> Any:
        day = self.cleaned_data["planned_on"]
        if day <= self.turn.today:
            raise forms.ValidationError(_("改期后的日期应晚于今天。"))
        return day


class VoteForm(ItemOfSession):
    """表决结果: as the scrutineers counted. Whether it passed is computed."""

    issued = forms.IntegerField(label=_("发出票数"), min_value=0)
    returned = forms.IntegerField(label=_("收回票数"), min_value=0)
    invalid = forms.IntegerField(label=_("无效票"), min_value=0)
    yes = forms.IntegerField(label=_("赞成"), min_value=0)
    no = forms.IntegerField(label=_("反对"), min_value=0)
    abstain = forms.IntegerField(label=_("弃权"), min_value=0)
    scrutineers = forms.CharField(label=_("监票人"), max_length=200)
    resolution = forms.CharField(label=_("决议"), max_length=4000, widget=forms.Textarea({"rows": 3}))
    scan = EvidenceField(label=_("计票单"))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        field = self.fields["item"]
        field.queryset = field.queryset.exclude(mode="")  # type: ignore[attr-defined]


class ResolveForm(OnTurn, forms.Form):
    """决议和会议记录: what the record begins with is made from the session."""

    minutes = forms.CharField(label=_("会议记录"), max_length=8000, widget=forms.Textarea({"rows": 12}))
    signers = forms.CharField(label=_("记录签字人"), max_length=200)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"minutes": minutes_of(turn.record)})
        super().__init__(*args, turn=turn, **options)


class PublishForm(DayForm):
    """公布."""

    day_label = _("公布日期")
    channel = forms.CharField(label=_("公布方式"), max_length=200)

    def clean_day(self) -> Any:
        return check_done(self.cleaned_data["day"], self.turn, (self.turn.record.resolved_on, _("决议日期")))


class ReportForm(DayForm):
    """报上级工会."""

    day_label = _("报送日期")
    receipt = forms.CharField(label=_("签收"), max_length=200, required=False)

    def clean_day(self) -> Any:
        return check_done(self.cleaned_data["day"], self.turn, (self.turn.record.resolved_on, _("决议日期")))


class TaskForm(OnTurn, forms.Form):
    """交办: what the resolution asks, who answers for it."""

    item: "forms.ModelChoiceField[AgendaItem]" = forms.ModelChoiceField(label=_("决议"), queryset=None)
    text = forms.CharField(label=_("落实事项"), max_length=500)
    level = forms.ChoiceField(label=_("办理层级"), choices=Level.choices)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        rows = AgendaItem.objects.filter(session=turn.record, is_passed=True).order_by("number")
        self.fields["item"].queryset = rows  # type: ignore[attr-defined]


class FollowUpForm(OnTurn, forms.Form):
    """下次会议报告: at which session of the same congress, and what."""

    session: "forms.ModelChoiceField[CongressSession]" = forms.ModelChoiceField(label=_("报告的会议"), queryset=None)
    text = forms.CharField(label=_("落实情况"), max_length=2000, widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        rows = CongressSession.objects.filter(
            term=turn.record.term_id, ordinal__gt=turn.record.ordinal, opened_on__isnull=False
        )
        self.fields["session"].queryset = rows.select_related("case").order_by("ordinal")  # type: ignore[attr-defined]
