"""The printed page: type area, grid, labels and foot, measured in the PDF itself (DO-01, DO-02)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from zhijia.engines.documents.composing.paper import (
    Clause,
    Heading,
    Layout,
    NewPage,
    Paper,
    Paragraph,
    Run,
    Table,
)
from zhijia.engines.documents.rendering.fonts import choose_fonts
from zhijia.engines.documents.rendering.pdf import column_sides, column_widths, render_pdf
from zhijia.engines.documents.rendering.sealing import Seal
from zhijia.engines.documents.tests.letters import paper
from zhijia.engines.documents.tests.measuring import lines_of, page_sizes, signs_of, text_of
from zhijia.engines.documents.tests.test_composing import HOSTILE
from zhijia.lib.sentences import Refused

DAY = date(2026, 11, 26)
NO_FOLDER = Path("/nonexistent")
SEAL = Seal(
    address="https://zhijia.example/verify/abcdefghijklmnopqrstuv",
    sha256="ab12" * 16,
    anchor="cd34cd34 cd34cd34 @ 4711",
)
BODY, FOUR = 16.0, 14.0
FULL = (Run("督" * (26 + 28 * 43)),)


def printed(*papers: Paper, seal: Seal | None = None) -> bytes:
    return render_pdf([(entry, seal) for entry in papers], fonts=NO_FOLDER, on=DAY)


def letter(**changes: object) -> Paper:
    return paper(
        **{
            "layout": Layout.LETTER,
            "mark": "宁江市总工会",
            "number": "宁工函〔2026〕12号",
            "title": "关于物资申领的函",
            "addressee": "北塘区总工会",
            "signature": "宁江市总工会",
            **changes,
        }
    )


def texts(lines: Sequence[Sequence[object]]) -> list[str]:
    return ["".join(sign.text for sign in line) for line in lines]  # type: ignore[attr-defined]


def test_a_page_holds_22_lines_of_28_characters() -> None:
    signs = signs_of(printed(paper(body=(Paragraph(FULL),)), seal=SEAL))

    for page in (1, 2):
        lines = lines_of(signs, page, BODY)
        counts = [len(line) for line in lines]
        assert counts == ([26] if page == 1 else [28]) + [28] * 21


def test_the_type_area_is_156_by_225_with_its_margins() -> None:
    pdf = printed(paper(body=(Paragraph(FULL),)))
    signs = [sign for sign in signs_of(pdf) if sign.size == BODY]
    lines = lines_of(signs, 2, BODY)
    advance, pitch = 156 / 28, 225 / 22

    assert page_sizes(pdf) == [(210.0, 297.0)] * 2
    assert all(sign.left >= 28 - 0.1 and sign.right <= 210 - 26 + 0.1 for sign in signs)
    assert all(sign.top >= 37 and sign.bottom <= 297 - 35 for sign in signs)
    for line in lines:
        assert line[-1].left - line[0].left == pytest.approx(27 * advance, abs=0.3)
    for above, below in pairwise(lines):
        assert below[0].baseline - above[0].baseline == pytest.approx(pitch, abs=0.05)
    # The em box sits in the middle of its line: the first line's ink begins, and the last one's ends, within a line's slack.
    assert lines[0][0].top == pytest.approx(37, abs=3)
    assert lines[-1][0].bottom == pytest.approx(297 - 35, abs=3)


def test_the_first_line_of_a_paragraph_is_two_characters_in() -> None:
    first, second = lines_of(signs_of(printed(paper(body=(Paragraph((Run("督" * 40),)),)))), 1, BODY)

    assert first[0].left - second[0].left == pytest.approx(2 * 156 / 28, abs=0.2)


def test_title_and_mark_keep_the_body_on_the_grid() -> None:
    title = "关于" + "进一步做好物资申领和发放工作" * 3 + "的通知"
    signs = signs_of(printed(letter(title=title, body=(Paragraph((Run("督" * 100),)),))))

    baselines = [line[0].baseline for line in lines_of(signs, 1, BODY) if line[0].text == "督"]
    free = signs_of(printed(paper(body=(Paragraph((Run("督" * 28),)),))))
    first = lines_of(free, 1, BODY)[0][0].baseline
    pitch = 225 / 22
    for baseline in baselines:
        assert (baseline - first) / pitch == pytest.approx(round((baseline - first) / pitch), abs=0.03)


def test_the_mark_of_a_letter_stands_30_mm_below_the_edge_and_of_a_document_35_below_the_area() -> None:
    for layout, expected in ((Layout.LETTER, 30), (Layout.DOCUMENT, 37 + 35)):
        signs = signs_of(printed(letter(layout=layout)))
        mark = [sign for sign in signs if sign.size > 25]

        assert "".join(sign.text for sign in mark) == "宁江市总工会"
        assert min(sign.top for sign in mark) == pytest.approx(expected, abs=1.5)
        middle = (min(sign.left for sign in mark) + max(sign.right for sign in mark)) / 2
        assert middle == pytest.approx(28 + 156 / 2, abs=2.5)


def test_the_number_of_a_letter_stands_at_the_right_and_of_a_document_in_the_middle() -> None:
    for layout in Layout:
        lines = lines_of(signs_of(printed(letter(layout=layout))), 1, BODY)
        number = next(line for line in lines if line[-1].text == "号")

        if layout is Layout.LETTER:
            assert number[-1].right == pytest.approx(184, abs=1)
        else:
            assert (number[0].left + number[-1].right) / 2 == pytest.approx(28 + 78, abs=1)


def test_a_long_mark_still_fits_its_line() -> None:
    signs = signs_of(printed(letter(layout=Layout.DOCUMENT, mark="江海市经济技术开发区柳湾街道总工会联合委员会")))
    mark = [sign for sign in signs if sign.size > 17 and sign.size != 22]

    assert len({round(sign.baseline) for sign in mark}) == 1
    assert all(sign.left >= 28 and sign.right <= 184 for sign in mark)


def test_headings_carry_their_labels() -> None:
    body = (
        Heading(1, 2, (Run("要求"),)),
        Heading(2, 3, (Run("时限"),)),
        Heading(3, 4, (Run("书面答复"),)),
        Heading(4, 5, (Run("附清单"),)),
        Clause(12, (Run("双方遵守。"),)),
    )
    lines = texts(lines_of(signs_of(printed(paper(body=body))), 1, BODY))

    assert lines == ["二、要求", "（三）时限", "4.书面答复", "（5）附清单", "第十二条双方遵守。"]


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages() -> None:
    signs = signs_of(printed(paper(body=(Paragraph((Run("督" * 28 * 60),)),)), seal=SEAL))

    for page, text in ((1, "—1—"), (2, "—2—"), (3, "—3—")):
        (line,) = lines_of(signs, page, FOUR)
        assert "".join(sign.text for sign in line) == text
        middle = (line[0].left + line[-1].right) / 2
        assert middle > 150 if page % 2 else middle < 60
        assert line[0].baseline == pytest.approx(297 - 35 + 7, abs=3)


def test_the_first_page_of_a_letter_has_no_number_and_the_second_has() -> None:
    signs = signs_of(printed(letter(body=(Paragraph(FULL),))))

    assert lines_of(signs, 1, FOUR) == []
    assert texts(lines_of(signs, 2, FOUR)) == ["—2—"]


def test_every_document_of_a_batch_begins_with_page_one() -> None:
    long = paper(body=(Paragraph(FULL),))
    pages = signs_of(printed(long, paper(), long))

    numbers = [texts(lines_of(pages, page, FOUR)) for page in range(1, 6)]
    assert numbers == [["—1—"], ["—2—"], ["—1—"], ["—1—"], ["—2—"]]


def test_the_issuer_is_centred_over_the_date_four_characters_from_the_right() -> None:
    lines = lines_of(signs_of(printed(paper(signature="宁江市总工会", day="2026年11月26日"))), 1, BODY)
    issuer, day = lines[-2], lines[-1]

    assert texts([issuer, day]) == ["宁江市总工会", "2026年11月26日"]
    assert day[-1].right == pytest.approx(184 - 4 * 156 / 28, abs=1)
    middles = [(line[0].left + line[-1].right) / 2 for line in (issuer, day)]
    assert middles[0] == pytest.approx(middles[1], abs=1)


def test_a_long_issuer_stays_within_the_area() -> None:
    name = "江海市经济技术开发区柳湾街道青禾纺织有限公司工会委员会"
    signs = signs_of(printed(paper(signature=name)))

    assert all(sign.left >= 28 and sign.right <= 184 for sign in signs if sign.size == BODY)


def test_copies_stand_at_the_foot_of_the_last_page() -> None:
    signs = signs_of(
        printed(paper(body=(Paragraph((Run("督" * 28 * 30),)),), copies="各科室", printed_by="宁江市总工会"))
    )
    last = lines_of(signs, 2, FOUR)

    assert texts(last)[:2] == ["抄送：各科室。", "宁江市总工会2026年11月22日印发"]
    assert last[1][0].bottom == pytest.approx(297 - 35, abs=4)


def test_attachments_are_listed_below_the_body() -> None:
    lines = texts(lines_of(signs_of(printed(paper(attachments=("任务表", "格式")))), 1, BODY))

    assert lines == ["正文", "附件：1.任务表", "2.格式"]


def test_two_parties_sign_beside_each_other() -> None:
    lines = texts(lines_of(signs_of(printed(paper(signers=("甲方：青禾公司", "乙方：青禾工会")))), 1, BODY))

    assert "甲方：青禾公司乙方：青禾工会" in lines
    assert lines.count("签名（盖章）：签名（盖章）：") == 1


def test_a_table_repeats_its_head_and_a_slip_begins_a_page() -> None:
    rows = tuple((str(n), "内容") for n in range(40))
    pdf = printed(paper(body=(Table(("序号", "事项"), rows), NewPage(), Paragraph((Run("回执"),)))))

    assert text_of(pdf).count("序号事项") == 2
    assert [sign.page for sign in signs_of(pdf) if sign.text == "回"] == [3]


def test_columns_are_as_wide_as_their_words_within_reason() -> None:
    table = Table(("序号", "事项"), (("1", "长" * 80),))

    assert column_widths(table) == pytest.approx([4.5, 32.5])
    assert column_widths(Table(("", ""), (("完成时限", "一\n二"),))) == pytest.approx([6.5, 30.5])
    assert column_widths(Table(("号", "日"), (("1", "2026"),))) == pytest.approx([4.0 * 37 / 8.7, 4.7 * 37 / 8.7])
    assert column_sides(table) == ["center", "left"]
    assert column_sides(Table(("", ""), (("完成时限", "一"),))) == ["center", "left"]


def test_where_there_is_too_little_room_the_widest_columns_give_way_and_no_number_is_broken() -> None:
    votes = Table(("议题", *["票数"] * 8), (("工资专项集体合同草案", *["23"] * 8),))
    report = Table(("编号", *["案由"] * 4), (("TA-2026-000001", *["很长的一段话" * 5] * 4),))

    title, *counts = column_widths(votes)
    assert (title > 2 * max(counts), min(counts) >= 2 + 1.4) == (True, True)
    number, *texts_of = column_widths(report)
    assert number >= 14 * 0.55 + 1.4
    assert sum([number, *texts_of]) == pytest.approx(37)
    assert max(texts_of) - min(texts_of) < 0.1


def test_a_hash_in_a_table_is_broken_and_stays_on_the_page() -> None:
    digest = "0627645be486a8f4" * 4
    table = Table(
        ("版次", "公开渠道", "公开期间", "存证摘要"),
        (("第1版", "公开栏、手机端", "2026年10月10日至2026年10月17日", digest),),
    )
    pdf = printed(paper(body=(Paragraph((Run("登记如下"),)), table)))

    assert digest in text_of(pdf)
    assert all(sign.left >= 28 - 0.1 and sign.right <= 210 - 26 + 0.1 for sign in signs_of(pdf) if sign.size == 12.0)


def test_hash_address_and_root_are_printed_on_every_page() -> None:
    text = text_of(printed(paper(body=(Paragraph(FULL),)), seal=SEAL))

    for words in (SEAL.address, SEAL.sha256, SEAL.anchor.replace(" ", "")):
        assert text.count(words) == 2


def test_without_a_sealed_log_no_root_is_printed() -> None:
    text = text_of(printed(paper(), seal=replace(SEAL, anchor="")))

    assert "留痕" not in text
    assert SEAL.sha256 in text


def test_words_are_never_read_as_markup() -> None:
    words = HOSTILE.replace("\n", "").replace("\u202e", "").replace("\u0000", "").replace(" ", "")

    assert words in text_of(printed(paper(body=(Paragraph((Run(words),)),)))).replace(" ", "")


def test_a_sign_that_no_font_has_is_set_as_a_geta_and_never_stops_the_document() -> None:
    """A formula of the law has ⌈ ⌉; people write emoji, names in characters of the last extensions, and worse."""
    rare = "".join(map(chr, range(0x2EBF0, 0x2EC00)))
    text = text_of(printed(letter(body=(Paragraph((Run(f"⌈72⌉甲😀乙\U0002ebf0丙{rare}丁\u200b\U000e0041戊"),)),))))

    assert "⌈72⌉甲" in text
    assert "乙〓丙" in text
    assert "丁" in text
    assert "戊" in text


def test_the_same_document_gives_the_same_bytes() -> None:
    assert printed(letter(), seal=SEAL) == printed(letter(), seal=SEAL)


def test_without_a_chinese_font_nothing_is_made_and_the_office_file_is_offered() -> None:
    with pytest.raises(Refused, match="请下载docx"):
        choose_fonts(["DejaVu Sans", "Libertinus Serif"])


@pytest.mark.parametrize(
    ("families", "body", "is_fallback"),
    [
        (["FangSong", "KaiTi", "Noto Serif CJK SC", "SimHei"], "FangSong", False),
        (["KaiTi", "Noto Serif CJK SC", "SimHei"], "KaiTi", True),
        (["Noto Serif CJK SC"], "Noto Serif CJK SC", True),
    ],
)
def test_the_body_is_set_in_fang_song_then_kai_then_song(families: list[str], body: str, is_fallback: bool) -> None:
    choice = choose_fonts(families)

    assert (choice.body, choice.is_fallback) == (body, is_fallback)
