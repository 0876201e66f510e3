"""What foundings and elections ask alike: a candidate, striking one, the meeting, the tally of a body."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.ballots.forms import TallyForm
from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import OnTurn, check_done
from zhijia.lib.normalise import tidy_name
from zhijia.organisation.models import Membership
from zhijia.services.organising.electing.models import Assembly, Body, ElectionCandidate
from zhijia.services.organising.electing.voting import bodies_of, candidates_for, electorate_of, planned_bodies
from zhijia.ui.widgets import DayInput

MOST_OFFERED = 500
"""Up to so many members are offered in a list; in a larger union a name is typed."""


class NominateForm(OnTurn, forms.Form):
    """提名候选人: for which body, which member, with the signed declaration."""

    body = forms.ChoiceField(label=_("选举事项"))
    member: "forms.ModelChoiceField[Membership]" = forms.ModelChoiceField(
        label=_("候选人"), queryset=None, empty_label=_("请选择会员")
    )
    declared_on = forms.DateField(label=_("签署声明日期"), widget=DayInput())
    declares = forms.BooleanField(
        label=_("本人书面声明：不是单位行政主要负责人、法定代表人、合伙人，也不是他们的近亲属")
    )
    scan = EvidenceField(label=_("签字声明"), required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"declared_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        self.fields["body"].choices = [(body.value, body.label) for body in bodies_of(turn.record)]  # type: ignore[attr-defined]
        self.members = electorate_of(turn.record, today=turn.today)
        if self.members[MOST_OFFERED : MOST_OFFERED + 1]:
            self.fields["member"] = forms.CharField(label=_("候选人"), max_length=60, help_text=_("写会员的姓名。"))
        else:
            self.fields["member"].queryset = self.members  # type: ignore[attr-defined]

    def clean_member(self) -> Membership:
        """Chosen from the list, or found by the name that was typed."""
        given: Membership | str = self.cleaned_data["member"]
        if isinstance(given, Membership):
            return given
        name = tidy_name(given)
        found = list(self.members.filter(person__name=name)[:2])
        if not found:
            raise forms.ValidationError(_("%(name)s不是有权参加选举的会员，请核对姓名。"), params={"name": name})
        if len(found) > 1:
            raise forms.ValidationError(_("会员中有两名%(name)s，请先在人员页面区分。"), params={"name": name})
        return found[0]

    def clean_declared_on(self) -> Any:
        return check_done(self.cleaned_data["declared_on"], self.turn)


class StrikeForm(OnTurn, forms.Form):
    """撤换候选人: who no longer stands, and why."""

    candidate: "forms.ModelChoiceField[ElectionCandidate]" = forms.ModelChoiceField(
        label=_("候选人"), queryset=None, empty_label=_("请选择候选人")
    )
    reason = forms.CharField(label=_("撤换原因"), max_length=300)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        rows = ElectionCandidate.objects.filter(about=turn.case, struck_on=None).order_by("body", "pk")
        field = self.fields["candidate"]
        field.queryset = rows  # type: ignore[attr-defined]
        field.label_from_instance = lambda row: f"{row.get_body_display()} · {row.name}"  # type: ignore[attr-defined]


class MeetingForm(OnTurn, forms.Form):
    """大会请示: when, where, of whom, and how many are elected to each body that somebody stands for."""

    assembly = forms.ChoiceField(label=_("会议形式"), choices=Assembly.choices)
    meeting_on = forms.DateField(label=_("大会日期"), widget=DayInput())
    place = forms.CharField(label=_("大会地点"), max_length=120)
    seats = forms.IntegerField(label=_("工会委员会委员名额"), min_value=1, max_value=45)
    audit_seats = forms.IntegerField(label=_("经费审查委员会委员名额"), min_value=1, max_value=45)
    women_seats = forms.IntegerField(label=_("女职工委员会委员名额"), min_value=1, max_value=45)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        planned = planned_bodies(turn.record)
        for name, body in (("seats", Body.COMMITTEE), ("audit_seats", Body.AUDIT), ("women_seats", Body.WOMEN)):
            if body not in planned:
                del self.fields[name]

    def clean_meeting_on(self) -> Any:
        if self.cleaned_data["meeting_on"] < self.turn.today:
            raise forms.ValidationError(_("大会日期不能早于今天，批复以后才能召开。"))
        return self.cleaned_data["meeting_on"]


class BodyTally(TallyForm):
    """登记选举结果: the tally of one body."""

    body = ""

    def standing(self) -> Sequence[str]:
        return [one.name for one in candidates_for(self.turn.record, self.body)]


def tally_form(body: str) -> type[BodyTally]:
    """The form for a body."""
    return type(f"{body.title()}Tally", (BodyTally,), {"body": body, "__doc__": BodyTally.__doc__})


class TermForm(forms.Form):
    """任期: how many years the elected serve, with the minutes of the meeting."""

    term_years = forms.TypedChoiceField(label=_("任期"), coerce=int, choices=[(3, _("三年")), (5, _("五年"))])
    scan = EvidenceField(label=_("大会记录和选票封存照片"))
