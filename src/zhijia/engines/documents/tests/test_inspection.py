"""What a file is, told from its bytes."""

from io import BytesIO
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.engines.documents import archives
from zhijia.engines.documents.filenames import clean_filename
from zhijia.engines.documents.filetypes import ALLOWED, MOST_BYTES
from zhijia.engines.documents.inspection import inspect
from zhijia.engines.documents.tests import samples
from zhijia.lib.sentences import Refused

ZIP_OF_HTML = samples.archive({"index.html": b"<script>"})


def type_of(content: bytes, name: str) -> str:
    return inspect(BytesIO(content), name=name, size=len(content)).content_type


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("通知.pdf", samples.PDF, "application/pdf"),
        ("通知.PDF", samples.PDF + b"\r\n\x00", "application/pdf"),
        ("现场.png", samples.png(), "image/png"),
        ("现场.jpeg", samples.jpeg(), "image/jpeg"),
        ("手机照片.JPG", samples.jpeg(trailer=b"SEFT" * 20), "image/jpeg"),
        ("报告.docx", samples.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("名单.xlsx", samples.xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("公文.ofd", samples.ofd(), "application/ofd"),
        ("说明.txt", "已走访三家企业\r\n".encode(), "text/plain"),
        ("说明.txt", "已走访三家企业".encode("gb18030"), "text/plain"),
        ("说明.txt", "已走访三家企业".encode("utf-16"), "text/plain"),
        ("名单.csv", "单位,人数\n甲,3\n".encode("utf-8-sig"), "text/csv"),
        ("没有后缀", samples.PDF, "application/pdf"),
    ],
)
def test_an_allowed_kind_is_told_from_its_bytes(name: str, content: bytes, expected: str) -> None:
    assert type_of(content, name) == expected


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.pdf", b"", "空文件"),
        ("大.txt", b"a" * (MOST_BYTES + 1), "超过 20 MB"),
        ("截断.pdf", b"%PDF-1.7\nstream of bytes", "已损坏"),
        ("截断.png", samples.png()[:-5], "已损坏"),
        ("改过.png", samples.png().replace(b"IDAT", b"IDAX"), "已损坏"),
        ("夹带.png", samples.png() + b"<?php echo 1;", "已损坏"),
        ("截断.jpg", samples.jpeg()[:20], "已损坏"),
        ("截断.jpg", samples.jpeg()[:-2], "已损坏"),
        ("截断.docx", samples.docx()[:-30], "已损坏"),
        ("巨图.png", samples.png(100_000, 100_000), "像素过多"),
        ("巨图.jpg", samples.jpeg(65_535, 65_535), "像素过多"),
        ("两用.pdf", samples.PDF + ZIP_OF_HTML, "夹带了另一种文件"),
        ("两用.jpg", samples.jpeg(trailer=ZIP_OF_HTML), "夹带了另一种文件"),
        ("两用.docx", ZIP_OF_HTML + samples.docx(), "夹带了另一种文件"),
        ("宏.docx", samples.docx(**{"word/vbaProject.bin": b"x"}), "带有宏"),
        ("越界.docx", samples.docx(**{"../../etc/passwd": b"x"}), "越界的路径"),
        ("密码.docx", samples.with_password(samples.docx()), "设了密码"),
        ("压缩包.zip", ZIP_OF_HTML, "是压缩包"),
        ("压缩包.rar", b"Rar!\x1a\x07\x00rest", "是压缩包"),
        ("旧版.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64, "旧版 Office"),
        ("照片.heic", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 64, "HEIC"),
        ("程序.exe", b"MZ\x90\x00" + b"\x00" * 64, "是程序"),
        ("音频.mp3", b"ID3\x03\x00\x00\x00\x00" + b"\xff\xfb" * 20, "不是可以接收的文件类型"),
        ("网页.html", b"<script>alert(1)</script>", "不能接收 .html 文件"),
        ("假名.pdf", samples.png(), "内容是PNG 图片"),
        ("假名.png", "只是文字".encode(), "内容是文本"),
    ],
)
def test_a_file_is_refused_with_a_sentence(name: str, content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        type_of(content, name)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = samples.docx(**{"word/bomb.xml": b"0" * 5_000_000})

    with patch.object(archives, "MOST_UNPACKED", 1_000_000), pytest.raises(Refused, match="解开后过大"):
        type_of(bomb, "炸弹.docx")


def test_an_archive_of_too_many_parts_is_refused() -> None:
    crowd = samples.docx(**{f"word/{n}.xml": b"" for n in range(archives.MOST_ENTRIES)})

    with pytest.raises(Refused, match="解开后过大"):
        type_of(crowd, "成千上万.docx")


def test_a_size_that_the_archive_lies_about_is_found_out() -> None:
    content = bytearray(samples.docx(**{"word/media.bin": b"0" * 4096}))
    at = content.rfind((4096).to_bytes(4, "little"))
    content[at : at + 4] = (1).to_bytes(4, "little")

    with pytest.raises(Refused, match="已损坏"):
        type_of(bytes(content), "谎报.docx")


@given(st.binary(max_size=400), st.sampled_from([b"", samples.png(), samples.jpeg(), samples.docx(), samples.PDF]))
def test_any_bytes_are_either_a_known_type_or_refused(noise: bytes, start: bytes) -> None:
    content = start[: len(start) - len(noise) // 2] + noise

    try:
        found = type_of(content, "文件")
    except Refused:
        return

    assert found in {kind.content_type for kind in ALLOWED}


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "..",
        "../通知.pdf",
        "C:\\通知.pdf",
        "a/b.pdf",
        "通知\x00.pdf",
        "通知\n.pdf",
        "通知\u202efdp.exe",
        "\u200b.pdf",
    ],
)
def test_a_name_with_a_trick_in_it_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="文件"):
        clean_filename(name)


def test_a_long_name_is_cut_before_its_suffix() -> None:
    kept = clean_filename("长" * 300 + ".pdf")

    assert len(kept) == 200
    assert kept.endswith("长.pdf")


def test_a_decomposed_name_is_composed() -> None:
    assert clean_filename("cafe\u0301.txt") == "caf\u00e9.txt"
