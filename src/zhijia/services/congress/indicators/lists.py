"""How what a number counts is shown in its list: congresses, sessions, proposals, what was found irregular."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.indicators.findings import show_findings
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.lib.sentences import gettext_noop
from zhijia.services.congress.indicators.making import FINDING, PROPOSAL, SESSION, TERM
from zhijia.services.congress.proposals.flow import PROPOSAL_FLOW
from zhijia.services.congress.proposals.models import Proposal
from zhijia.services.congress.sessions.flow import SESSION_FLOW
from zhijia.services.congress.sessions.models import CongressSession
from zhijia.services.congress.terms.models import CongressTerm
from zhijia.ui.reader import day_read


def describe_terms(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    """Congresses by id; one that this reader may not see keeps its number in the count and is left out here."""
    rows = CongressTerm.objects.filter(pk__in=ids).select_related("case", "union").order_by("pk")
    words = {True: _("符合"), False: _("不符合"), None: _("未核对")}
    return {
        row.pk: SubjectRow(
            label=row.case.title,
            url=case_url(row.case_id),
            cells=(row.case.number, row.union.name, words[row.is_made_up]),
        )
        for row in rows
    }


def describe_sessions(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    rows = CongressSession.objects.filter(pk__in=ids).select_related("case__union").order_by("pk")
    return {
        row.pk: SubjectRow(
            label=row.case.title,
            url=case_url(row.case_id),
            cells=(row.case.union.name, day_read(row.opened_on), _(SESSION_FLOW.state(row.case.state).label)),
        )
        for row in rows
    }


def describe_proposals(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    rows = Proposal.objects.filter(pk__in=ids).select_related("case__union").order_by("pk")
    return {
        row.pk: SubjectRow(
            label=row.title,
            url=case_url(row.case_id),
            cells=(row.case.union.name, row.lead, _(PROPOSAL_FLOW.state(row.case.state).label)),
        )
        for row in rows
    }


show_subjects(
    SubjectList(
        TERM,
        gettext_noop("职代会"),
        (gettext_noop("编号"), gettext_noop("承办工会"), gettext_noop("代表结构")),
        describe_terms,
    )
)
show_subjects(
    SubjectList(
        SESSION,
        gettext_noop("职代会会议"),
        (gettext_noop("承办工会"), gettext_noop("召开日期"), gettext_noop("状态")),
        describe_sessions,
    )
)
show_subjects(
    SubjectList(
        PROPOSAL,
        gettext_noop("提案"),
        (gettext_noop("承办工会"), gettext_noop("主办部门"), gettext_noop("状态")),
        describe_proposals,
    )
)
show_findings(FINDING, gettext_noop("事项"))
