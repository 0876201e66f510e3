"""The list behind a number of findings: which case, whose, by which rule, what was pointed out and when."""

from collections.abc import Mapping, Sequence

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.findings import said
from zhijia.engines.cases.models import CaseFinding
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.lib.sentences import gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.ui.reader import day_read

COLUMNS = (gettext_noop("承办工会"), gettext_noop("规则"), gettext_noop("合规提示"), gettext_noop("指出日期"))


def show_findings(subject: str, name: str) -> None:
    """Register the list of the findings that a service counts as `subject`; `name` is a Chinese message id."""
    show_subjects(SubjectList(subject, name, COLUMNS, describe_findings))


def describe_findings(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    """Findings by id; one of a case that this reader may not see keeps its number in the count and is left out here."""
    rows = CaseFinding.objects.filter(pk__in=ids).select_related("case__union").order_by("pk")
    return {
        row.pk: SubjectRow(
            label=row.case.title,
            url=case_url(row.case_id),
            cells=(
                row.case.union.name,
                row.rule,
                said(row),
                day_read(local_day(row.found_at)),
            ),
        )
        for row in rows
    }
