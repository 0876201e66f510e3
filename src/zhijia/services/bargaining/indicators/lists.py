"""How what a number counts is shown in its list: contracts, rounds, promises, those whom a campaign is aimed at."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.campaigns.models import Target
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.lib.sentences import gettext_noop
from zhijia.lib.stored_sentences import as_sentences
from zhijia.services.bargaining.flow import BARGAINING_FLOW
from zhijia.services.bargaining.indicators.making import CONTRACT, PROMISE, ROUND, TARGET
from zhijia.services.bargaining.models import Bargaining, Contract, PerformanceItem
from zhijia.ui.wording import full_date


def describe_contracts(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    language = get_language() or "zh-hans"
    return {
        contract.pk: SubjectRow(
            label=contract.number,
            url=reverse("bargaining:contract", args=[contract.pk]),
            cells=(
                contract.employer_side,
                contract.get_contract_type_display(),
                full_date(contract.term_to, language=language),
            ),
        )
        for contract in Contract.objects.filter(pk__in=ids).order_by("pk")
    }


def describe_rounds(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    return {
        row.pk: SubjectRow(
            label=row.case.title,
            url=reverse("cases:case", args=[row.case_id]),
            cells=(row.case.number, row.case.union.name, _(BARGAINING_FLOW.state(row.case.state).label)),
        )
        for row in Bargaining.objects.filter(pk__in=ids).select_related("case__union").order_by("pk")
    }


def describe_promises(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    rows = PerformanceItem.objects.filter(pk__in=ids).select_related("inspection__contract")
    return {
        item.pk: SubjectRow(
            label=item.promise,
            url=reverse("bargaining:contract", args=[item.inspection.contract_id]),
            cells=(item.inspection.contract.number, item.get_status_display(), item.actual),
        )
        for item in rows.order_by("pk")
    }


def describe_targets(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    """One line for each enterprise of a campaign; the number of a campaign may count what this reader cannot open."""
    rows = Target.objects.filter(pk__in=ids).select_related("enterprise", "campaign").order_by("pk")
    return {
        row.pk: SubjectRow(
            label=row.enterprise.name,
            url=reverse("cases:case", args=[row.case_id]) if row.case_id else "",
            cells=(
                row.campaign.name,
                row.get_result_display(),
                "".join(sentence.said_in(_) for sentence in as_sentences(row.reasons)),
            ),
        )
        for row in rows
    }


show_subjects(
    SubjectList(
        CONTRACT,
        gettext_noop("集体合同"),
        (gettext_noop("用人单位方"), gettext_noop("合同类型"), gettext_noop("期限止")),
        describe_contracts,
    )
)
show_subjects(
    SubjectList(
        ROUND,
        gettext_noop("集体协商"),
        (gettext_noop("编号"), gettext_noop("承办工会"), gettext_noop("状态")),
        describe_rounds,
    )
)
show_subjects(
    SubjectList(
        PROMISE,
        gettext_noop("合同约定"),
        (gettext_noop("集体合同"), gettext_noop("履行情况"), gettext_noop("实际")),
        describe_promises,
    )
)
show_subjects(
    SubjectList(
        TARGET,
        gettext_noop("要约对象"),
        (gettext_noop("集中要约"), gettext_noop("结果"), gettext_noop("原因")),
        describe_targets,
    )
)
