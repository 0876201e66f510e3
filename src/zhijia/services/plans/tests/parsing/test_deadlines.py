"""Worked deadlines: what is written, when, and the days it means."""

from datetime import date

import pytest

from zhijia.services.plans.parsing import DoubtCode, parse_plan
from zhijia.services.plans.parsing.model import Deadline

ISSUED = date(2024, 3, 15)


def deadlines_of(sentence: str, *, year: int | None = 2024, issued_on: date | None = ISSUED) -> tuple[Deadline, ...]:
    plan = parse_plan(f"工作安排\n一、主要任务\n1.推进工作。{sentence}", year=year, issued_on=issued_on)
    return plan.deadlines


WORKED = [
    # sentence, text read, kind, first day, last day
    ("年内新建工会20家。", "年内", "year-end", None, "2024-12-31"),
    ("年底前完成换届。", "年底前", "year-end", None, "2024-12-31"),
    ("今年底完成建档。", "今年底", "year-end", None, "2024-12-31"),
    ("到2026年底实现联网。", "到2026年底", "year-end", None, "2026-12-31"),
    ("2025年年底前建成平台。", "2025年年底前", "year-end", None, "2025-12-31"),
    ("全年举办讲座12场。", "全年", "year", "2024-01-01", "2024-12-31"),
    ("2024年，选择部分园区试点。", "2024年", "year", "2024-01-01", "2024-12-31"),
    ("到2027年，会员总量稳步增长。", "到2027年", "by-year", None, "2027-12-31"),
    ("2026年前完成改造。", "2026年前", "by-year", None, "2025-12-31"),
    ("力争2026年建成示范园。", "力争2026年", "by-year", None, "2026-12-31"),
    ("上半年完成轮训。", "上半年", "half-year", "2024-01-01", "2024-06-30"),
    ("下半年组织观摩。", "下半年", "half-year", "2024-07-01", "2024-12-31"),
    ("2025年上半年组织验收。", "2025年上半年", "half-year", "2025-01-01", "2025-06-30"),
    ("第一季度召开会议。", "第一季度", "quarter", "2024-01-01", "2024-03-31"),
    ("第2季度集中培训。", "第2季度", "quarter", "2024-04-01", "2024-06-30"),
    ("四季度开展考评。", "四季度", "quarter", "2024-10-01", "2024-12-31"),
    ("三季度末报送总结。", "三季度末", "quarter", None, "2024-09-30"),
    ("前三季度完成八成任务。", "前三季度", "quarter", "2024-01-01", "2024-09-30"),
    ("7月份组织互查。", "7月份", "month", "2024-07-01", "2024-07-31"),
    ("2025年2月开展慰问。", "2025年2月", "month", "2025-02-01", "2025-02-28"),
    ("4月上旬举办招聘会。", "4月上旬", "month", "2024-04-01", "2024-04-10"),
    ("9月下旬举办决赛。", "9月下旬", "month", "2024-09-21", "2024-09-30"),
    ("十月中旬召开现场会。", "十月中旬", "month", "2024-10-11", "2024-10-20"),
    ("6月底前出台办法。", "6月底前", "month-end", None, "2024-06-30"),
    ("2月底前完成摸底。", "2月底前", "month-end", None, "2024-02-29"),
    ("2025年2月底前完成摸底。", "2025年2月底前", "month-end", None, "2025-02-28"),
    ("3月至5月开展要约行动。", "3月至5月", "period", "2024-03-01", "2024-05-31"),
    ("11月至次年2月开展送温暖。", "11月至次年2月", "period", "2024-11-01", "2025-02-28"),
    ("2024—2026年实施提升工程。", "2024—2026年", "period", "2024-01-01", "2026-12-31"),
    ("4月16日至10月底组织实施。", "4月16日至10月底", "period", "2024-04-16", "2024-10-31"),
    ("“十五五”期间新增基地。", "“十五五”期间", "period", "2026-01-01", "2030-12-31"),
    ("9月20日前上报方案。", "9月20日前", "date", None, "2024-09-20"),
    ("于2024年8月15日前备案。", "2024年8月15日前", "date", None, "2024-08-15"),
    ("4月28日举行启动仪式。", "4月28日", "date", "2024-04-28", "2024-04-28"),
    ("自2024年5月1日起推行新规。", "自2024年5月1日起", "date-from", "2024-05-01", None),
    ("从7月起逐月调度。", "从7月起", "date-from", "2024-07-01", None),
    ("3月1日至4月15日宣传发动。", "3月1日至4月15日", "date-range", "2024-03-01", "2024-04-15"),
    ("5月8日—10日举办决赛。", "5月8日—10日", "date-range", "2024-05-08", "2024-05-10"),
    ("12月20日至次年1月10日集中走访。", "12月20日至次年1月10日", "date-range", "2024-12-20", "2025-01-10"),
    ("本方案印发后3个月内出台细则。", "印发后3个月内", "relative", "2024-03-15", "2024-06-15"),
    ("自本通知印发之日起30日内制定方案。", "印发之日起30日内", "relative", "2024-03-15", "2024-04-14"),
    ("施行后一年内完成配套文件。", "施行后一年内", "relative", "2024-03-15", "2025-03-15"),
    ("印发之日起10个工作日内传达。", "印发之日起10个工作日内", "relative", "2024-03-15", "2024-03-29"),
    ("三年内轮训一遍。", "三年内", "relative", "2024-01-01", "2026-12-31"),
    ("当年实现收支平衡。", "当年", "relative", "2024-01-01", "2024-12-31"),
    ("利用2—3年时间建成体系。", "利用2—3年时间", "duration", "2024-01-01", "2026-12-31"),
    ("明年评估成效。", "明年", "next-year", "2025-01-01", "2025-12-31"),
    ("每年3月开展要约。", "每年3月", "recurring", "2024-01-01", "2024-12-31"),
    ("每季度末报送进展。", "每季度末", "recurring", "2024-01-01", "2024-12-31"),
    ("每月25日前报送报表。", "每月25日前", "recurring", "2024-01-01", "2024-12-31"),
    ("元旦、春节期间慰问职工。", "元旦、春节期间", "festival", "2024-01-01", "2024-02-28"),
    ("国庆节前建成驿站。", "国庆节前", "festival", None, "2024-09-30"),
    ("夏季高温期间送清凉。", "夏季高温期间", "season", "2024-06-01", "2024-08-31"),
    ("对问题限期整改。", "限期", "vague", None, None),
]


