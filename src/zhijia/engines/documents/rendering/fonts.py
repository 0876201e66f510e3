"""Which fonts this machine has for the roles of an official document, and what to say when there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import typst

from zhijia.lib.sentences import Refused

SONG = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC")
KAI = ("KaiTi", "KaiTi_GB2312", "STKaiti", "LXGW WenKai", "AR PL KaitiM GB", "AR PL UKai CN")
FANG_SONG = ("FangSong", "FangSong_GB2312", "STFangsong")
BLACK = ("SimHei", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "WenQuanYi Zen Hei")
ROLES: Mapping[str, tuple[str, ...]] = {
    "body": (*FANG_SONG, *KAI, *SONG),
    "kai": (*KAI, *FANG_SONG, *SONG),
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "SimSun", *SONG),
    "heading": (*BLACK, *SONG),
    "figures": ("SimSun", *SONG),
}
"""For each role the families that may fill it, the standard's own first."""


@dataclass(frozen=True)
class FontChoice:
    """The families found for every role. `body` is what a reader sees most."""

    roles: Mapping[str, Sequence[str]]

    @property
    def body(self) -> str:
        return self.roles["body"][0]

    @property
    def is_fallback(self) -> bool:
        """Whether the body is not set in FangSong, as the standard wants it."""
        return self.body not in FANG_SONG


@lru_cache(maxsize=4)
def find_fonts(folder: Path) -> typst.Fonts:
    """The system's fonts and those an office has put into a folder of its own; read once."""
    return typst.Fonts(font_paths=[folder] if folder.is_dir() else [])


def choose_fonts(families: Sequence[str]) -> FontChoice:
    """The fonts to set a document in. `Refused` when a role would have no Chinese font: better no PDF than empty boxes."""
    found = {role: [name for name in wanted if name in families] for role, wanted in ROLES.items()}
    if not all(found.values()):
        raise Refused(
            "服务器上没有中文字体，生成的PDF会缺字，所以没有生成。请下载docx，用WPS或Word打开后打印；"
            "或请系统管理员安装中文字体后再试。"
        )
    return FontChoice(found)
