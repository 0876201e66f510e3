"""The numbers of supervision: how often open affairs were examined, what was found by rule, what was put right (B8)."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.indicators.definitions import PERCENT, Indicator, Kind, publish
from zhijia.engines.indicators.findings import show_findings
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.lib.sentences import gettext_noop
from zhijia.services.openness.inspecting.flow import CHECK_FLOW
from zhijia.services.openness.models import OpennessCheck
from zhijia.ui.reader import day_read

CHECK, FINDING = "openness.check", "openness.finding"
TIMES, CASES, POINTS = gettext_noop("次"), gettext_noop("件"), gettext_noop("处")
ONE_RULE = gettext_noop("本年内厂务公开各事项被指出不符合这条规则的处数，同一事项只计一次，按第一次指出的日期计。")
BROKEN = {
    "oa-01": gettext_noop("提示：没有确定厂务公开第一责任人"),
    "oa-02": gettext_noop("提示：没有按期公开"),
    "oa-03": gettext_noop("提示：公开时间过短"),
    "oa-04": gettext_noop("提示：没有按期答复职工提问"),
    "oa-05": gettext_noop("提示：没有向职代会报告厂务公开"),
    "oa-06": gettext_noop("提示：集体合同文本没有按要求公开"),
    "true": gettext_noop("提示：公开内容不真实、不完整"),
    "shown": gettext_noop("提示：公开地点、时长或者范围不符合要求"),
}
"""Rules that warn, and the two duties that only an examination can say were not met."""


def _finding(code: str, name: str, definition: str) -> Indicator:
    return Indicator(
        code=f"openness.findings{code}",
        name=name,
        definition=definition,
        unit=POINTS,
        family="openness_findings",
        subject=FINDING,
        is_less_better=True,
    )


publish(
    Indicator(
        code="openness.checks",
        name=gettext_noop("厂务公开监督检查次数"),
        definition=gettext_noop("本年内进行的厂务公开监督检查，按检查日期计；取消的不计。"),
        unit=TIMES,
        family="openness_checks",
        subject=CHECK,
    ),
    Indicator(
        code="openness.put_right",
        name=gettext_noop("厂务公开监督意见整改率"),
        definition=gettext_noop(
            "分母：本年内发出的厂务公开监督意见书。分子：其中整改经工会验收合格的，自验收之日起计。"
        ),
        unit=PERCENT,
        family="openness_checks",
        subject=CHECK,
        kind=Kind.RATIO,
    ),
    Indicator(
        code="openness.put_right_late",
        name=gettext_noop("逾期未整改的厂务公开监督意见"),
        definition=gettext_noop(
            "当日意见书写明的整改期限已过、还没有验收合格的；退回后另定期限的，仍按意见书的期限计。"
        ),
        unit=CASES,
        family="openness_checks",
        subject=CHECK,
        is_less_better=True,
    ),
    _finding(
        "",
        gettext_noop("厂务公开合规提示数"),
        gettext_noop("本年内厂务公开各事项被指出的不规范之处，同一事项同一规则只计一次，按第一次指出的日期计。"),
    ),
    *(_finding(f".{rule}", name, ONE_RULE) for rule, name in BROKEN.items()),
)


def describe_checks(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    """Examinations by id; one that this reader may not see keeps its number in the count and is left out here."""
    rows = OpennessCheck.objects.filter(pk__in=ids).select_related("case__union").order_by("pk")
    return {
        row.pk: SubjectRow(
            label=row.case.title,
            url=case_url(row.case_id),
            cells=(
                row.case.union.name,
                day_read(row.checked_on),
                day_read(row.rectify_by) if row.rectify_by else "",
                _(CHECK_FLOW.state(row.case.state).label),
            ),
        )
        for row in rows
    }


show_subjects(
    SubjectList(
        CHECK,
        gettext_noop("厂务公开监督检查"),
        (gettext_noop("承办工会"), gettext_noop("检查日期"), gettext_noop("整改期限"), gettext_noop("状态")),
        describe_checks,
    )
)
show_findings(FINDING, gettext_noop("厂务公开合规提示"))
