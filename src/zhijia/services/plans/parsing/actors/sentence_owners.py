"""Owners in running text: X负责…, X牵头，Y配合 (said), and who merely acts: 由X…, 会同Y, X要… (guessed)."""

import re
from typing import Final

from zhijia.services.plans.parsing.actors.unit_names import split_units
from zhijia.services.plans.parsing.doubts import DoubtCode
from zhijia.services.plans.parsing.model import Owner
from zhijia.services.plans.parsing.source import Source, Span, Spans, melted
from zhijia.services.plans.parsing.wording import any_of

_NAME: Final = r"(?:(?!由)[\u4e00-\u9fffA-Za-z（）、·]){2,48}?"
_ORGAN: Final = (
    any_of(
        """总工会 联合会 工会 委员会 办公厅 办公室 领导小组 工作小组 小组 专班 指挥部 人民政府 政府 部门 单位
        部 局 委 办 室 处 科 厅 署 中心 协会 学会 学校 学院 中专 文化宫 妇联 团委 工商联 企联 法院
        检察院 银行 公司 集团 企业 医院 园区 街道 乡镇 镇 社区 支队 大队 站 所 院 社 团 主席 书记
        部长 主任 局长 干部 同志 负责人 指导员 领导(?!小组|班子) 联 会"""
    )
    + "(?![局厅部委办会合处室院科中联])(?:（[^（）]{1,20}）)?"
)
_SAID: Final = re.compile(
    rf"(?:(?<=[，。；：、\n\t（])|^|(?<=由))(?:其中|具体|原则上|一律|统一|均|都)?由?(?P<units>{_NAME}{_ORGAN})"
    rf"(?:要|应|应当|须|将|也|都|分别|共同|具体|主要|统一|全面|按职责分工|按照职责|对[^，。；]{{2,40}})?"
    rf"(?P<verb>负责(?!人|制|任|同志|干部|的)|负总责|牵头(?!人|单位|部门)|予以配合|配合(?!单位|部门|度)|协助|主办|承办|负主体责任|为第一责任人|是第一责任人|担任第一责任人)",
    re.MULTILINE,
)
_WITH: Final = re.compile(rf"(?:会同|联合)(?P<units>{_NAME}(?:{_ORGAN}|等(?:有关)?部门))")
_BY: Final = re.compile(rf"(?:(?<=[，。；：])|^)由(?P<units>{_NAME}{_ORGAN})(?=[\u4e00-\u9fff])", re.MULTILINE)
_SUBJECT: Final = re.compile(
    rf"(?:(?<=[。；：\n])|^) *(?P<units>(?:各|市|省|区|县|基层|试点|全市)?{_NAME}{_ORGAN})(?:要|应|应当|须)(?![求点素件])",
    re.MULTILINE,
)
_SUPPORT: Final = ("予以配合", "配合", "协助")
_NOT_A_NAME: Final = re.compile(
    "[把将对使让的了是在以]|"
    + any_of(
        """加强 推进(?!办) 开展 落实 健全 强化 深化 做好 抓好 明确 实施 依托 通过 由于 建立 完善 组织(?!部|处|科) 督促
        指导(?!处|中心|员) 按照 要求 涉及"""
    )
)


def find_sentence_owners(source: Source, taken: Spans) -> list[Owner]:
    """Owners of running text outside `taken`, said ones before guessed ones where they meet."""
    found: list[Owner] = []
    for match in _SAID.finditer(source.face):
        role = "support" if match["verb"] in _SUPPORT else "lead"
        found += _owners(source, match, taken, role=role, form="sentence")
    known = melted(Span(owner.start, owner.end) for owner in found)
    for pattern, role in ((_WITH, "support"), (_BY, "lead"), (_SUBJECT, "lead")):
        for match in pattern.finditer(source.face):
            guessed = _owners(source, match, taken, role=role, form="implicit")
            found += [owner for owner in guessed if not known.over(owner.start, owner.end)]
        known = melted(Span(owner.start, owner.end) for owner in found)
    return sorted(found, key=lambda owner: owner.start)


def _owners(source: Source, match: re.Match[str], taken: Spans, *, role: str, form: str) -> list[Owner]:
    start, end = match.span("units")
    if taken.over(start, end) or source.quotes.over(start, end):
        return []
    return [
        Owner(
            id="",
            parent=None,
            text=source.text[start + unit.start : start + unit.end],
            start=start + unit.start,
            end=start + unit.end,
            doubts=_doubts(form=form, is_open_list=unit.is_open_list),
            role=role,
            form=form,
            label=None,
            is_open_list=unit.is_open_list,
        )
        for unit in split_units(source.face[start:end])
        if not _NOT_A_NAME.search(source.face[start + unit.start : start + unit.end])
    ]


def _doubts(*, form: str, is_open_list: bool) -> tuple[DoubtCode, ...]:
    implicit = (DoubtCode.IMPLICIT_OWNER,) if form == "implicit" else ()
    return (*implicit, DoubtCode.OPEN_LIST) if is_open_list else implicit
