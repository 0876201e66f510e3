"""The numbers of the ledger (services §K, E03). Their facts are in migrations/0003_counting.py."""

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.indicators.definitions import Indicator, Kind, publish
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.engines.issues.flow import ISSUE_FLOW
from zhijia.engines.issues.models import Issue
from zhijia.lib.sentences import gettext_noop
from zhijia.ui.wording import full_date

ISSUE = "issues.issue"
FAMILY = "issues_ledger"

publish(
    Indicator(
        code="issues.raised",
        name=gettext_noop("收集问题数"),
        definition=gettext_noop("当年登记的问题件数，按发现日期计。"),
        unit=gettext_noop("件"),
        family=FAMILY,
        subject=ISSUE,
    ),
    Indicator(
        code="issues.closing",
        name=gettext_noop("问题办结率"),
        definition=gettext_noop("分母：当年登记的问题。分子：其中已经销号的；重开的在再次销号前不计。"),
        unit="%",
        family=FAMILY,
        subject=ISSUE,
        kind=Kind.RATIO,
    ),
    Indicator(
        code="issues.in_time",
        name=gettext_noop("问题按期办结率"),
        definition=gettext_noop(
            "分母：当年登记、已经销号或者已过期限的问题。分子：其中在期限内销号的；重开过的不算按期。"
        ),
        unit="%",
        family=FAMILY,
        subject=ISSUE,
        kind=Kind.RATIO,
        parameter="issues.limit.own",
    ),
    Indicator(
        code="issues.days",
        name=gettext_noop("问题办结用时合计"),
        definition=gettext_noop("当年登记并已销号的问题，从发现到销号的自然日之和；除以销号件数即为平均天数。"),
        unit=gettext_noop("天"),
        family=FAMILY,
        subject=ISSUE,
        kind=Kind.SUM,
        is_less_better=True,
    ),
    Indicator(
        code="issues.reopening",
        name=gettext_noop("问题重开率"),
        definition=gettext_noop("分母：当年登记、曾经销号的问题。分子：其中重开过的。"),
        unit="%",
        family=FAMILY,
        subject=ISSUE,
        kind=Kind.RATIO,
        is_less_better=True,
    ),
)


def describe_issues(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    """Issues by id; one that this reader may not see keeps its number in the count and is left out here."""
    language = get_language() or "zh-hans"
    rows = Issue.objects.filter(pk__in=ids).select_related("case", "case__union").order_by("pk")
    return {
        issue.pk: SubjectRow(
            label=issue.case.title,
            url=case_url(issue.case_id),
            cells=(
                issue.case.number,
                issue.get_category_display(),
                issue.case.union.name,
                _(ISSUE_FLOW.state(issue.case.state).label),
                full_date(issue.found_on, language=language),
            ),
        )
        for issue in rows
    }


show_subjects(
    SubjectList(
        ISSUE,
        gettext_noop("问题"),
        (
            gettext_noop("编号"),
            gettext_noop("类别"),
            gettext_noop("工会"),
            gettext_noop("状态"),
            gettext_noop("发现日期"),
        ),
        describe_issues,
    )
)
