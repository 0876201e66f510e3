"""The numbers of visits (services §K, E02). Their facts are in migrations/0003_counting.py."""

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.indicators.definitions import Indicator, Kind, publish
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.engines.visits.models import PlannedVisit
from zhijia.lib.sentences import gettext_noop
from zhijia.ui.wording import full_date

PLANNED = "visits.plannedvisit"

publish(
    Indicator(
        code="visits.completion",
        name=gettext_noop("走访完成率"),
        definition=gettext_noop(
            "分母：当年计划的走访，已到期限的或者已经完成的。分子：其中完成并经工会确认的，按确认日期计。"
        ),
        unit="%",
        family="visits_plan",
        subject=PLANNED,
        kind=Kind.RATIO,
        parameter="contacts.visits.cadre",
    )
)


def describe_planned(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    """Planned visits by id, with the case that each belongs to."""
    language = get_language() or "zh-hans"
    rows = PlannedVisit.objects.filter(pk__in=ids).select_related("about", "visit").order_by("pk")
    return {
        row.pk: SubjectRow(
            label=row.about.title,
            url=case_url(row.about_id),
            cells=(
                row.visitor_label,
                full_date(row.due_on, language=language),
                full_date(row.visit.visited_on, language=language) if row.visit else "",
            ),
        )
        for row in rows
    }


show_subjects(
    SubjectList(
        PLANNED,
        gettext_noop("计划走访"),
        (gettext_noop("走访岗位"), gettext_noop("期限"), gettext_noop("走访日期")),
        describe_planned,
    )
)
