from datetime import date

import pytest

from zhijia.services.plans.parsing import DoubtCode, parse_plan
from zhijia.services.plans.parsing.model import Half

COVERED = """关于印发《青禾区总工会2024年工作要点》的通知
青工发〔2024〕3号
各街道总工会，各直属基层工会：
现将要点印发给你们，请认真贯彻执行。
青禾区总工会
2024年1月18日
青禾区总工会2024年工作要点
全区工会要真抓实干。
一、主要任务
（一）抓好组建。新建工会20家。"""

BULLETIN = """云栖市工会工作简报
第23期（总第411期）
云栖市总工会办公室编 2024年7月2日
凝心聚力促发展 真抓实干惠职工
——全市工会下半年重点工作部署会召开
会议强调，要再接再厉。
一、抓组建
新建联合工会5家。
（市总工会办公室）
报：省总工会，市委办公室
发：各市（县）、区、局（公司）工会，各直属单位工会"""


def test_behind_a_cover_letter_the_title_is_that_of_the_attachment() -> None:
    document = parse_plan(COVERED).document

    assert document.title == "青禾区总工会2024年工作要点"
    assert COVERED[document.title_start : document.title_end] == document.title
    assert (document.number, document.issuer) == ("青工发〔2024〕3号", "青禾区总工会")
    assert (document.issued_on, document.year, document.doubts) == (date(2024, 1, 18), 2024, ())
    assert document.distribution == ("各街道总工会", "各直属基层工会")


def test_a_bulletin_has_an_issue_an_author_and_recipients() -> None:
    document = parse_plan(BULLETIN).document

    assert document.title == "凝心聚力促发展 真抓实干惠职工"
    assert document.subtitle == "全市工会下半年重点工作部署会召开"
    assert (document.bulletin_issue, document.issuer) == (23, "市总工会办公室")
    assert document.distribution == ("省总工会", "市委办公室", "各市（县）、区、局（公司）工会", "各直属单位工会")
    assert (document.year, document.doubts) == (2024, (DoubtCode.YEAR_GUESSED, DoubtCode.NO_HALF))


@pytest.mark.parametrize(
    ("title", "year", "half"),
    [
        ("云栖市总工会2024年工作要点", 2024, None),
        ("二〇二四年工会工作要点", 2024, None),
        ("2024—2026年素质提升规划", 2024, None),
        ("云栖市总工会2024年下半年工作安排", 2024, Half.SECOND),
        ("2024年上半年技能竞赛安排", 2024, Half.FIRST),
        ("工会工作要点", None, None),
    ],
)
def test_year_and_half_are_those_of_the_title(title: str, year: int | None, half: Half | None) -> None:
    document = parse_plan(f"{title}\n一、任务\n1.组建。摸清底数。").document

    assert (document.year, document.half) == (year, half)


def test_a_half_named_only_by_a_heading_is_a_guess() -> None:
    document = parse_plan("工作要点\n一、做好下半年工作\n1.组建。摸清底数。", year=2024).document

    assert document.half is Half.SECOND
    assert DoubtCode.HALF_GUESSED in document.doubts


def test_a_title_that_names_the_year_means_all_of_it_whatever_a_heading_says() -> None:
    document = parse_plan("云栖市总工会2024年工作要点\n一、明年上半年的准备工作\n1.组建。摸清底数。").document

    assert (document.half, document.doubts) == (None, ())


def test_without_any_date_the_year_is_asked_for() -> None:
    assert DoubtCode.NO_YEAR in parse_plan("工作要点\n一、任务").document.doubts


def test_what_the_uploader_knows_comes_first() -> None:
    document = parse_plan(COVERED, year=2025, issued_on=date(2025, 1, 2)).document

    assert (document.year, document.issued_on) == (2025, date(2025, 1, 2))


def test_a_title_may_run_over_two_lines() -> None:
    document = parse_plan(
        "云栖市总工会办公室关于开展\n安全宣传月活动的通知\n云工办〔2024〕7号\n各县总工会：\n一、任务"
    ).document

    assert document.title == "云栖市总工会办公室关于开展安全宣传月活动的通知"
    assert document.issuer == "云栖市总工会办公室"


def test_a_number_inside_the_text_is_another_paper() -> None:
    assert parse_plan("工作要点\n根据《办法》（云工发〔2023〕5号）制定。\n一、任务").document.number is None


def test_an_empty_text_reads_as_nothing() -> None:
    plan = parse_plan("")

    assert plan.document.title == ""
    assert not plan.headings
    assert not plan.tasks
