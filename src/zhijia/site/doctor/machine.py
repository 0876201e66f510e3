"""Checks of the machine: room on the disk, fonts, a browser for the tests."""

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from zhijia.site.console import say
from zhijia.site.doctor.finding import Finding, advice, good, unsafe
from zhijia.site.testing.chromium import find_chromium

GIB = 1024**3
DISK_UNSAFE, DISK_LOW = 1 * GIB, 5 * GIB
FONT_FOLDERS = (
    *(Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"), Path("/System/Library/Fonts")),
    *(Path.home() / ".fonts", Path.home() / ".local/share/fonts"),
)
CHINESE_FONTS = ("cjk", "fangsong", "simfang", "simsun", "song", "kai", "wqy", "pingfang", "sourcehan")


def check_machine(home: Path) -> Iterator[Finding]:
    """Everything that the machine must offer for data kept in `home`."""
    yield check_disk(shutil.disk_usage(home).free)
    yield check_privacy(home)
    yield check_fonts(path.name for folder in FONT_FOLDERS for path in folder.rglob("*") if path.is_file())
    yield _check_browser()


def check_disk(free: int) -> Finding:
    """`free` bytes where the data lies."""
    room = f"{free / GIB:.1f} GiB"
    if free < DISK_UNSAFE:
        return unsafe(say("磁盘只剩 {room}，数据库可能停止写入：请立即清理或扩容。").format(room=room))
    if free < DISK_LOW:
        return advice(say("磁盘只剩 {room}：请尽快清理或扩容。").format(room=room))
    return good(say("磁盘空余 {room}。").format(room=room))


def check_privacy(home: Path) -> Finding:
    """Keys and passwords below `home` may be read by its owner only."""
    secret = [home / "secret.key", home / "postgres" / "endpoint.json", *home.glob("sealing/*.key")]
    open_to_others = [path for path in secret if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077]
    if not open_to_others:
        return good(say("密钥和口令文件只有本用户可读。"))
    names = "、".join(str(path) for path in open_to_others)
    return unsafe(say("{names} 可被其他用户读取：请执行 chmod 600。").format(names=names))


def check_fonts(names: Iterable[str]) -> Finding:
    """`names` of installed font files."""
    if any(word in name.lower() for name in names for word in CHINESE_FONTS):
        return good(say("有中文字体，可以生成 PDF 文书。"))
    return advice(
        say("没有中文字体，PDF 文书无法排版（docx 不受影响）：Debian/Ubuntu 请执行 apt-get install fonts-noto-cjk。")
    )


def _check_browser() -> Finding:
    if find_chromium(os.environ):
        return good(say("有 Chromium，可以运行浏览器测试。"))
    return advice(say("没有 Chromium，只影响浏览器测试：需要时执行 apt-get install chromium。"))
