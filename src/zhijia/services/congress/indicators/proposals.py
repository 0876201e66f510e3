"""Proposals of delegates: filed, answered, on time, to the satisfaction of their authors (B5, WC-041)."""

from zhijia.engines.indicators.definitions import publish
from zhijia.engines.indicators.years import publish_flows
from zhijia.lib.sentences import gettext_noop
from zhijia.services.congress.indicators.making import CASES, PROPOSAL, count, rate

publish(
    count(
        "proposals_overdue",
        gettext_noop("逾期未答复的提案数"),
        gettext_noop("当日已过交办时确定的答复期限、还没有答复的提案件数，含重新办理的。"),
        of=PROPOSAL,
        unit=CASES,
        is_less_better=True,
    ),
)
publish_flows(
    (
        count(
            "proposals",
            gettext_noop("职工代表提案数"),
            gettext_noop("本年内提交的职工代表提案件数，撤回的不计，并案的各计一件。"),
            of=PROPOSAL,
            unit=CASES,
        ),
        gettext_noop("职工代表提案数（工会年度）"),
    ),
    (
        rate(
            "proposals_filed",
            gettext_noop("提案立案率"),
            gettext_noop("分母：本年内审查的提案。分子：其中立案的，含并案。"),
            of=PROPOSAL,
        ),
        gettext_noop("提案立案率（工会年度）"),
    ),
    (
        rate(
            "proposals_answered",
            gettext_noop("提案答复率"),
            gettext_noop("分母：本年内立案的提案，并案的按留下的那件计。分子：其中已经答复的。"),
            of=PROPOSAL,
        ),
        gettext_noop("提案答复率（工会年度）"),
    ),
    (
        rate(
            "proposals_on_time",
            gettext_noop("提案按期答复率"),
            gettext_noop("分母：本年内立案的提案，并案的按留下的那件计。分子：其中在第一次交办时确定的期限内答复的。"),
            of=PROPOSAL,
        ),
        gettext_noop("提案按期答复率（工会年度）"),
    ),
    (
        rate(
            "proposals_satisfied",
            gettext_noop("提案满意率"),
            gettext_noop("分母：最近一次评价在本年内的提案。分子：其中提案人满意或者基本满意的。"),
            of=PROPOSAL,
        ),
        gettext_noop("提案满意率（工会年度）"),
    ),
)
