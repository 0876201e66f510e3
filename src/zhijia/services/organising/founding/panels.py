"""What the page of a founding shows: the employer, the group, members, candidates, ballots, what was decided when."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.ballots.models import TallyLine, TallySheet
from zhijia.engines.ballots.panels import show_sheets
from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.engines.public_notices.flow import NOTICE_FLOW
from zhijia.engines.public_notices.models import PublicNotice
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import Membership
from zhijia.organisation.models.memberships import Standing
from zhijia.organisation.reading import Together
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.electing.checks import women_among
from zhijia.services.organising.electing.models import Body, ElectionCandidate
from zhijia.services.organising.electing.voting import electorate_of
from zhijia.services.organising.founding.flow import FOUNDING_FLOW
from zhijia.services.organising.founding.models import Founding, Preparer
from zhijia.services.organising.registration.flow import REGISTRATION_FLOW
from zhijia.services.organising.registration.models import Registration
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read

DAYS = (
    ("applied_on", gettext_noop("建会申请")),
    ("prep_approved_on", gettext_noop("同意筹建")),
    ("meeting_asked_on", gettext_noop("大会请示")),
    ("meeting_approved_on", gettext_noop("大会批复")),
    ("elected_on", gettext_noop("选举")),
    ("reported_on", gettext_noop("选举结果报送")),
    ("established_on", gettext_noop("批复成立")),
    ("rules_on", gettext_noop("建立制度")),
    ("plaque_on", gettext_noop("挂牌")),
    ("seal_on", gettext_noop("刻制印章")),
    ("account_on", gettext_noop("开户")),
    ("registered_on", gettext_noop("法人登记")),
)


@Together
def _votes(case: Any) -> Sequence[QuerySet[Any]]:
    return (
        ElectionCandidate.objects.filter(about=case).order_by("body", "pk"),
        PublicNotice.objects.filter(about=case).order_by("pk"),
        Case.objects.filter(Exists(PublicNotice.objects.filter(case=OuterRef("pk"), about=case))).order_by("pk"),
        TallySheet.objects.filter(about=case).order_by("pk"),
        TallyLine.objects.filter(sheet__about=case).order_by("sheet", "rank", "pk"),
        Preparer.objects.filter(founding__case=case).order_by("pk"),
        Case.objects.filter(
            Exists(Registration.objects.filter(case=OuterRef("pk"), union__founding__case=case, ended_on=None))
        ).order_by("pk"),
    )


def show_founding(_actor: Actor, case: Case, today: date) -> Mapping[str, Any]:
    """Everything on one page, for the union above and for the new one."""
    founding = Founding.objects.select_related("union").get(case=case)
    founding.case = case
    return {
        "facts": [*_facts(founding), *_members(founding, today)],
        "days": [Fact(_(label), day_read(day)) for name, label in DAYS if (day := getattr(founding, name))],
        **shown_votes(case),
    }


def shown_votes(case: Case) -> Mapping[str, Any]:
    """Who prepares, candidates with their notices, and the ballots counted so far. One query."""
    candidates, notices, cases, sheets, lines, preparers, registrations = _votes.read(case.pk)
    by_id = {row.pk: row for row in cases}
    names = {body.value: str(body.label) for body in Body}
    return {
        "preparers": [Fact(one.name, one.duty) for one in preparers],
        "candidates": [_candidate(row) for row in candidates],
        "notices": [_notice(by_id[row.case_id]) for row in notices if row.case_id in by_id],
        "sheets": show_sheets(sheets, lines, names),
        "registrations": [_registration(row) for row in registrations],
    }


def _facts(founding: Founding) -> list[Fact]:
    firms = founding.enterprises.select_related("enterprise").order_by("pk")
    facts = [
        Fact(_("拟定名称"), founding.union_name, note=founding.get_form_display()),
        *(
            Fact(_("用人单位"), row.enterprise.name, url=reverse("organising:enterprise", args=[row.enterprise_id]))
            for row in firms
        ),
        Fact(_("来源"), founding.get_source_display(), note=founding.applicant_label),
    ]
    if founding.wish:
        facts.append(Fact(_("职工意愿"), founding.wish))
    if founding.union:
        url = reverse("organising:union", args=[founding.union.pk])
        facts.append(Fact(_("新建工会"), founding.union.name, url=url))
    if founding.reason_code:
        facts.append(Fact(_("原因"), founding.get_reason_code_display(), note=founding.reason))
    if founding.certificate:
        facts.append(Fact(_("法人资格证书号"), founding.certificate))
    return facts


def _members(founding: Founding, today: date) -> list[Fact]:
    """How many may vote, and how many of them are women; until the union exists and keeps its own register."""
    if founding.union_id:
        return []
    rows: Sequence[Membership] = list(electorate_of(founding, today=today))
    voters = [row for row in rows if row.standing == Standing.ACTIVE]
    words = _("%(n)d 人，其中女会员 %(women)d 人") % {"n": len(voters), "women": women_among(voters)}
    return [Fact(_("有选举权的会员"), words)]


def _candidate(row: ElectionCandidate) -> Fact:
    struck = _("已撤换：%(why)s") % {"why": row.struck_reason} if row.struck_on else ""
    return Fact(row.get_body_display(), row.name, note=struck)


def _notice(case: Case) -> Fact:
    state = _(NOTICE_FLOW.state(case.state).label)
    return Fact(_("公示"), case.title, note=state, url=case_url(case.pk))


def _registration(case: Case) -> Fact:
    state = _(REGISTRATION_FLOW.state(case.state).label)
    return Fact(_("工会法人登记"), case.number, note=state, url=case_url(case.pk))


register_facts(FOUNDING_FLOW.code, "organising/_founding.html", show_founding)
