"""The numbers of ratings (services §K, E04). Their facts are in migrations/0003_counting.py."""

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.indicators.definitions import Indicator, Kind, publish
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.engines.scorecards.models import Sheet
from zhijia.engines.scorecards.templates_of import template_of
from zhijia.lib.sentences import gettext_noop
from zhijia.ui.wording import full_date

SHEET = "scorecards.sheet"
FAMILY = "scorecards_ratings"

publish(
    Indicator(
        code="scorecards.reaching",
        name=gettext_noop("规范化达标率"),
        definition=gettext_noop("分母：当年评定等次的年度评分表。分子：其中达标的。"),
        unit="%",
        family=FAMILY,
        subject=SHEET,
        kind=Kind.RATIO,
    ),
    Indicator(
        code="scorecards.gain",
        name=gettext_noop("平均提升幅度"),
        definition=gettext_noop(
            "分母：当年评定、有基线的年度评分表，每张计满分100分。分子：比基线增加的分数。即平均每家提升的百分点。"
        ),
        unit="%",
        family=FAMILY,
        subject=SHEET,
        kind=Kind.RATIO,
    ),
)


def describe_sheets(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    """Sheets by id; one that this reader may not see keeps its number in the count and is left out here."""
    language = get_language() or "zh-hans"
    rows = Sheet.objects.filter(pk__in=ids).select_related("case", "union").order_by("pk")
    return {
        sheet.pk: SubjectRow(
            label=sheet.union.name,
            url=case_url(sheet.case_id),
            cells=(
                sheet.case.number,
                str(sheet.total),
                template_of(sheet.template, sheet.version).grade(sheet.grade).name.said_in(_) if sheet.grade else "",
                "" if sheet.gain is None else f"{sheet.gain:+d}",
                full_date(sheet.graded_on, language=language) if sheet.graded_on else "",
            ),
        )
        for sheet in rows
    }


show_subjects(
    SubjectList(
        SHEET,
        gettext_noop("评分表"),
        (
            gettext_noop("编号"),
            gettext_noop("总分"),
            gettext_noop("等次"),
            gettext_noop("比基线提升"),
            gettext_noop("评定日期"),
        ),
        describe_sheets,
    )
)
