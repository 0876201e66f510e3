"""The numbers of supervision (bargaining-congress §A9, harmony-disputes §E.4). Their facts are in migrations/0003_counting.py."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.indicators.definitions import PERCENT, Indicator, Kind
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.engines.indicators.thresholds import declare_threshold
from zhijia.engines.indicators.years import FIRST_MONTH, publish_flows
from zhijia.lib.sentences import gettext_noop
from zhijia.services.supervision.flow import SUPERVISION_FLOW
from zhijia.services.supervision.models import Clue, Letter, Supervision
from zhijia.ui.wording import full_date

CLUE, LETTER, CASE = "supervision.clue", "supervision.letter", "supervision.supervision"
FAMILIES = {CLUE: "supervision_clues", LETTER: "supervision_letters", CASE: "supervision_cases"}
COPIES = gettext_noop("份")
GOAL = gettext_noop("维护职工")


def _number(
    code: str, name: str, definition: str, *, of: str = LETTER, unit: str = PERCENT, kind: Kind = Kind.RATIO
) -> Indicator:
    return Indicator(
        code=f"supervision.{code}",
        name=name,
        definition=definition,
        unit=unit,
        family=FAMILIES[of],
        subject=of,
        kind=kind,
        goal=GOAL,
    )


publish_flows(
    (
        _number(
            "clues",
            gettext_noop("监督线索件数"),
            gettext_noop("本年内登记的劳动法律监督线索，含由集体协商转来的和后来不予立案的。"),
            of=CLUE,
            unit=gettext_noop("件"),
            kind=Kind.COUNT,
        ),
        gettext_noop("监督线索件数（工会年度）"),
    ),
    (
        _number(
            "prompts",
            gettext_noop("监督提示函份数"),
            gettext_noop("本年内发出的提示函份数，按发出日期计。"),
            unit=COPIES,
            kind=Kind.COUNT,
        ),
        gettext_noop("监督提示函份数（工会年度）"),
    ),
    (
        _number(
            "opinions",
            gettext_noop("监督意见书份数"),
            gettext_noop("本年内发出的监督意见书份数，按发出日期计。"),
            unit=COPIES,
            kind=Kind.COUNT,
        ),
        gettext_noop("监督意见书份数（工会年度）"),
    ),
    (
        _number(
            "recommendations",
            gettext_noop("监督建议书份数"),
            gettext_noop("本年内发出的监督建议书份数，按发出日期计。"),
            unit=COPIES,
            kind=Kind.COUNT,
        ),
        gettext_noop("监督建议书份数（工会年度）"),
    ),
    (
        _number(
            "answering",
            gettext_noop("意见书答复率"),
            gettext_noop("分母：本年内发出的监督意见书。分子：其中在规定期限内书面答复的。"),
        ),
        gettext_noop("意见书答复率（工会年度）"),
    ),
    (
        _number(
            "rectification",
            gettext_noop("整改率"),
            gettext_noop("分母：本年内发出的监督意见书。分子：其中经复查在意见书写明的期限内整改到位的。"),
        ),
        gettext_noop("整改率（工会年度）"),
    ),
    (
        _number(
            "taking_up",
            gettext_noop("建议书立案率"),
            gettext_noop("分母：本年内发出的监督建议书。分子：其中行政部门立案的。"),
        ),
        gettext_noop("建议书立案率（工会年度）"),
    ),
    (
        _number(
            "feedback",
            gettext_noop("行政部门反馈率"),
            gettext_noop(
                "分母：本年内发出的监督建议书。分子：其中行政部门已经向工会反馈处理结果，或者书面说明不予立案理由的。"
            ),
        ),
        gettext_noop("行政部门反馈率（工会年度）"),
    ),
    (
        _number(
            "rectified",
            gettext_noop("监督整改到位件数"),
            gettext_noop("本年内经复查整改到位的监督事项件数，不论是否超过期限，按复查日期计。"),
            of=CASE,
            unit=gettext_noop("件"),
            kind=Kind.COUNT,
        ),
        gettext_noop("监督整改到位件数（工会年度）"),
    ),
    (
        _number(
            "workers",
            gettext_noop("监督整改受益职工人数"),
            gettext_noop("本年内整改到位的监督事项在复查时登记的受益职工人数合计。"),
            of=CASE,
            unit=gettext_noop("人"),
            kind=Kind.SUM,
        ),
        gettext_noop("监督整改受益职工人数（工会年度）"),
    ),
    (
        _number(
            "recovered",
            gettext_noop("监督追回金额"),
            gettext_noop("本年内整改到位的监督事项在复查时登记的追回金额合计：补发的工资、补缴的保险费和补偿。"),
            of=CASE,
            unit=gettext_noop("元"),
            kind=Kind.SUM,
        ),
        gettext_noop("监督追回金额（工会年度）"),
    ),
)
declare_threshold("supervision.union_year", parameter_key=FIRST_MONTH)


def describe_clues(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    language = get_language() or "zh-hans"
    rows = Clue.objects.filter(pk__in=ids).select_related("enterprise", "union", "supervision").order_by("pk")
    return {
        clue.pk: SubjectRow(
            label=clue.enterprise.name,
            url=_page_of(clue),
            cells=(
                clue.get_matter_display(),
                clue.get_source_display(),
                clue.union.name,
                full_date(clue.noted_on, language=language),
            ),
        )
        for clue in rows
    }


def _page_of(clue: Clue) -> str:
    """The case that came of it; of one that waits or was dropped, the page of its union's clues."""
    supervision = getattr(clue, "supervision", None)
    return reverse("cases:case", args=[supervision.case_id]) if supervision else reverse("supervision:clues")


def describe_cases(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    rows = Supervision.objects.filter(pk__in=ids).select_related("case__union").order_by("pk")
    return {
        row.pk: SubjectRow(
            label=row.case.title,
            url=reverse("cases:case", args=[row.case_id]),
            cells=(row.case.number, row.case.union.name, _(SUPERVISION_FLOW.state(row.case.state).label)),
        )
        for row in rows
    }


def describe_letters(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    """Letters by id; one whose case this reader may not see keeps its number in the count and is left out here."""
    language = get_language() or "zh-hans"
    rows = Letter.objects.filter(pk__in=ids).select_related("supervision__case", "union").order_by("pk")
    return {
        letter.pk: SubjectRow(
            label=letter.supervision.case.title,
            url=reverse("cases:case", args=[letter.supervision.case_id]),
            cells=(
                letter.supervision.case.number,
                letter.get_kind_display(),
                letter.union.name,
                full_date(letter.sent_on, language=language),
            ),
        )
        for letter in rows
    }


show_subjects(
    SubjectList(
        LETTER,
        gettext_noop("监督文书"),
        (gettext_noop("编号"), gettext_noop("文书"), gettext_noop("发出工会"), gettext_noop("发出日期")),
        describe_letters,
    )
)
show_subjects(
    SubjectList(
        CLUE,
        gettext_noop("监督线索"),
        (gettext_noop("监督内容"), gettext_noop("来源"), gettext_noop("登记工会"), gettext_noop("登记日期")),
        describe_clues,
    )
)
show_subjects(
    SubjectList(
        CASE,
        gettext_noop("监督事项"),
        (gettext_noop("编号"), gettext_noop("承办工会"), gettext_noop("状态")),
        describe_cases,
    )
)
