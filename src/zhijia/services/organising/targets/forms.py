"""What the steps of an organising target ask. A contact is written on a phone."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.queries import cases_visible_to
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import OnTurn, check_done, check_follows, offer_posts
from zhijia.organisation.models import Post
from zhijia.organisation.models.posts import OFFICE_ROLES, Role
from zhijia.services.organising.targets import rules
from zhijia.services.organising.targets.codes import Obstacle, Priority, Reason
from zhijia.services.organising.targets.visiting import CHANNELS
from zhijia.ui.widgets import DayInput

STAGE_WORDS = {
    rules.CONTACTED: _("首次接触"),
    rules.TALKING: _("沟通协商"),
    rules.AGREED: _("企业表态同意"),
    rules.REFUSED: _("企业拒绝"),
    rules.DEFERRED: _("暂缓"),
}


def _words(label: Any, *, rows: int = 2, most: int = 1000, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=most, required=required)


def _ticks(label: Any, choices: Any, **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


class VerifyForm(OnTurn, forms.Form):
    """核实: whether it comes first, why, and who decides there."""

    priority = forms.ChoiceField(label=_("重点级别"), choices=Priority.choices)
    reasons = _ticks(_("列入理由"), Reason.choices)
    obstacles = _ticks(_("建会障碍"), Obstacle.choices, help_text=_("还不清楚的先不选。"))
    decision_maker = forms.CharField(label=_("企业决策人"), max_length=60, required=False)
    headquarters = forms.CharField(label=_("总部所在国家（地区）"), max_length=40, required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        names = ("priority", "reasons", "obstacles", "decision_maker", "headquarters")
        options.setdefault("initial", {name: getattr(turn.record, name) for name in names})
        super().__init__(*args, turn=turn, **options)


class AssignForm(OnTurn, forms.Form):
    """落实责任: who answers for it, who leads, by when, for which task of the plan."""

    cadre: "forms.ModelChoiceField[Post]" = forms.ModelChoiceField(
        label=_("责任干部"), queryset=None, empty_label=_("请选择干部")
    )
    leader: "forms.ModelChoiceField[Post]" = forms.ModelChoiceField(
        label=_("包抓领导"), queryset=None, required=False, empty_label=_("不定")
    )
    deadline = forms.DateField(label=_("建会期限"), widget=DayInput())
    plan_task = forms.CharField(
        label=_("计划任务"), max_length=40, required=False, help_text=_("填任务的事项编号；不属于年度计划的不填。")
    )

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        record = turn.record
        task = record.plan_task.number if record.plan_task else ""
        known = {"cadre": record.cadre_id, "leader": record.leader_id, "deadline": record.deadline, "plan_task": task}
        options.setdefault("initial", known)
        super().__init__(*args, turn=turn, **options)
        offices = offices_of(turn)
        offer_posts(self, "cadre", offices.exclude(role=Role.LEADER), on=turn.today)
        offer_posts(self, "leader", offices.filter(role=Role.LEADER), on=turn.today)

    def clean_deadline(self) -> Any:
        return check_follows(self.cleaned_data["deadline"], (self.turn.today, _("今天")))

    def clean_plan_task(self) -> Case | None:
        """The task by its number, in sight of whoever assigns."""
        number = self.cleaned_data["plan_task"].strip()
        if not number:
            return None
        task = cases_visible_to(self.turn.actor).filter(number=number, kind="plans.task").first()
        if task is None:
            raise forms.ValidationError(_("没有找到这个编号的计划任务。"))
        return task


def offices_of(turn: Turn) -> "QuerySet[Post]":
    return offices_over(turn.case.path)


def offices_over(path: str) -> "QuerySet[Post]":
    """The posts of the territory's union and of those above it that the actor sees."""
    above = [path[: 4 * n] for n in range(1, len(path) // 4 + 1)]
    rows = Post.objects.filter(union__path__in=above, role__in=OFFICE_ROLES, closed_on=None)
    return rows.select_related("union").order_by("union__path", "role", "pk")


class ContactFields(forms.Form):
    """接触记录: how, with whom, what was said and promised, to which stage it led, what comes next.

    With or without a target: the page that is kept on the phone shows them empty, knows no obstacles that were known before,
    and offers every stage; what does not follow is refused when it comes.
    """

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    visited_on = forms.DateField(label=_("日期"), widget=DayInput())
    channel = forms.ChoiceField(label=_("接触方式"), choices=[(code, _(words)) for code, words in CHANNELS.items()])
    companions = forms.CharField(label=_("同行人员"), max_length=200, required=False)
    their_people = forms.CharField(label=_("企业人员和职务"), max_length=200)
    attitude = forms.TypedChoiceField(
        label=_("企业态度"),
        coerce=int,
        choices=[(5, _("5 积极")), (4, _("4 配合")), (3, _("3 观望")), (2, _("2 推托")), (1, _("1 抵触"))],
        initial=3,
    )
    matters = _words(_("谈了什么"), rows=3, required=True)
    stage = forms.ChoiceField(label=_("进展到"), required=False)
    obstacles = _ticks(_("建会障碍"), Obstacle.choices)
    materials = forms.CharField(label=_("留下的材料"), max_length=200, required=False)
    promise = forms.CharField(label=_("我方承诺"), max_length=300, required=False)
    promised_on = forms.DateField(label=_("承诺期限"), widget=DayInput(), required=False)
    next_action = forms.CharField(label=_("下一步"), max_length=200, required=False)
    next_on = forms.DateField(label=_("下一步日期"), widget=DayInput(), required=False)
    scan = EvidenceField(label=_("照片"), required=False)
    is_added = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["stage"].choices = [("", _("还在原来的阶段")), *STAGE_WORDS.items()]  # type: ignore[attr-defined]


class ContactForm(OnTurn, ContactFields):
    """The same on a target. Obstacles that come from the phone are added to those known; others take their place."""

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        known = {"client_id": uuid4(), "visited_on": turn.today, "obstacles": turn.record.obstacles}
        options.setdefault("initial", known)
        super().__init__(*args, turn=turn, **options)
        stages = [(stage, STAGE_WORDS[stage]) for stage in rules.reached_from(turn.case.state)]
        self.fields["stage"].choices = [("", _("还在原来的阶段")), *stages]  # type: ignore[attr-defined]

    def clean_visited_on(self) -> Any:
        return check_done(self.cleaned_data["visited_on"], self.turn, (self.turn.record.found_on, _("列入日期")))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("is_added"):
            cleaned["obstacles"] = list(dict.fromkeys([*self.turn.record.obstacles, *cleaned.get("obstacles", [])]))
        if cleaned.get("promise") and not cleaned.get("promised_on"):
            self.add_error("promised_on", _("承诺要写明期限。"))
        if bool(cleaned.get("next_action")) != bool(cleaned.get("next_on")):
            self.add_error("next_on", _("下一步和它的日期要一起填写。"))
        return cleaned


class NoticeForm(OnTurn, forms.Form):
    """建会告知书: who signs, and by when the enterprise is asked to answer."""

    signer = forms.CharField(label=_("签发人"), max_length=60)
    answer_by = forms.DateField(label=_("请于何日前答复"), widget=DayInput())

    def clean_answer_by(self) -> Any:
        return check_follows(self.cleaned_data["answer_by"], (self.turn.today, _("今天")))


class ServeForm(OnTurn, forms.Form):
    """签收: the day, who signed for it, the scan of the receipt (OG-04)."""

    served_on = forms.DateField(label=_("签收日期"), widget=DayInput())
    receiver = forms.CharField(label=_("签收人"), max_length=60)
    scan = EvidenceField(label=_("送达回证"))

    def clean_served_on(self) -> Any:
        notice = self.turn.record.notices.filter(served_on=None).order_by("pk").first()
        return check_done(self.cleaned_data["served_on"], self.turn, (notice and notice.sent_on, _("发出日期")))


class EscalateForm(forms.Form):
    """提请监督: what happened, as the clue will say it."""

    facts = _words(_("拒绝或者阻挠建会的事实"), rows=4, most=2000, required=True)
