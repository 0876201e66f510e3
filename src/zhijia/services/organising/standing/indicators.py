"""How many unions are shells, and the share of those that live. Their facts are in the migrations."""

from zhijia.engines.indicators.definitions import Indicator, Kind, publish
from zhijia.lib.sentences import gettext_noop
from zhijia.services.organising.indicators.unions import GOAL, UNION

publish(
    Indicator(
        code="organising.unions_shell",
        name=gettext_noop("空壳工会数"),
        definition=gettext_noop(
            "当日未撤销的企业工会和联合工会，近十二个月没有会议、没有活动和走访、没有拨缴经费，也不是新成立的。以登记的事实为准。"
        ),
        unit=gettext_noop("个"),
        family="organising_life",
        subject=UNION,
        goal=GOAL,
        is_less_better=True,
        parameter="union.alive.months",
    ),
    Indicator(
        code="organising.unions_alive",
        name=gettext_noop("基层工会有活力率"),
        definition=gettext_noop("分母：当日未撤销的企业工会和联合工会。分子：其中不是空壳的。"),
        unit="%",
        family="organising_life",
        subject=UNION,
        kind=Kind.RATIO,
        goal=GOAL,
        parameter="union.alive.months",
    ),
)