@pytest.mark.parametrize(("sentence", "text", "kind", "first", "last"), WORKED, ids=[row[1] for row in WORKED])
def test_a_deadline_means_these_days(sentence: str, text: str, kind: str, first: str | None, last: str | None) -> None:
    (deadline,) = deadlines_of(sentence)

    assert (deadline.text, deadline.kind) == (text, kind)
    assert deadline.from_on == (date.fromisoformat(first) if first else None)
    assert deadline.to_on == (date.fromisoformat(last) if last else None)


def test_the_worked_deadlines_cover_every_kind() -> None:
    assert len(WORKED) >= 40
    assert {row[2] for row in WORKED} >= {
        *("year", "year-end", "by-year", "half-year", "quarter", "month", "month-end", "date", "date-from"),
        *("date-range", "period", "relative", "duration", "next-year", "recurring", "festival", "season", "vague"),
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "以2023年获奖单位为榜样。",
        "在上半年组建餐饮工会的基础上再建两家。",
        "2024年以来工作稳步推进。",
        "今年下半年，将召开党的代表大会。",
        "落实《2024年工作要点》。",
        "做细2024年培训计划。",
        "对收到要约后15日内不予回应的企业发出建议书。",
        "实施三年行动计划。",
        "近3年业绩良好。",
        "每年评选先进。",
        "连续两年未完成的取消资格。",
        "年终考核结果与评优挂钩。",
        "加强青年内部管理。",
        "将办理时间压缩至3个工作日以内。",
        "开展安全年活动。",
    ],
)
def test_a_date_that_does_not_bound_the_work_is_no_deadline(sentence: str) -> None:
    assert deadlines_of(sentence) == ()


