"""What the steps of a vote ask."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.ballots.kinds import ELECTION
from zhijia.engines.ballots.models import Mode, Poll, PollState
from zhijia.engines.ballots.panels import ON_PHONES
from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.turn_forms import OnTurn
from zhijia.lib.sentences import gettext_noop
from zhijia.services.congress.rules.powers import Power
from zhijia.services.congress.sessions.forms import ItemOfSession
from zhijia.services.congress.sessions.models import AgendaItem, SittingMember
from zhijia.services.congress.sessions.votes_of import items_in_polls, live_polls

LATER = gettext_noop("请填写晚于现在的截止时间。")


class MomentInput(forms.DateTimeInput):
    """The browser's own field of day and time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def closing_field() -> forms.DateTimeField:
    """Until when phones vote."""
    return forms.DateTimeField(
        label=_("投票截止"), required=False, widget=MomentInput(), help_text=_("手机投票必填；到时自动不再接受选票。")
    )


def counters_field() -> "forms.ModelMultipleChoiceField[SittingMember]":
    """Who counts."""
    return forms.ModelMultipleChoiceField(
        label=_("监票人、计票人"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("可验证无记名须三人；举手、纸质至少两人；只有他们能登记和核对票数、唱名。"),
    )


def members_of(turn: Turn) -> QuerySet[SittingMember]:
    """Whoever stands on the roll of the day."""
    sitting = turn.record.sittings.order_by("-pk").first()
    return SittingMember.objects.filter(sitting=sitting).order_by("delegation", "name", "pk")


def _named(item: AgendaItem) -> str:
    """With the way in which it is voted on, which decides what else is to be filled in."""
    return f"{item.number}. {item.title} · {item.get_mode_display()}"


class PutToVoteForm(ItemOfSession):
    """付诸表决: until when, who counts; of an election who stands."""

    closes_at = closing_field()
    scrutineers = counters_field()
    is_changeable = forms.BooleanField(label=_("截止前可以改投（仅记名投票）"), required=False)
    candidates = forms.CharField(
        label=_("候选人或评议对象"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("选举和评议填写，每行一人。"),
    )
    seats = forms.IntegerField(label=_("应选名额"), min_value=1, max_value=100, required=False)
    write_ins = forms.IntegerField(label=_("可另写人数"), min_value=0, max_value=10, required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        item = self.fields["item"]
        item.queryset = item.queryset.exclude(mode="").exclude(pk__in=items_in_polls(turn.case.pk))  # type: ignore[attr-defined]
        item.label_from_instance = _named  # type: ignore[attr-defined]
        item.initial = turn.record.current_id
        self.fields["scrutineers"].queryset = members_of(turn)  # type: ignore[attr-defined]

    def clean_candidates(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["candidates"].splitlines() if line.strip()]
        if len(set(names)) < len(names):
            raise forms.ValidationError(_("有人写了两次。"))
        return names

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        item: AgendaItem | None = given.get("item")
        if item is None:
            return given
        ends = given.get("closes_at")
        if item.mode in ON_PHONES and "closes_at" not in self.errors and (ends is None or ends <= self.turn.now):
            self.add_error("closes_at", gettext(LATER))
        if item.power in (Power.ELECT, Power.EVALUATE) and not given.get("candidates"):
            self.add_error("candidates", gettext("请填写候选人或评议对象。"))
        if item.power == Power.ELECT and not given.get("seats"):
            self.add_error("seats", gettext("请填写应选名额。"))
        if given.get("is_changeable") and item.mode != Mode.NAMED:
            self.add_error("is_changeable", gettext("只有记名投票可以改投。"))
        return given


class PollForm(OnTurn, forms.Form):
    """Which vote of the session. `states` are those in which the step can be taken."""

    states: tuple[PollState, ...] = (PollState.OPEN,)
    poll: "forms.ModelChoiceField[Poll]" = forms.ModelChoiceField(label=_("表决"), queryset=None)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        rows = live_polls(turn.case.pk).filter(state__in=self.states)
        self.fields["poll"].queryset = rows  # type: ignore[attr-defined]
        self.fields["poll"].initial = rows.last()


class BeginForm(PollForm):
    """封定并开始: a verifiable vote whose keys are made."""

    states = (PollState.DRAFTED,)


class AgainForm(PollForm):
    """再投一轮: which election, among how many where nobody stands equal, until when and who counts."""

    states = (PollState.COUNTED,)
    at_most = forms.IntegerField(
        label=_("进入下一轮的人数"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_("得票相等的人都进入下一轮；没有相等的，按得票取这么多人，不填的取全部未当选的人。"),
    )
    closes_at = closing_field()
    scrutineers = counters_field()

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        polls = self.fields["poll"]
        polls.queryset = polls.queryset.filter(questions__kind=ELECTION)  # type: ignore[attr-defined]
        self.fields["scrutineers"].queryset = members_of(turn)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        poll, ends = given.get("poll"), given.get("closes_at")
        if (
            poll
            and poll.mode in ON_PHONES
            and "closes_at" not in self.errors
            and (ends is None or ends <= self.turn.now)
        ):
            self.add_error("closes_at", gettext(LATER))
        return given


class WithdrawCandidateForm(PollForm):
    """登记候选人退出: whose name, as it stands on the ballot, and why."""

    states = (PollState.FROZEN, PollState.OPEN)
    candidate = forms.CharField(label=_("候选人"), max_length=60)
    reason = forms.CharField(label=_("理由"), max_length=300)


class ExtendForm(PollForm):
    """延长投票."""

    until = forms.DateTimeField(label=_("延长至"), widget=MomentInput())
    reason = forms.CharField(label=_("理由"), max_length=300)


class VoidForm(PollForm):
    """作废: nothing of it counts."""

    states = (PollState.DRAFTED, PollState.FROZEN, PollState.OPEN, PollState.CLOSED)
    reason = forms.CharField(label=_("理由"), max_length=300)


class CountForm(PollForm):
    """计票: the verdict follows from the frozen rules."""

    states = (PollState.CLOSED,)
    resolution = forms.CharField(label=_("决议"), max_length=4000, widget=forms.Textarea({"rows": 3}))
    is_passed = forms.TypedChoiceField(
        label=_("会议的决定"),
        choices=[("", "—"), ("1", _("通过")), ("0", _("未通过"))],
        required=False,
        empty_value=None,
        coerce=lambda value: value == "1",
        help_text=_("只在没有已核对的法定比例可以判定时填写。"),
    )
