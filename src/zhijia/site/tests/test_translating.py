"""The English catalogue follows the source and says what is missing."""

import os
from pathlib import Path

import pytest
from babel.messages import Catalog

from zhijia.site.console import terminal_language
from zhijia.site.translating.catalogue import (
    compile_if_stale,
    complaints,
    merge,
    read_catalogue,
    write_catalogue,
)
from zhijia.site.translating.extraction import Message, messages_in

TEMPLATE = """
<h1>{% translate "工会" %}</h1>
    <p>{% blocktranslate trimmed with name=union.name %}
        欢迎来到 {{ name }}。
    {% endblocktranslate %}</p>
  {% blocktranslate count n=total %}{{ n }} 个工会{% plural %}{{ n }} 个工会们{% endblocktranslate %}
{{ _("登录")|default:"" }} {% translate "月" context "日历" %}
"""


def test_messages_of_a_template_are_found_whatever_its_indentation() -> None:
    found = [(message.ids, message.context) for message in messages_in(TEMPLATE, Path("page.html"))]

    assert found == [
        (("工会",), None),
        (("欢迎来到 %(name)s。",), None),
        (("%(n)s 个工会", "%(n)s 个工会们"), None),
        (("登录",), None),
        (("月",), "日历"),
    ]


def test_messages_of_python_are_found_under_every_name_of_gettext() -> None:
    source = """
title = _("标题"); later = gettext_lazy("稍后"); said = say("终端")
counted = ngettext("一条", "多条", 3); month = pgettext_lazy("日历", "月"); told = Sentence("一句", {"n": 1})
plain = "不是译文"; DONE = declare_event("area.done", "办结")
"""

    found = [(message.ids, message.context) for message in messages_in(source, Path("page.py"))]

    assert [ids for ids, _ in found[:-1]] == [("标题",), ("稍后",), ("终端",), ("一条", "多条"), ("月",), ("一句",)]
    assert found[-1] == (("办结",), "event")


def _message(text: str) -> Message:
    return Message((text,), None, "page.py", 1)


@pytest.mark.parametrize(
    ("chinese", "english", "is_fine"),
    [
        ("共 {count} 项", "{count} items in all", True),
        ("共 {count} 项", "all items", False),
        ("共 {count} 项", "{total} items", False),
        ("%(name)s，您好", "Good day, %(name)s", True),
        ("%(name)s，您好", "Good day", False),
        ("登录", "Sign in", True),
        ("登录", "", False),
    ],
)
def test_an_english_text_is_there_and_keeps_its_places(chinese: str, english: str, is_fine: bool) -> None:
    known = Catalog(locale="en")
    known.add(chinese, english)

    assert (not list(complaints([_message(chinese)], known))) is is_fine


def test_merging_keeps_known_texts_adds_new_ones_and_forgets_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    known = Catalog(locale="en")
    known.add("登录", "Sign in")
    known.add("旧", "Old")

    write_catalogue(merge([_message("登录"), _message("退出")], known), path)

    kept = read_catalogue(path)
    assert {message.id: message.string for message in kept if message.id} == {"登录": "Sign in", "退出": ""}


def test_extraction_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    write_catalogue(merge([_message("登录")], Catalog(locale="en")), path)
    first = path.read_text()

    write_catalogue(merge([_message("登录")], read_catalogue(path)), path)

    assert path.read_text() == first


def test_the_catalogue_is_compiled_only_when_it_changed(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    write_catalogue(merge([_message("登录")], Catalog(locale="en")), path)

    was_needed = compile_if_stale(path)
    is_needed_again = compile_if_stale(path)
    os.utime(path, (path.stat().st_atime, path.stat().st_mtime + 10))

    assert (was_needed, is_needed_again, compile_if_stale(path)) == (True, False, True)


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "zh-hans"),
        ({"LANG": "C.UTF-8"}, "zh-hans"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh-hans"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": ""}, "en"),
    ],
)
def test_the_terminal_decides_the_language_of_commands(environ: dict[str, str], language: str) -> None:
    assert terminal_language(environ) == language
