"""What the steps of a founding ask."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import OnTurn, check_done
from zhijia.organisation.models import Employment, Person
from zhijia.services.organising.forms.fields import ActorForm, RecordField, enterprise_field
from zhijia.services.organising.founding.models import PlannedForm, Preparer, Reason
from zhijia.ui.widgets import DayInput

MOST_PREPARERS = 15


class OpenForm(ActorForm):
    """登记建会: which employer, in which form, who is spoken with."""

    enterprise = enterprise_field(label=_("用人单位"))
    form = forms.ChoiceField(label=_("建会形式"), choices=PlannedForm.choices, initial=PlannedForm.OWN)
    contact = forms.CharField(label=_("单位联系人"), max_length=60, required=False)


class AddEnterpriseForm(OnTurn, forms.Form):
    """加入单位: another employer of a joint union."""

    enterprise = enterprise_field(label=_("用人单位"))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        field = self.fields["enterprise"]
        assert isinstance(field, RecordField)
        field.actor = turn.actor


class ApplyForm(OnTurn, forms.Form):
    """建会申请: the four contents of the application (services §A2)."""

    form = forms.ChoiceField(label=_("建会形式"), choices=PlannedForm.choices)
    union_name = forms.CharField(
        label=_("工会名称"),
        max_length=120,
        help_text=_("单位全称加“工会委员会”；联合工会为区域或者行业名称加“联合工会委员会”。"),
    )
    contact = forms.CharField(label=_("单位联系人"), max_length=60, required=False)
    has_party_body = forms.NullBooleanField(label=_("单位有党组织"), required=False)
    wish = forms.CharField(label=_("职工建会意愿"), max_length=1000, widget=forms.Textarea({"rows": 3}))
    preparers = forms.CharField(
        label=_("筹备组成员"),
        widget=forms.Textarea({"rows": 5}),
        help_text=_("每人一行：姓名 职务。都应是本单位职工，已经入会或者已经申请入会。"),
    )
    scan = EvidenceField(label=_("签字盖章的申请"), required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        founding = turn.record
        names = ("form", "union_name", "contact", "has_party_body", "wish")
        kept = {name: getattr(founding, name) for name in names}
        rows = founding.preparers.order_by("pk").values_list("name", "duty")
        kept["preparers"] = "\n".join(f"{name} {duty}".strip() for name, duty in rows)
        options.setdefault("initial", kept)
        super().__init__(*args, turn=turn, **options)

    def clean_preparers(self) -> Sequence[Preparer]:
        """Each line is one person of these employers; who is not in their register, or twice under one name, is told."""
        lines = [line.split(None, 1) for line in self.cleaned_data["preparers"].splitlines() if line.strip()]
        if len(lines) > MOST_PREPARERS:
            raise forms.ValidationError(_("筹备组人数太多，请核对。"))
        found = [self._preparer(name, duty) for name, duty in ((parts[0], "".join(parts[1:])) for parts in lines)]
        if len({one.person_id for one in found}) < len(found):
            raise forms.ValidationError(_("有人写了两次。"))
        return found

    def _preparer(self, name: str, duty: str) -> Preparer:
        today, firms = self.turn.today, self.turn.record.enterprises.values("enterprise")
        working = Employment.objects.filter(Q(to_on=None) | Q(to_on__gt=today), enterprise__in=firms)
        people = list(Person.objects.filter(name=name, pk__in=working.values("person"))[:2])
        if not people:
            words = gettext("%(name)s不在这些单位的职工名册中，请先在用人单位页面登记。")
            raise forms.ValidationError(words % {"name": name})
        if len(people) > 1:
            raise forms.ValidationError(gettext("单位有两名%(name)s，请先在人员页面区分。") % {"name": name})
        return Preparer(person=people[0], name=name, duty=duty.strip())


class RecruitForm(OnTurn, forms.Form):
    """发展会员: how branches and groups are laid out."""

    groups = forms.CharField(label=_("分会、小组设置"), max_length=300, required=False)


class AnnounceForm(forms.Form):
    """候选人公示: that the list was talked over before it is shown."""

    agreed_with = forms.CharField(
        label=_("候选人酝酿情况"), max_length=300, help_text=_("与哪一级党组织、上级工会协商，何时取得一致。")
    )


class SetUpForm(OnTurn, forms.Form):
    """规范建设: what of it is done, with its days."""

    rules_on = forms.DateField(label=_("建立制度日期"), required=False, widget=DayInput())
    plaque_on = forms.DateField(label=_("挂牌日期"), required=False, widget=DayInput())
    seal_on = forms.DateField(label=_("刻制印章日期"), required=False, widget=DayInput())
    seal_number = forms.CharField(label=_("印章备案号"), max_length=40, required=False)
    account_on = forms.DateField(label=_("工会经费开户日期"), required=False, widget=DayInput())
    scan = EvidenceField(label=_("照片或者材料"), required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        kept = ("rules_on", "plaque_on", "seal_on", "seal_number", "account_on")
        options.setdefault("initial", {name: getattr(turn.record, name) for name in kept})
        super().__init__(*args, turn=turn, **options)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in ("rules_on", "plaque_on", "seal_on", "account_on"):
            try:
                check_done(given.get(name), self.turn, (self.turn.record.established_on, _("批复成立日期")))
            except forms.ValidationError as error:
                self.add_error(name, error)
        return given


class WhyForm(forms.Form):
    """原因: from a list, and in words."""

    reason_code = forms.ChoiceField(label=_("原因"), choices=Reason.choices)
    reason = forms.CharField(label=_("原因说明"), max_length=500, widget=forms.Textarea({"rows": 3}))


class AnswerForm(forms.Form):
    """批复: what the union above says besides yes."""

    words = forms.CharField(label=_("批复意见"), max_length=500, required=False, widget=forms.Textarea({"rows": 2}))
