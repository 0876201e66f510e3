"""Templates and data: what they may hold, and the document that comes of them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.engines.documents.composing.composing import check_fields, compose
from zhijia.engines.documents.composing.merging import Field, FieldKind, WrongData, clean
from zhijia.engines.documents.composing.paper import (
    Clause,
    Heading,
    NewPage,
    Paper,
    Paragraph,
    Table,
    canonical,
    paper_from,
    words_of,
)
from zhijia.engines.documents.composing.skeleton import TemplateError, read_template
from zhijia.engines.documents.issuing.registry import get_template, list_templates
from zhijia.engines.documents.tests.letters import CODE, DATA, FIELDS, SOURCE, registered_letter
from zhijia.lib.digests import digest_of

DAY = date(2026, 11, 26)
HEAD = "---\ntitle: 通知\n---\n\n"


def composed(source: str = SOURCE, fields: tuple[Field, ...] = FIELDS, **changes: Any) -> Paper:
    skeleton = read_template(source)
    check_fields(skeleton, fields)
    return compose(skeleton, fields, {**DATA, **changes}, issuer="宁江市总工会", number="宁工函〔2026〕1号", day=DAY)


def made(body: str, *fields: Field, **data: Any) -> Paper:
    skeleton = read_template(HEAD + body)
    check_fields(skeleton, fields)
    return compose(skeleton, fields, data, issuer="宁江市总工会", number="", day=DAY)


def texts(paper: Paper) -> list[str]:
    return [
        getattr(block, "label", "") + words_of(block.runs)
        for block in paper.body
        if not isinstance(block, Table | NewPage)
    ]


def test_a_letter_is_composed_of_head_body_and_signature() -> None:
    paper = composed()

    assert (paper.mark, paper.title, paper.addressee) == ("宁江市总工会", "关于物资申领的函", "柳湾镇总工会")
    assert (paper.number, paper.signature, paper.day) == ("宁工函〔2026〕1号", "宁江市总工会", "2026年11月26日")
    assert texts(paper) == [
        "一、事由",
        "第一段。",
        "第二段。",
        "请于2026年11月20日前答复。",
        "（一）具体要求",
        "1.补齐清单",
        "2.注明用途",
        "涉及金额¥1,234.00。",
    ]


def test_weight_comes_from_the_template_and_never_from_a_value() -> None:
    paper = made("请于**{{day}}**前办{{what}}。", Field("what"), what="**结**")

    (block,) = paper.body
    assert isinstance(block, Paragraph)
    assert [(run.text, run.is_strong) for run in block.runs] == [
        ("请于", False),
        ("2026年11月26日", True),
        ("前办**结**。", False),
    ]


HOSTILE = "# 标题\n| a | b |\n{{issuer}} <script> $x$ #set page() [a](b) \\par &amp; **粗** \u202e反\u0000"


def test_a_value_is_text_whatever_it_looks_like() -> None:
    paper = made("{{what}}", Field("what", FieldKind.TEXT), what=HOSTILE)

    assert all(isinstance(block, Paragraph) for block in paper.body)
    assert texts(paper) == [
        "# 标题",
        "| a | b |",
        "{{issuer}} <script> $x$ #set page() [a](b) \\par &amp; **粗** 反",
    ]


def test_headings_are_numbered_within_the_one_above() -> None:
    paper = made("# 甲\n## 子\n### 丑\n#### 寅\n#### 卯\n## 辰\n### 巳\n# 乙\n## 午")

    assert texts(paper) == [
        "一、甲",
        "（一）子",
        "1.丑",
        "（1）寅",
        "（2）卯",
        "（二）辰",
        "1.巳",
        "二、乙",
        "（一）午",
    ]


def test_clauses_are_numbered_through_the_whole_document() -> None:
    paper = made("# 总则\n1. 目的。\n1. 依据。\n# 附则\n1. 生效。")

    assert texts(paper) == ["一、总则", "第一条目的。", "第二条依据。", "二、附则", "第三条生效。"]
    assert [block.number for block in paper.body if isinstance(block, Clause)] == [1, 2, 3]


def test_a_block_that_asks_for_an_empty_optional_field_is_left_out() -> None:
    paper = composed(demands=None, amount=None, items=[])

    assert texts(paper)[-1] == "请于2026年11月20日前答复。"
    assert not any(isinstance(block, Table) for block in paper.body)


def test_rows_fill_a_table() -> None:
    (table,) = (block for block in composed().body if isinstance(block, Table))

    assert table.head == ("事项", "说明")
    assert table.rows == (("安全帽", "十顶"), ("手套", "二十副"))


def test_lines_within_a_sentence_are_joined() -> None:
    assert texts(made("请{{who}}参加。", Field("who", FieldKind.LINES), who=["甲", "乙"])) == ["请甲、乙参加。"]


def test_a_new_page_begins_where_the_template_says() -> None:
    paper = made("正文\n\n---\n\n回执")

    assert [type(block) for block in paper.body] == [Paragraph, NewPage, Paragraph]


def test_a_page_on_which_nothing_is_left_does_not_begin() -> None:
    rows = Field("rows", FieldKind.ROWS, is_required=False)
    slip = "正文\n\n---\n\n# 签收\n\n| 姓名 | 签收 |\n|---|---|\n| {{rows}} |"

    assert [type(block) for block in made(slip, rows, rows=[]).body] == [Paragraph]
    assert [type(block) for block in made(slip, rows, rows=[("甲", "")]).body] == [Paragraph, NewPage, Heading, Table]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"nobody": "x"}, "no such fields"),
        ({"receiver": ""}, "receiver is missing"),
        ({"receiver": 7}, "is no line"),
        ({"due_on": "2026-11-26"}, "is no day"),
        ({"amount": True}, "is no money"),
        ({"amount": 1.5}, "is no money"),
        ({"demands": "补齐"}, "is no lines"),
        ({"items": [("安全帽", "十顶"), ("手套",)]}, "is no rows"),
        ({"items": [("安全帽",)]}, "have 1 cells"),
    ],
)
def test_data_that_does_not_fit_the_fields_is_an_error(change: dict[str, Any], words: str) -> None:
    with pytest.raises(WrongData, match=words):
        composed(**change)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("正文", "front matter"),
        ("---\ntitle: 通知\nscript: x\n---\n正文", "nothing else"),
        ("---\nmark: 会\n---\n正文", "title is not"),
        ("---\ntitle: 通知\nlayout: poster\n---\n正文", "no such layout"),
        ("---\ntitle: 通知\nattachments: 一份\n---\n正文", "attachments is not"),
        (HEAD, "has a body"),
        (HEAD + "- 一项", "no markup"),
        (HEAD + "<script>alert(1)</script>", "no markup"),
        (HEAD + "{% if x %}", "no markup"),
        (HEAD + "##### 五级", "no markup"),
        (HEAD + "|甲|乙|\n|---|---|\n|一|二|三|", "other columns"),
        (HEAD + "|甲|乙|\n|一|二|", "a table has"),
    ],
)
def test_a_template_that_says_something_else_is_refused(source: str, words: str) -> None:
    with pytest.raises(TemplateError, match=words):
        read_template(source)


@pytest.mark.parametrize(
    ("body", "fields", "words"),
    [
        ("{{unknown}}", (), "unknown"),
        ("正文", (Field("idle"),), "idle"),
        ("{{issuer}}", (Field("issuer"),), "every template has"),
        ("{{ x", (), "brace"),
        ("{{a}}", (Field("a", FieldKind.ROWS),), "stands alone"),
        ("|甲|乙|\n|---|---|\n|{{a}}|", (Field("a"),), "stands alone"),
    ],
)
def test_template_and_fields_must_agree(body: str, fields: tuple[Field, ...], words: str) -> None:
    with pytest.raises(TemplateError, match=words):
        check_fields(read_template(HEAD + body), fields)


def test_what_everybody_is_shown_takes_public_fields_only() -> None:
    skeleton = read_template("---\ntitle: 关于{{who}}的函\n---\n正文")

    with pytest.raises(TemplateError, match="shown to everybody"):
        check_fields(skeleton, [Field("who")])
    check_fields(skeleton, [Field("who", is_public=True)])


def test_the_frozen_text_gives_the_same_document_back() -> None:
    paper = composed()

    assert paper_from(canonical(paper)) == paper
    assert canonical(paper_from(canonical(paper))) == canonical(paper)


def test_a_changed_character_changes_the_hash() -> None:
    assert digest_of(canonical(composed())) != digest_of(canonical(composed(reason="第一段。\n第二段！")))


def test_a_frozen_text_of_an_unknown_shape_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="another shape"):
        paper_from('{"shape":2}')


@given(st.text(), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_can_be_frozen_and_read_back(text: str, lines: list[str]) -> None:
    fields = (Field("what", FieldKind.TEXT, is_required=False), Field("list", FieldKind.LINES, is_required=False))
    paper = made("始\n\n{{what}}\n\n### {{list}}", *fields, what=text, list=lines)

    assert paper_from(canonical(paper)) == paper
    assert "\u0000" not in canonical(paper)
    assert not any(isinstance(block, Table) for block in paper.body)
    assert [block.level for block in paper.body if isinstance(block, Heading)] == [3] * len(
        list(filter(None, map(clean, lines)))
    )


def test_a_template_is_registered_once_and_known_by_its_code(tmp_path: Path) -> None:
    with registered_letter(tmp_path) as template:
        assert get_template(CODE) is template
        with pytest.raises(ValueError, match="twice"), registered_letter(tmp_path):
            pass

    with pytest.raises(LookupError):
        get_template(CODE)


def test_the_version_says_which_text_it_was(tmp_path: Path) -> None:
    with registered_letter(tmp_path) as first:
        pass
    with registered_letter(tmp_path, source=SOURCE.replace("答复", "回复")) as second:
        pass

    assert first.version != second.version


def test_every_registered_template_agrees_with_its_fields() -> None:
    templates = list_templates()

    assert "documents.annulment" in {template.code for template in templates}
    for template in templates:
        check_fields(template.skeleton, template.fields)


CHAPTERS = (Field("chapters", FieldKind.CHAPTERS),)


def test_chapters_become_headings_and_clauses_that_count_through_the_whole_document() -> None:
    chapters = [("总则", ["适用全体职工。\n另有约定的除外。"]), ("报酬", ["按月支付。"])]

    assert texts(made("1. 依法订立。\n\n{{chapters}}\n\n# 附则", *CHAPTERS, chapters=chapters)) == [
        "第一条依法订立。",
        "一、总则",
        "第二条适用全体职工。",
        "另有约定的除外。",
        "二、报酬",
        "第三条按月支付。",
        "三、附则",
    ]


def test_chapters_stand_alone_in_a_paragraph() -> None:
    with pytest.raises(TemplateError, match="all of a paragraph"):
        check_fields(read_template(HEAD + "正文{{chapters}}"), CHAPTERS)


def test_a_heading_goes_with_everything_that_was_left_out_below_it() -> None:
    table = "| 名称 | 数量 |\n|---|---|\n| {{rows}} |"
    body = f"# 诉求\n\n{{{{claims}}}}\n\n# 资料\n\n## 清单\n\n{table}\n\n---\n\n# 附表\n\n{{{{claims}}}}\n\n# 结语"
    fields = (Field("claims", FieldKind.TEXT, is_required=False), Field("rows", FieldKind.ROWS, is_required=False))

    paper = made(body, *fields)

    assert texts(paper) == ["一、结语"]
    assert texts(made(body, *fields, claims="加薪"))[:2] == ["一、诉求", "加薪"]
