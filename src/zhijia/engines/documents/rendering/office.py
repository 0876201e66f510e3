"""An office file (.docx) that names the standard's own fonts and lets WPS or Word find them."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line
from docx.text.run import Run as Written

from zhijia.engines.documents.composing.paper import (
    Block,
    Clause,
    Heading,
    Layout,
    NewPage,
    Paper,
    Run,
    Runs,
    Table,
)
from zhijia.engines.documents.rendering.geometry import geometry_on
from zhijia.engines.documents.rendering.sealing import Seal

BODY, KAI, BLACK, TITLE, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
LATIN = "Times New Roman"
RED = RGBColor(0xC8, 0x10, 0x2E)
GREY = RGBColor(0x50, 0x50, 0x50)
TWO, FOUR, SMALL_FOUR, TINY = Pt(22), Pt(14), Pt(12), Pt(7)
CENTRE, RIGHT, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
"""What follows the borders in the properties of a paragraph: the schema has an order, and Word insists on it."""
HEADING_FONTS = (BLACK, KAI, BODY, BODY)


def render_docx(paper: Paper, seal: Seal | None, *, on: date) -> bytes:
    """The document as .docx with the same type area as in print."""
    writer = _Writer(geometry_on(on))
    writer.head(paper)
    for block in paper.letter:
        writer.block(block)
    writer.tail(paper)
    for block in paper.enclosed:
        writer.block(block)
    if seal:
        writer.seal(seal)
    writer.file.core_properties.title = paper.title
    writer.file.core_properties.author = paper.printed_by
    out = BytesIO()
    writer.file.save(out)
    return out.getvalue()


class _Writer:
    """Writes the parts of a document one below the other."""

    def __init__(self, geometry: Mapping[str, int]) -> None:
        self.file: Document = docx.Document()
        self.size = Pt(geometry["size"])
        self.pitch = Emu(Mm(geometry["height"]) // geometry["lines"])
        self.advance = Emu(Mm(geometry["width"]) // geometry["characters"])
        self._page(geometry)
        self._normal()

    def head(self, paper: Paper) -> None:
        if paper.mark:
            mark = self.line(paper.mark, TITLE, size=Pt(30), align=CENTRE, colour=RED)
            mark.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
            _ruled(mark, "bottom", size=24, colour="C8102E", kind=_rule_of(paper.layout))
        if paper.number:
            self.line(paper.number, align=RIGHT if paper.layout is Layout.LETTER else CENTRE)
        self.line("")
        self.line(paper.title, TITLE, size=TWO, align=CENTRE, height=Pt(35))
        self.line("")
        if paper.addressee:
            self.line(f"{paper.addressee}：")

    def block(self, block: Block) -> None:
        if isinstance(block, Table):
            self.table(block)
        elif isinstance(block, NewPage):
            self._empty_line().add_run().add_break(WD_BREAK.PAGE)
        elif isinstance(block, Heading):
            self.text((Run(block.label), *block.runs), HEADING_FONTS[block.level - 1])
        elif isinstance(block, Clause):
            self.text((Run(f"{block.label}　", is_strong=True), *block.runs))
        else:
            self.text(block.runs)

    def text(self, runs: Runs, font: str = BODY) -> None:
        """A paragraph with its first line two characters in."""
        line = self._empty_line()
        line.alignment = JUSTIFIED
        line.paragraph_format.first_line_indent = Emu(self.advance * 2)
        for run in runs:
            _in_font(line.add_run(run.text), BLACK if run.is_strong else font, self.size)

    def line(
        self,
        words: str,
        font: str = BODY,
        *,
        size: Pt | None = None,
        align: WD_ALIGN_PARAGRAPH | None = None,
        height: Pt | None = None,
        colour: RGBColor | None = None,
    ) -> Line:
        """A line of its own, without an indent."""
        line = self._empty_line()
        if align is not None:
            line.alignment = align
        if height:
            line.paragraph_format.line_spacing = height
        if words:
            _in_font(line.add_run(words), font, size or self.size, colour)
        return line

    def table(self, block: Table) -> None:
        rows = (
            ((block.head, BLACK), *((row, BODY) for row in block.rows))
            if block.has_head
            else [(row, BODY) for row in block.rows]
        )
        table = self.file.add_table(rows=0, cols=len(block.head), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for words, font in rows:
            for cell, text in zip(table.add_row().cells, words, strict=True):
                line = cell.paragraphs[0]
                line.paragraph_format.line_spacing = Pt(18)
                _in_font(line.add_run(text), font, SMALL_FOUR)

    def tail(self, paper: Paper) -> None:
        if paper.attachments:
            self.line("")
        for place, name in enumerate(paper.attachments, 1):
            label = "附件：" if place == 1 else "　　　"
            count = f"{place}. " if len(paper.attachments) > 1 else ""
            self.line(f"{label}{count}{name}").paragraph_format.left_indent = Emu(self.advance * 2)
        if paper.signature:
            self.line("")
            for words in (paper.signature, paper.day):
                self.line(words, align=RIGHT).paragraph_format.right_indent = Emu(self.advance * 4)
        for name in paper.signers:
            self.line("")
            for words in (name, "签名（盖章）：", "　　　　年　　月　　日"):
                self.line(words)
        if paper.note:
            self.line(f"（{paper.note}）").paragraph_format.first_line_indent = Emu(self.advance * 2)
        if paper.copies:
            self.line("")
            _ruled(self.line(f"抄送：{paper.copies}。", size=FOUR, height=Pt(24)), "top", size=8)
            last = self.line(f"{paper.printed_by}　　{paper.day}印发", size=FOUR, height=Pt(24))
            _ruled(last, "bottom", size=8)

    def seal(self, seal: Seal) -> None:
        """Code, address and hash at the end, small."""
        self.line("")
        picture = self._empty_line()
        picture.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        picture.add_run().add_picture(BytesIO(seal.png()), width=Mm(14))
        for words in seal.lines:
            self.line(words, BLACK, size=TINY, height=Pt(10), colour=GREY)

    def _empty_line(self) -> Line:
        line = self.file.add_paragraph()
        line.paragraph_format.line_spacing = self.pitch
        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(0)
        return line

    def _page(self, geometry: Mapping[str, int]) -> None:
        section = self.file.sections[0]
        section.start_type = WD_SECTION.NEW_PAGE
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.left_margin = Mm(geometry["top"]), Mm(geometry["binding"])
        section.right_margin = Mm(210 - geometry["binding"] - geometry["width"])
        section.bottom_margin = Mm(297 - geometry["top"] - geometry["height"])
        section.footer_distance = Mm(28)
        section.different_first_page_header_footer = False
        grid = section._sectPr.find(qn("w:docGrid"))
        grid.set(qn("w:type"), "linesAndChars")
        grid.set(qn("w:linePitch"), str(round(self.pitch.pt * 20)))
        grid.set(
            qn("w:charSpace"), str(round((self.advance / self.size - 1) * geometry["size"] * 4096 / 12700 * 12700))
        )
        _page_number(section.footer.paragraphs[0])

    def _normal(self) -> None:
        style = self.file.styles["Normal"]
        style.font.name, style.font.size = LATIN, self.size
        style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)


def _in_font(run: Written, font: str, size: Any, colour: RGBColor | None = None) -> None:
    run.font.name, run.font.size = LATIN, size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour


def _rule_of(layout: Layout) -> str:
    return "thickThinSmallGap" if layout is Layout.LETTER else "single"


def _ruled(line: Line, side: str, *, size: int, colour: str = "000000", kind: str = "single") -> None:
    """A rule on one side of a paragraph, `size` in eighths of a point."""
    borders, rule = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in {"val": kind, "sz": str(size), "space": "4", "color": colour}.items():
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)
    line._p.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDERS)


def _page_number(line: Line) -> None:
    """— n — in the middle; a field that the office program counts."""
    line.alignment = CENTRE
    _in_font(line.add_run("— "), SONG, FOUR)
    run = line.add_run()
    _in_font(run, SONG, FOUR)
    for kind, words in (("begin", ""), ("", " PAGE "), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = words
        run._element.append(part)
    _in_font(line.add_run(" —"), SONG, FOUR)
