"""Splitting 市农业局，各区、县级市政府 into units without tearing 各区（县、市）总工会 apart."""

import re
from dataclasses import dataclass
from typing import Final

_SPLIT: Final = re.compile(
    r"[、，,；;/／\s]+|会同|以及|(?<=[局部委办室会处科心院厅署联门位府行])(?:和|及|与)(?=[^谐会平气美睦])"
)
_AREA: Final = re.compile(
    r"(?:各|全市各|全省各)?(?:有关|相关|县级)?(?:省|自治区|直辖市|市|州|盟|地|地区|区|县|旗|县级市|镇|乡|街道|园区|开发区|产业|系统|行业|局|公司|基层|直属)"
)
_DROPPED: Final = re.compile(
    "(?:按照?|根据|依照|依据)(?:各自)?(?:职责|职能|分工)[^、，]*$|(?:分别|共同|具体|牵头|密切|协同|统筹|组织)+$"
)
_OPEN: Final = re.compile(
    r"等(?:[^、，；]{0,3}(?:有关|相关|各|多个|[\d一二三四五六七八九十]+个?)?(?:部门|单位|部委|方面|机构|地区|处室|科室|组织|局|委|办)(?:和单位)?)?$"
)
_ALIKE: Final = re.compile(r"(?:各?有关|各?相关|各级|其他)(?:部门|单位|地区|方面)?(?:和单位)?")


@dataclass(frozen=True, slots=True)
class UnitName:
    """`start`/`end` are relative to the text given."""

    start: int
    end: int
    is_open_list: bool


def split_units(text: str, *, keeps_all: bool = False) -> list[UnitName]:
    """The units named in the text; brackets nest. 等有关部门 and 按职责分工 are dropped unless all is kept."""
    units = []
    for start, end, is_joined in _join_areas(text, _pieces(text)):
        unit = UnitName(start, end, is_open_list=False) if keeps_all else _trim(text, start, end, is_joined=is_joined)
        if unit:
            units.append(unit)
    return units


def _pieces(text: str) -> list[tuple[int, int]]:
    depths = _depths(text)
    pieces, start = [], 0
    for match in _SPLIT.finditer(text):
        if depths[match.start()] == 0:
            pieces.append((start, match.start()))
            start = match.end()
    return [*pieces, (start, len(text))]


def _depths(text: str) -> list[int]:
    depth, depths = 0, []
    for char in text:
        depth += char in "（("
        depths.append(depth)
        depth -= char in "）)" and depth > 0
    return depths


def _join_areas(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int, bool]]:
    """各区、县级市政府 is one unit: a bare area name goes with what follows its 、."""
    joined: list[tuple[int, int, bool]] = []
    begin: int | None = None
    for index, (start, end) in enumerate(pieces):
        first = start if begin is None else begin
        is_bare = bool(_AREA.fullmatch(re.sub(r"[（(].*?[）)]", "", text[start:end].strip())))
        is_last = index + 1 == len(pieces) or not _goes_on(text, end=end, following=pieces[index + 1][0])
        if (
            is_bare
            and not is_last
            and (begin is not None or text[start:].lstrip().startswith(("各", "市", "省", "全")))
        ):
            begin = first
            continue
        joined.append((first, end, begin is not None))
        begin = None
    return joined


def _goes_on(text: str, *, end: int, following: int) -> bool:
    """After a 、 and not with a 各 of its own: 各地区、各部门 are two."""
    return text[end:following].strip().startswith("、") and not text[following:].lstrip().startswith(
        ("各", "有关", "相关")
    )


def _trim(text: str, start: int, end: int, *, is_joined: bool) -> UnitName | None:
    while start < end and text[start] in " \t由：:“":
        start += 1
    while end > start and text[end - 1] in " \t。.：:；;”":
        end -= 1
    body = text[start:end]
    body = _DROPPED.sub("", body)
    closed = _OPEN.sub("", body)
    is_open = closed != body
    body = closed.rstrip(" ")
    if not body or (not is_joined and len(body) < 2) or (_ALIKE.fullmatch(body) and not body.startswith("各")):
        return None
    return UnitName(start=start, end=start + len(body), is_open_list=is_open)
