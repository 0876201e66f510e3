"""The numbers of congresses (B10): in force, made up as the law asks, employee directors in office."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.indicators.definitions import PERCENT, Indicator, Kind, publish
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.engines.indicators.thresholds import declare_threshold
from zhijia.lib.sentences import gettext_noop
from zhijia.services.congress.terms.models import CongressTerm

TERM, ENTERPRISE = "congress.term", "organisation.enterprise"
DIRECTORS, DUTY = "congress.directors", "company.directors.headcount"
declare_threshold(DIRECTORS, parameter_key=DUTY)

publish(
    Indicator(
        code="congress.constituted",
        name=gettext_noop("职代会建制率"),
        definition=gettext_noop(
            "分母：当日被工会覆盖的用人单位，一家只计一次。分子：其中职代会（职工大会）已经成立并且没有届满的，经同意延期的计到延期之日。"
        ),
        unit=PERCENT,
        family="congress_employers",
        subject=ENTERPRISE,
        kind=Kind.RATIO,
    ),
    Indicator(
        code="congress.composition",
        name=gettext_noop("代表结构达标率"),
        definition=gettext_noop(
            "分母：当日在届、代表人数和结构可以核对的职工代表大会；情况没有登记、无法核对的不计入。"
            "分子：其中代表人数、中层以上比例、女职工比例、劳务派遣代表都符合规定的。"
        ),
        unit=PERCENT,
        family="congress_terms",
        subject=TERM,
        kind=Kind.RATIO,
    ),
    Indicator(
        code=DIRECTORS,
        name=gettext_noop("职工董事监事配备率"),
        definition=gettext_noop(
            "分母：当日职工人数达到应当配备职工董事人数的企业；职工人数没有填写的不计入。分子：其中有职工董事或者职工监事在任的。"
        ),
        unit=PERCENT,
        family="congress_employers",
        subject=ENTERPRISE,
        kind=Kind.RATIO,
        parameter=DUTY,
    ),
)


def describe_terms(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    """Congresses by id; one that this reader may not see keeps its number in the count and is left out here."""
    rows = CongressTerm.objects.filter(pk__in=ids).select_related("case", "union").order_by("pk")
    words = {True: _("符合"), False: _("不符合"), None: _("未核对")}
    return {
        row.pk: SubjectRow(
            label=row.case.title,
            url=case_url(row.case_id),
            cells=(row.case.number, row.union.name, words[row.is_made_up]),
        )
        for row in rows
    }


show_subjects(
    SubjectList(
        TERM,
        gettext_noop("职代会"),
        (gettext_noop("编号"), gettext_noop("承办工会"), gettext_noop("代表结构")),
        describe_terms,
    )
)
