"""How many grass-roots unions are legal persons (services §K, A13). Its facts are in the migrations."""

from zhijia.engines.indicators.definitions import Indicator, Kind, publish
from zhijia.lib.sentences import gettext_noop
from zhijia.services.organising.indicators.unions import GOAL, UNION

publish(
    Indicator(
        code="organising.legal_persons",
        name=gettext_noop("法人登记率"),
        definition=gettext_noop("分母：当日未撤销的企业工会和联合工会。分子：其中法人证书在有效期内的。"),
        unit="%",
        family="organising_legal",
        subject=UNION,
        kind=Kind.RATIO,
        goal=GOAL,
    )
)