def test_without_a_plan_year_nothing_is_invented() -> None:
    (deadline,) = deadlines_of("6月底前完成。", year=None, issued_on=None)

    assert (deadline.from_on, deadline.to_on) == (None, None)
    assert deadline.doubts == (DoubtCode.NO_YEAR,)


def test_a_term_after_issue_asks_for_the_issue_date() -> None:
    (deadline,) = deadlines_of("印发之日起30日内制定细则。", issued_on=None)

    assert deadline.to_on is None
    assert deadline.doubts == (DoubtCode.RELATIVE_TO_ISSUE,)


@pytest.mark.parametrize(
    ("issued_on", "due_on", "doubts"),
    [
        (date(2026, 9, 25), date(2026, 10, 15), ()),
        (date(2024, 9, 27), date(2024, 10, 16), ()),
        (date(2024, 2, 5), date(2024, 2, 23), ()),
        (date(2099, 3, 2), date(2099, 3, 16), (DoubtCode.UNPUBLISHED_CALENDAR,)),
    ],
)
def test_ten_working_days_are_counted_by_the_holiday_notices(
    issued_on: date, due_on: date, doubts: tuple[DoubtCode, ...]
) -> None:
    """Across National Day, Mid-autumn and the Spring Festival, make-up Saturdays and Sundays counted; else with a doubt."""
    (deadline,) = deadlines_of("印发之日起10个工作日内传达。", year=issued_on.year, issued_on=issued_on)

    assert (deadline.to_on, deadline.doubts) == (due_on, doubts)


def test_a_day_before_the_issue_date_is_doubted() -> None:
    (deadline,) = deadlines_of("1月底前完成。")

    assert deadline.to_on == date(2024, 1, 31)
    assert deadline.doubts == (DoubtCode.BEFORE_ISSUE,)


def test_a_day_that_no_calendar_has_stays_unresolved() -> None:
    (deadline,) = deadlines_of("2024年2月30日前完成。")

    assert deadline.to_on is None


def test_in_a_plan_for_next_year_next_year_is_the_plan_year() -> None:
    plan = parse_plan("青禾区总工会明年工作安排\n一、主要任务\n明年新建工会20家，年底前完成换届。", year=2025)

    assert {deadline.to_on for deadline in plan.deadlines} == {date(2025, 12, 31)}


def test_a_deadline_in_a_heading_holds_for_the_tasks_below() -> None:
    plan = parse_plan("一、实施步骤\n第一阶段（3月1日至4月15日）：宣传发动。\n召开动员会。印发手册。", year=2024)

    assert [task.deadlines for task in plan.tasks] == [("d1",), ("d1",)]


def test_a_deadline_at_the_head_of_a_sentence_holds_to_its_full_stop() -> None:
    plan = parse_plan("一、任务\n1.组建。6月底前，摸清底数，建立台账。加强指导。", year=2024)

    assert [(task.verb, task.deadlines) for task in plan.tasks] == [
        ("摸清", ("d1",)),
        ("建立", ("d1",)),
        ("加强", ()),
    ]


@pytest.mark.parametrize(
    "tail",
    ["（责任单位：组织部；完成时限：9月底前）", "（9月底前完成）", "\n完成时限：9月底前"],
)
def test_a_deadline_behind_its_tasks_holds_for_them(tail: str) -> None:
    plan = parse_plan(f"一、任务\n1.组建。摸清底数。建立台账。{tail}", year=2024)

    assert [(task.verb, task.deadlines) for task in plan.tasks] == [("摸清", ("d1",)), ("建立", ("d1",))]
