"""How what a number counts is shown in its list: contracts, rounds, promises."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.lib.sentences import gettext_noop
from zhijia.services.bargaining.flow import BARGAINING_FLOW
from zhijia.services.bargaining.indicators.making import CONTRACT, PROMISE, ROUND
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
