"""The number of elections held in a year (services §K)."""

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.indicators.definitions import Indicator, publish
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.lib.sentences import gettext_noop
from zhijia.services.organising.elections.models import Election
from zhijia.services.organising.indicators.unions import GOAL
from zhijia.ui.wording import full_date

ELECTION = "organising.election"

publish(
    Indicator(
        code="organising.elections_held",
        name=gettext_noop("换届补选数"),
        definition=gettext_noop("当年经上级工会批复结果的换届选举和补选，按批复日期计。"),
        unit=gettext_noop("件"),
        family="organising_elections",
        subject=ELECTION,
        goal=GOAL,
    )
)


def describe_elections(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    """Elections by id, each with its union and day."""
    language = get_language() or "zh-hans"
    rows = Election.objects.filter(pk__in=ids).select_related("case", "case__union").order_by("pk")
    return {
        row.pk: SubjectRow(
            label=row.case.title,
            url=case_url(row.case_id),
            cells=(
                row.case.number,
                row.get_kind_display(),
                row.case.union.name,
                full_date(row.confirmed_on, language=language) if row.confirmed_on else "",
            ),
        )
        for row in rows
    }


show_subjects(
    SubjectList(
        ELECTION,
        gettext_noop("选举"),
        (gettext_noop("编号"), gettext_noop("选举类别"), gettext_noop("工会"), gettext_noop("结果批复日期")),
        describe_elections,
    )
)
