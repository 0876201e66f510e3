"""What the steps of an election ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import OnTurn, check_done
from zhijia.organisation.models import PostHolding, Union
from zhijia.organisation.models.posts import Role
from zhijia.organisation.queries import holdings_on
from zhijia.services.organising.electing.forms import MeetingForm, TermForm
from zhijia.services.organising.electing.models import Assembly, OfficeTerm
from zhijia.services.organising.electing.voting import voting_members
from zhijia.services.organising.elections.models import ElectionKind, Proposer
from zhijia.ui.widgets import DayInput

ABOUT_SOMEBODY = (ElectionKind.RECALL, ElectionKind.TRANSFER)


class OpenForm(forms.Form):
    """登记选举: which kind, why, about whom."""

    kind = forms.ChoiceField(label=_("选举类别"), choices=ElectionKind.choices)
    reason = forms.CharField(label=_("事由"), max_length=500, widget=forms.Textarea({"rows": 2}))
    holding: "forms.ModelChoiceField[PostHolding]" = forms.ModelChoiceField(
        label=_("涉及人员"), queryset=None, required=False, help_text=_("罢免、任期内调动主席的填写。")
    )
    vacant_on = forms.DateField(
        label=_("主席空缺日期"), required=False, widget=DayInput(), help_text=_("补选主席的填写。")
    )
    proposer = forms.ChoiceField(
        label=_("提议人"),
        choices=[("", "—"), *Proposer.choices],
        required=False,
        help_text=_("召开临时大会的填写。"),
    )
    proposers = forms.IntegerField(label=_("联名会员人数"), required=False, min_value=1)

    def __init__(self, *args: Any, union: Union, today: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.union, self.today = union, today
        roles = (Role.CHAIR, Role.OFFICER, Role.AUDIT)
        held = holdings_on(today).filter(post__union=union, post__role__in=roles).select_related("post", "person")
        field = self.fields["holding"]
        field.queryset = held.order_by("post", "pk")  # type: ignore[attr-defined]
        field.label_from_instance = lambda row: f"{row.post.title} · {row.person.name}"  # type: ignore[attr-defined]

    def clean_proposers(self) -> Any:
        return _at_most_members(self.cleaned_data["proposers"], self.union)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        kind = given.get("kind")
        if kind in ABOUT_SOMEBODY and not given.get("holding"):
            self.add_error("holding", _("请选择涉及的人员。"))
        if kind == ElectionKind.TRANSFER and given.get("holding") and given["holding"].post.role != Role.CHAIR:
            self.add_error("holding", _("任期内调动只涉及主席。"))
        if kind == ElectionKind.EXTRAORDINARY and not given.get("proposer"):
            self.add_error("proposer", _("请选择提议人。"))
        if given.get("proposer") == Proposer.MEMBERS and not given.get("proposers"):
            self.add_error("proposers", _("请填写联名会员人数。"))
        if (given.get("vacant_on") or self.today) > self.today:
            self.add_error("vacant_on", _("日期不能晚于今天。"))
        if self.union.term_from and (given.get("vacant_on") or self.today) < self.union.term_from:
            self.add_error("vacant_on", _("日期不能早于本届任期的开始。"))
        return given


class PostponeForm(OnTurn, forms.Form):
    """申请延期换届: until when, and why."""

    postpone_to = forms.DateField(label=_("延期至"), widget=DayInput())
    reason = forms.CharField(label=_("延期理由"), max_length=500, widget=forms.Textarea({"rows": 2}))


class PetitionForm(MeetingForm):
    """选举请示: the meeting, at a transfer when the committee agreed, at a recall by delegates how many there are (OR-20)."""

    entitled = forms.IntegerField(
        label=_("全体会员代表人数"),
        required=False,
        min_value=1,
        help_text=_("由会员代表大会表决罢免的填写；表决以这里报批的人数为基数。"),
    )
    consented_on = forms.DateField(label=_("本级工会委员会同意日期"), required=False, widget=DayInput())
    scan = EvidenceField(label=_("委员会决议或者联名材料"), required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        if turn.record.kind == ElectionKind.TRANSFER:
            for name in ("assembly", "meeting_on", "place"):
                del self.fields[name]
        else:
            del self.fields["consented_on"]
        if turn.record.kind != ElectionKind.RECALL:
            del self.fields["entitled"]

    def clean_entitled(self) -> Any:
        """Of members there are as many as the register has on the day of the vote."""
        if self.cleaned_data.get("assembly") != Assembly.DELEGATES:
            return None
        if self.cleaned_data["entitled"] is None:
            raise forms.ValidationError(_("请填写全体会员代表人数。"))
        return _at_most_members(self.cleaned_data["entitled"], self.turn.case.union)

    def clean_consented_on(self) -> Any:
        return check_done(self.cleaned_data["consented_on"], self.turn)


class RecallForm(OnTurn, forms.Form):
    """罢免表决: all members or delegates, and how many were for it.

    Of all members there are as many as the register has, of delegates as many as the union above was told.
    """

    held_on = forms.DateField(label=_("会议日期"), widget=DayInput())
    entitled = forms.IntegerField(label=_("全体会员代表人数"), min_value=1)
    yes = forms.IntegerField(label=_("赞成罢免"), min_value=0)
    scan = EvidenceField(label=_("表决记录"))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        if turn.record.assembly != Assembly.DELEGATES:
            field, members = self.fields["entitled"], voting_members(turn.case.union).count()
            field.label, field.initial, field.disabled = _("全体会员人数"), members, True
            field.help_text = _("按会员名册计算；保留会籍的会员不计。")
        elif turn.record.entitled is not None:
            field = self.fields["entitled"]
            field.initial, field.disabled = turn.record.entitled, True
            field.help_text = _("按请示中报批的人数。")

    def clean_held_on(self) -> Any:
        return check_done(self.cleaned_data["held_on"], self.turn, (self.turn.record.approved_on, _("批复日期")))

    def clean_entitled(self) -> Any:
        return _at_most_members(self.cleaned_data["entitled"], self.turn.case.union)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("yes", 0) > given.get("entitled", 0):
            self.add_error("yes", _("赞成人数不能多于全体人数。"))
        return given


class HeldForm(OnTurn, forms.Form):
    """临时大会: when it met, what it decided."""

    held_on = forms.DateField(label=_("会议日期"), widget=DayInput())
    decided = forms.CharField(label=_("会议决定"), max_length=1000, widget=forms.Textarea({"rows": 3}))
    scan = EvidenceField(label=_("会议记录"))

    def clean_held_on(self) -> Any:
        return check_done(self.cleaned_data["held_on"], self.turn, (self.turn.record.approved_on, _("批复日期")))


class ReportForm(TermForm):
    """报送结果: at a renewal also which term it is, and how long."""

    takes_turn = True
    ordinal = forms.IntegerField(label=_("届次（第几届）"), min_value=1, max_value=99)
    field_order = ("ordinal", "term_years", "scan")

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, **options)
        if turn.record.kind != ElectionKind.RENEWAL:
            del self.fields["ordinal"], self.fields["term_years"]
            return
        known = OfficeTerm.objects.filter(union=turn.case.union_id).exclude(ordinal=None)
        last = known.order_by("-ordinal").values_list("ordinal", flat=True).first()
        if last is not None:
            self.fields["ordinal"].initial = last + 1
        self._last = last

    def clean_ordinal(self) -> Any:
        ordinal = self.cleaned_data["ordinal"]
        if self._last is not None and ordinal <= self._last:
            raise forms.ValidationError(_("届次应当晚于已经登记的第%(n)d届。"), params={"n": self._last})
        return ordinal


def _at_most_members(number: int | None, union: Union) -> int | None:
    """OR-13: no more people than the union has members who vote."""
    members = voting_members(union).count()
    if number is not None and number > members:
        words = _("多于有选举权的会员（%(n)d人）；保留会籍的会员不计。")
        raise forms.ValidationError(words, params={"n": members})
    return number
