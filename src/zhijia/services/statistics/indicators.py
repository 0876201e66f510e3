"""The numbers of the annual return, and those that its cells lean on. Their facts are in migrations/0003_counting.py."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.indicators.definitions import Indicator, Kind, publish
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.lib.sentences import gettext_noop
from zhijia.services.statistics.models import Return
from zhijia.ui.wording import full_date

UNION, RETURN = "organisation.union", "statistics.return"
OF_UNITS, OF_RETURNS = "statistics_units", "statistics_returns"
ONCE = gettext_noop("一家被几个工会覆盖的只计一次，计在最早的工会；没有填写的不计入。")

COUNTED = {
    "employees": (gettext_noop("已建会单位职工数"), gettext_noop("人")),
    "employees_women": (gettext_noop("已建会单位女职工数"), gettext_noop("人")),
    "employees_migrants": (gettext_noop("已建会单位农民工数"), gettext_noop("人")),
    "employees_dispatched": (gettext_noop("已建会单位劳务派遣职工数"), gettext_noop("人")),
    "units": (gettext_noop("工会涵盖单位数"), gettext_noop("家")),
}
KINDS = {
    "domestic": gettext_noop("内资企业基层工会数"),
    "hmt": gettext_noop("港澳台投资企业基层工会数"),
    "foreign": gettext_noop("外商投资企业基层工会数"),
    "institutions": gettext_noop("事业单位基层工会数"),
    "organs": gettext_noop("机关基层工会数"),
    "individual": gettext_noop("个体经济组织基层工会数"),
}

publish(
    *(
        Indicator(
            code=f"statistics.{code}",
            name=name,
            definition=ONCE,
            unit=unit,
            family=OF_UNITS,
            subject=UNION,
            kind=Kind.SUM,
        )
        for code, (name, unit) in COUNTED.items()
    ),
    *(
        Indicator(
            code=f"statistics.unions.{code}",
            name=name,
            definition=gettext_noop(
                "当日已成立、未撤销的企业工会和联合工会，按所覆盖的第一家用人单位当日的登记注册类型分类。"
            ),
            unit=gettext_noop("个"),
            family=OF_UNITS,
            subject=UNION,
        )
        for code, name in KINDS.items()
    ),
    Indicator(
        code="statistics.hand_in",
        name=gettext_noop("统计年报上报率"),
        definition=gettext_noop(
            "分母：已经布置的统计年报表，计到下一个统计期结束。分子：其中已经签发上报、没有被退回的。"
        ),
        unit="%",
        family=OF_RETURNS,
        subject=RETURN,
        kind=Kind.RATIO,
    ),
    Indicator(
        code="statistics.in_time",
        name=gettext_noop("统计年报按期上报率"),
        definition=gettext_noop("分母：上报期限已过的统计年报表。分子：其中在期限内上报的。"),
        unit="%",
        family=OF_RETURNS,
        subject=RETURN,
        kind=Kind.RATIO,
    ),
    Indicator(
        code="statistics.edited",
        name=gettext_noop("填报与系统不一致的项数"),
        definition=gettext_noop("已经上报的统计年报表中，改填而与系统计算的数不一致的项数（填报≠系统）。"),
        unit=gettext_noop("项"),
        family=OF_RETURNS,
        subject=RETURN,
        kind=Kind.SUM,
        is_less_better=True,
    ),
)


def describe_returns(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    """Returns by id; one that this reader may not see keeps its number in the count and is left out here."""
    language = get_language() or "zh-hans"
    rows = Return.objects.filter(pk__in=ids).select_related("case", "union").order_by("pk")
    return {
        row.pk: SubjectRow(
            label=row.union.name,
            url=reverse("cases:case", args=[row.case_id]),
            cells=(
                row.case.number,
                row.get_form_display(),
                full_date(row.handed_in_on, language=language) if row.handed_in_on else _("未上报"),
            ),
        )
        for row in rows
    }


show_subjects(
    SubjectList(
        RETURN,
        gettext_noop("统计年报表"),
        (gettext_noop("编号"), gettext_noop("表种"), gettext_noop("上报日期")),
        describe_returns,
    )
)
