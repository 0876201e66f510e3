"""Forms of joining, changing and leaving a union. What they accept is plain; the rules stand in `organisation`."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.membership_checks import INNER_KINDS
from zhijia.organisation.models import Membership, Person, Union
from zhijia.organisation.queries import unions_visible_to
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.forms.fields import ActorForm, day_field, union_field

UNION_HELP = _("输入名称、拼音首字母或信用代码。")
BASIS_HELP = _("例如：入会申请书、会员登记表，工会委员会 11 月 20 日批准。")


class GroupField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A branch or group below a union."""

    def __init__(self) -> None:
        super().__init__(queryset=Union.objects.none(), label=_("分会或小组"), required=False, empty_label=_("不分组"))

    def offer(self, actor: Actor, path: str) -> None:
        inner = unions_visible_to(actor).filter(kind__in=INNER_KINDS, path__gte=path, path__lt=f"{path}~")
        self.queryset = inner.filter(closed_on=None).order_by("path")


class JoinForm(ActorForm):
    """Which union a person joins, approved when, from which day."""

    union = union_field(label=_("加入的工会"), help_text=UNION_HELP)
    approved_on = day_field(_("批准日期"), required=True)
    from_on = day_field(_("会籍起始日期"), required=True, help_text=_("自批准之日起算，不早于批准日期。"))
    joined_on = day_field(_("首次入会日期"), help_text=_("以前在别处入过会的填最早的日期，没有的不填。"))
    basis = forms.CharField(label=_("依据"), max_length=200, required=False, help_text=BASIS_HELP)


class BatchForm(forms.Form):
    """Which of the employees join at once."""

    people = forms.MultipleChoiceField(label=_("入会的职工"), widget=forms.CheckboxSelectMultiple)
    approved_on = day_field(_("批准日期"), required=True)
    from_on = day_field(_("会籍起始日期"), required=True, help_text=_("自批准之日起算，不早于批准日期。"))
    basis = forms.CharField(label=_("依据"), max_length=200, required=False, help_text=BASIS_HELP)

    def __init__(self, *args: Any, people: Sequence[Person], union: Union, **options: Any) -> None:
        """Of whoever's record another union keeps, that one is named."""
        super().__init__(*args, **options)
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (str(person.pk), person.name if person.home_id == union.pk else f"{person.name} · {person.home.name}")
            for person in people
        ]


class MembershipForm(ActorForm):
    """What is asked about one membership."""

    def __init__(self, *args: Any, membership: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.membership = membership


class NextForm(MembershipForm):
    """Where, from when and why a membership goes on."""

    union = union_field(label=_("转入的工会"), help_text=UNION_HELP)
    on = day_field(_("办理日期"), required=True)
    approved_on = day_field(_("批准日期"), required=True)
    reason = forms.CharField(label=_("原因"), max_length=200)


class StandingForm(NextForm):
    """The same, mostly at the same union."""

    union = union_field(label=_("保留在哪个工会"), help_text=_("一般是原工会；单位关闭的，由上级工会保留。"))
    field_order = ("union", "on", "approved_on", "reason")


class ResumeForm(NextForm):
    union = union_field(label=_("恢复在哪个工会"), help_text=UNION_HELP)


class GroupForm(MembershipForm):
    """Into which branch or group of her union."""

    group = GroupField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["group"].offer(self.actor, self.membership.union.path)  # type: ignore[attr-defined]
        self.fields["group"].initial = self.membership.group_id


class EndingForm(MembershipForm):
    """When a membership ends; what is asked beside it differs."""

    on = day_field(_("办理日期"), required=True)


class WithdrawForm(EndingForm):
    application = forms.CharField(
        label=_("退会申请"), max_length=300, help_text=_("何时、以什么方式提出；申请书留存本会。")
    )


class LapseForm(EndingForm):
    idle_since = day_field(_("从哪天起不交会费、不参加活动"), required=True)
    persuaded_on = day_field(_("劝说日期"), required=True)
    persuasion = forms.CharField(label=_("教育劝说的经过"), max_length=200, help_text=_("谁、怎样劝说，本人怎样答复。"))


class ExpelForm(EndingForm):
    decision = forms.CharField(label=_("除名决定"), max_length=300, help_text=_("哪次会议、日期、事由。"))


class DeathForm(EndingForm):
    source = forms.CharField(label=_("从哪里得知"), max_length=300)
