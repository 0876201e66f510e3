"""Impact assessments in words, with what the law has to say of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.law.resolver import ResolvedParameter
from zhijia.law.versions import amount_of
from zhijia.lib.phrases import listed
from zhijia.organisation.cities import this_city
from zhijia.organisation.permissions import can_administer
from zhijia.organisation.protection.retention import KINDS as ERASED
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.assessments.models import ImpactAssessment
from zhijia.services.organising.assessments.queries import assessments_visible_to
from zhijia.services.organising.assessments.rules import KEPT, KEYS, WORDS, Sensitive, judge, kept_until
from zhijia.services.organising.intake.erasing import IDLE_DAYS
from zhijia.services.organising.intake.undoing import DAYS
from zhijia.ui.components import Column, Fact
from zhijia.ui.reader import day_read

SHOWN = 200


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    assessment: ImpactAssessment
    sensitive: str
    kept_until: date | None
    notes: int
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class AssessmentList:
    rows: Sequence[AssessmentRow]
    columns: Sequence[Column]
    kept: Sequence[Fact]
    may_enter: bool


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    assessment: ImpactAssessment
    facts: Sequence[Fact]
    notes: Sequence[str]
    replaced_by: int | None
    replaces: int | None
    may_enter: bool


def read_assessments(actor: Actor, *, today: date) -> AssessmentList:
    laws = _laws((*KEYS, *ERASED), today)
    columns = [
        Column(_("处理活动"), "long"),
        Column(_("工会"), "name"),
        Column(_("敏感个人信息")),
        Column(_("评估日期"), "date"),
        Column(_("至少保存到"), "date"),
        Column(_("提示"), "short"),
    ]
    rows = [
        AssessmentRow(
            row,
            _sensitive(row),
            kept_until(laws[KEPT], row.assessed_on),
            len(_notes(row, laws)),
            hasattr(row, "replaced_by"),
        )
        for row in assessments_visible_to(actor)[:SHOWN]
    ]
    kept = [*map(_kept_for, (laws[key] for key in ERASED)), *_kept_by_us()]
    return AssessmentList(rows, columns, kept, can_administer(actor, actor.path))


def read_assessment(actor: Actor, row: ImpactAssessment, *, today: date) -> AssessmentPage:
    laws = _laws(KEYS, today)
    until = kept_until(laws[KEPT], row.assessed_on)
    facts = [
        Fact(_("工会"), row.union.name),
        Fact(_("处理目的和方式"), row.purpose),
        Fact(_("涉及的敏感个人信息"), _sensitive(row) or _("不涉及")),
        Fact(_("必要性和对个人权益的影响"), row.effect),
        Fact(_("单独同意怎样取得"), row.consent),
        Fact(_("监护人同意怎样取得"), row.guardian),
        Fact(_("保护措施"), row.measures),
        Fact(_("评估日期"), day_read(row.assessed_on)),
        Fact(_("处理开始日期"), day_read(row.begins_on) if row.begins_on else ""),
        Fact(_("报告的编号和存放处"), row.report),
        Fact(
            _("至少保存到"),
            day_read(until) if until else "",
            _("从评估日期起算；法律从哪天起算没有读到。"),
        ),
        Fact(_("录入岗位"), row.entered_by.title),
    ]
    may = can_administer(actor, row.path) and actor.post is not None and actor.post.union_id == row.union_id
    later = getattr(row, "replaced_by", None)
    return AssessmentPage(row, facts, _notes(row, laws), later.pk if later else None, row.replaces_id, may)


def initial_of(row: ImpactAssessment) -> dict[str, object]:
    """What a new assessment of the same processing begins with; its day and its report are new."""
    kept = ("title", "purpose", "sensitive", "effect", "consent", "guardian", "measures", "begins_on")
    return {name: getattr(row, name) for name in kept}


def _laws(keys: Iterable[str], today: date) -> Mapping[str, ResolvedParameter]:
    city, law = this_city(), LocalLaw()
    return {key: law.rule(key, place=city.place if city else "", on=today) for key in keys}


def _kept_for(law: ResolvedParameter) -> Fact:
    """A term that the city sets; until it does nothing of this is erased."""
    label = law.parameter.label_in(get_language() or "zh-hans")
    source = law.source.cited.said_in(_) if law.source else ""
    if law.value is None:
        return Fact(label, _("本市还没有规定，不清除"), source)
    return Fact(label, amount_of(law.number, law.parameter.unit).said_in(_), source)


def _kept_by_us() -> list[Fact]:
    """What the product itself lets go as soon as nobody can use it any more."""
    return [
        Fact(
            _("会员名册的表格内容和姓名"),
            _("入库后 %(week)s 天；没有入库的，上传后 %(month)s 天") % {"week": DAYS, "month": IDLE_DAYS},
        ),
        Fact(_("入会、转会申请里的证件和手机号码"), _("答复或撤回时清除")),
        Fact(_("更正申请里的正确内容"), _("答复或撤回时清除")),
        Fact(_("凭本人同意登记的内容"), _("本人撤回同意时清除")),
    ]


def _notes(row: ImpactAssessment, laws: Mapping[str, ResolvedParameter]) -> list[str]:
    found = judge(
        laws,
        sensitive=row.sensitive,
        consent=row.consent,
        guardian=row.guardian,
        assessed_on=row.assessed_on,
        begins_on=row.begins_on,
    )
    return [verdict.sentence.said_in(_) for verdict in found]


def _sensitive(row: ImpactAssessment) -> str:
    return listed([_(WORDS[Sensitive(kind)]) for kind in row.sensitive], _)
