"""Sessions held on time and by the rules, and what became of what they resolved."""

from zhijia.engines.indicators.definitions import publish
from zhijia.engines.indicators.thresholds import declare_threshold
from zhijia.engines.indicators.years import FIRST_MONTH, publish_flows
from zhijia.lib.sentences import gettext_noop
from zhijia.services.congress.indicators.making import CASES, MEETINGS, RESOLUTION, SESSION, TERM, TIMES, count, rate

FREQUENCY = "congress.frequency"
declare_threshold(FREQUENCY, parameter_key=FREQUENCY)
declare_threshold("congress.frequency_state", parameter_key="congress.frequency.state")
declare_threshold("congress.union_year", parameter_key=FIRST_MONTH)

publish(
    rate(
        "held_on_time",
        gettext_noop("职代会按期召开率"),
        gettext_noop(
            "分母：当日在届的职代会（职工大会），含区域性、行业性的。"
            "分子：其中距上一次召开不超过规定间隔的；还没有召开过的从届期开始之日起算。全民所有制工业企业按其间隔。"
        ),
        of=TERM,
        family=MEETINGS,
        parameter=FREQUENCY,
    ),
    count(
        "not_carried_out",
        gettext_noop("未落实的决议事项数"),
        gettext_noop("当日问题台账上由职代会决议交办、还没有销号的事项件数。"),
        of=RESOLUTION,
        unit=CASES,
        is_less_better=True,
    ),
    count(
        "carried_out_late",
        gettext_noop("逾期未落实的决议事项数"),
        gettext_noop("当日由职代会决议交办、已过办结期限还没有销号的事项件数。"),
        of=RESOLUTION,
        unit=CASES,
        is_less_better=True,
    ),
)
publish_flows(
    (
        count(
            "sessions",
            gettext_noop("召开职代会次数"),
            gettext_noop("本年内召开的职代会（职工大会）会议次数，按宣布开会的日期计。"),
            of=SESSION,
            unit=TIMES,
        ),
        gettext_noop("召开职代会次数（工会年度）"),
    ),
    (
        rate(
            "regularity",
            gettext_noop("职代会规范率"),
            gettext_noop("分母：本年内召开的职代会会议。分子：其中从筹备到落实没有合规提示的。"),
            of=SESSION,
        ),
        gettext_noop("职代会规范率（工会年度）"),
    ),
    (
        rate(
            "carried_out",
            gettext_noop("职代会决议落实率"),
            gettext_noop(
                "分母：本年内由职代会决议交办、进入问题台账的事项。分子：其中已经销号的；重开的在再次销号前不计。"
            ),
            of=RESOLUTION,
        ),
        gettext_noop("职代会决议落实率（工会年度）"),
    ),
)
