import io
import struct
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from zhijia.services.plans.parsing import UnreadableDocument, parse_plan, read_document

TEXT = "一、任务\n1.组建。新建工会20家。"


def as_bytes(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_the_encodings_of_chinese_offices(encoding: str) -> None:
    assert read_document(TEXT.encode(encoding), "计划.txt") == TEXT


def test_line_ends_become_line_feeds() -> None:
    assert read_document("甲\r\n乙\r丙".encode(), "计划.TXT") == "甲\n乙\n丙"


def test_paragraphs_and_tables_of_a_word_file_keep_their_order() -> None:
    document = Document()
    document.add_heading("任务分解表", level=1)
    table = document.add_table(rows=2, cols=3)
    for row, words in enumerate((("序号", "项目", "责任人"), ("1", "书屋\n建设", "宣教部"))):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    document.add_paragraph("以上请落实。")

    text = read_document(as_bytes(document), "分解表.docx")

    assert text == "任务分解表\n序号\t项目\t责任人\n1\t书屋 建设\t宣教部\n以上请落实。"
    assert [heading.text for heading in parse_plan(text).headings] == ["书屋 建设"]


def test_a_merged_cell_is_read_once() -> None:
    document = Document()
    table = document.add_table(rows=1, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合并"
    table.cell(0, 2).text = "单格"

    assert read_document(as_bytes(document), "表.docx") == "合并\t单格"


def test_automatic_numbering_is_written_out() -> None:
    document = Document()
    root = document.part.numbering_part.element
    root.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
            '<w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>'
        ),
    )
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for level, words in ((0, "总体要求"), (0, "重点任务"), (1, "抓组建"), (1, "抓换届"), (0, "保障"), (1, "强领导")):
        properties = document.add_paragraph(words)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>')
        )

    text = read_document(as_bytes(document), "要点.docx")

    assert text == "一、总体要求\n二、重点任务\n1.抓组建\n2.抓换届\n三、保障\n1.强领导"


def zipped(parts: dict[str, bytes], *, flags: int = 0) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    raw = bytearray(stream.getvalue())
    at = raw.find(b"PK\x01\x02")
    while flags and at >= 0:
        raw[at + 8 : at + 10] = struct.pack("<H", flags)
        at = raw.find(b"PK\x01\x02", at + 4)
    return bytes(raw)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"not a zip", "计划.docx", "不是Word文件"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "计划.docx", "不是Word文件"),
        (zipped({"word/document.xml": b"<broken"}), "计划.docx", "已经损坏"),
        (zipped({"word/document.xml": b"0" * (60 * 1024 * 1024)}), "计划.docx", "解压后过大"),
        (zipped({"word/document.xml": b"<x/>"}, flags=1), "计划.docx", "加了密码"),
        (zipped({f"word/{n}.xml": b"" for n in range(5001)}), "计划.docx", "解压后过大"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 64, "计划.doc", "另存为.docx"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 64, "计划.txt", "另存为.docx"),
        (b"%PDF-1.7", "计划.pdf", "只能读取"),
        (zipped({"word/document.xml": b"<x/>"}), "计划.txt", "扩展名"),
        (b"a\x00b", "计划.txt", "不是文本文件"),
        (b"\xff\xff\xff", "计划.txt", "编码"),
        (b"  \n ", "计划.txt", "没有文字"),
        (b"0" * (21 * 1024 * 1024), "计划.txt", "超过20MB"),
        ("字".encode() * 2_000_001, "计划.txt", "超过200万字"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes, name: str, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words) as refused:
        read_document(data, name)

    assert str(refused.value).endswith("。")


def test_a_cut_off_word_file_is_refused() -> None:
    document = Document()
    document.add_paragraph("一、任务")
    whole = as_bytes(document)

    with pytest.raises(UnreadableDocument):
        read_document(whole[: len(whole) // 2], "计划.docx")


def test_a_word_file_with_damaged_contents_is_refused() -> None:
    document = Document()
    document.add_paragraph("一、任务" * 200)
    whole = bytearray(as_bytes(document))
    at = whole.find(b"word/document.xml") + 40
    whole[at : at + 60] = b"\x00" * 60

    with pytest.raises(UnreadableDocument):
        read_document(bytes(whole), "计划.docx")
