"""Three more manners of writing: a county's half-year, a list of reminders in a bulletin, a notice with a table in Word."""

import io
from datetime import date
from decimal import Decimal

import pytest
from docx import Document

from zhijia.services.plans.parsing import ParsedPlan, parse_plan, read_document
from zhijia.services.plans.tests.parsing import samples


@pytest.fixture(scope="module")
def half_year() -> ParsedPlan:
    return parse_plan(samples.HALF_YEAR)


@pytest.fixture(scope="module")
def bulleted() -> ParsedPlan:
    return parse_plan(samples.BULLETED)


@pytest.fixture(scope="module")
def notice() -> ParsedPlan:
    document = Document()
    for line in ("江海市总工会文件", "江海工发〔2027〕5号", "关于印发《2027年度全市工会重点任务分解表》的通知"):
        document.add_paragraph(line)
    document.add_paragraph("各市（县）、区总工会，市总工会机关各部门：")
    document.add_paragraph("现将《2027年度全市工会重点任务分解表》印发给你们，请对照分工抓好落实。")
    for line in ("江海市总工会", "2027年2月10日", "2027年度全市工会重点任务分解表"):
        document.add_paragraph(line)
    table = document.add_table(rows=len(samples.NOTICE_ROWS), cols=6)
    for row, words in zip(table.rows, samples.NOTICE_ROWS, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    stream = io.BytesIO()
    document.save(stream)
    return parse_plan(read_document(stream.getvalue(), "分解表.docx"))


def test_the_half_year_knows_its_half_its_issuer_and_its_outline(half_year: ParsedPlan) -> None:
    said = half_year.document

    assert (said.title, said.issuer, said.half, said.year) == (
        "临江县总工会2027年上半年工作安排",
        "临江县总工会",
        "first",
        2027,
    )
    assert "".join(str(heading.level) for heading in half_year.headings) == "122122212221"


def test_a_set_that_work_goes_round_opens_no_task_of_its_own(half_year: ParsedPlan) -> None:
    """围绕…23个重点项目，开展…竞赛: one task, not a task without a verb before it."""
    first = half_year.tasks[0]

    assert (first.verb, first.text[:4]) == ("开展", "围绕县里")
    assert len(first.targets) == 2
    assert all(task.verb for task in half_year.tasks)


def test_last_years_rate_in_brackets_is_a_baseline_and_no_target(half_year: ParsedPlan) -> None:
    rates = {target.text: target.baseline for target in half_year.targets if target.object == "争议案件调解成功率"}

    assert rates == {"65%以上": Decimal(58)}
    assert "58%" not in [target.text for target in half_year.targets]


def test_bullets_are_signs_and_no_words(bulleted: ParsedPlan) -> None:
    assert [task.text[:5] for task in bulleted.tasks][:3] == ["6月15日", "6月底前，", "区总工会组"]
    assert not [task for task in bulleted.tasks if "▲" in task.text]


def test_a_bulletin_of_reminders_is_called_by_its_masthead(bulleted: ParsedPlan) -> None:
    said = bulleted.document

    assert (said.title, said.bulletin_issue, said.issuer, said.issued_on) == (
        "滨湖工会信息",
        11,
        "滨湖区总工会办公室",
        date(2027, 5, 20),
    )
    assert [heading.text for heading in bulleted.headings] == ["重点工作提示", "工作进展"]


def test_what_a_chapter_looks_back_on_is_neither_task_nor_target_nor_deadline(bulleted: ParsedPlan) -> None:
    start = bulleted.headings[1].start

    assert not [node for node in (*bulleted.tasks, *bulleted.targets, *bulleted.deadlines) if node.start > start]


def test_a_month_followed_by_from_has_a_first_day_and_no_last(bulleted: ParsedPlan) -> None:
    found = {deadline.text: (deadline.from_on, deadline.to_on) for deadline in bulleted.deadlines}

    assert found["7月起"] == (date(2027, 7, 1), None)


def test_a_request_to_send_something_is_a_task_and_a_telephone_is_none(bulleted: ParsedPlan) -> None:
    last = bulleted.tasks[-1]

    assert last.text == "请各单位于5月31日前将安全生产月活动方案报区总工会经济部"
    assert not [task for task in bulleted.tasks if "电话" in task.text]


def test_homes_that_stand_already_are_a_reference_group(bulleted: ParsedPlan) -> None:
    assert "46个" not in [target.text for target in bulleted.targets]
    assert "46个" in [aside.text for aside in bulleted.set_aside]


def test_each_row_of_the_table_is_a_task_with_its_numbers_date_and_owners(notice: ParsedPlan) -> None:
    assert (notice.document.number, notice.document.issued_on) == ("江海工发〔2027〕5号", date(2027, 2, 10))
    assert [task.verb for task in notice.tasks] == ["深化", "推进", "开展", "做好", "实施", "加强"]
    assert [f"{target.comparator}{target.text}" for target in notice.targets] == (
        [
            "=20家",
            "=5个",
            "=1.5万人",
            "=100%",
            "=200场次",
            "=30家",
            ">=600件",
            ">=98%以上",
            "=4次",
            "=100%",
            "=15家",
            ">=95%",
        ]
    )
    owners = [(owner.role, owner.text) for owner in notice.owners][:5]
    assert owners == [
        ("lead", "经济工作部"),
        ("support", "各产业工会"),
        ("lead", "组织部"),
        ("support", "网络工作部"),
        ("support", "各市（县）、区总工会"),
    ]
    in_table = [deadline.to_on for deadline in notice.deadlines if deadline.parent]
    assert in_table == [
        date(2027, 10, 31),
        date(2027, 12, 31),
        date(2027, 12, 31),
        date(2027, 12, 31),
        date(2027, 9, 30),
    ]
