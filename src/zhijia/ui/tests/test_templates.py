"""Guards over every template of the project, whichever floor it lies on."""

import re
from pathlib import Path

import pytest

import zhijia

ROOT = Path(zhijia.__file__).parent
TEMPLATES = sorted(path for folder in ROOT.rglob("templates") for path in folder.rglob("*.html"))
SCREEN_LINES = 150


def _markup(path: Path) -> str:
    return re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_template_keeps_the_strict_content_policy(path: Path) -> None:
    markup = _markup(path)

    assert not re.search(r"\sstyle\s*=", markup), "style attribute"
    assert not re.search(r"<style\b", markup), "style element"
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", markup), "inline handler"
    assert not re.search(r"\shx-on[:\w-]*\s*=", markup), "htmx handler"
    assert not re.search(r"hx-(vals|headers|vars)\s*=\s*[\"'](js|javascript):", markup), "htmx evaluation"
    assert not re.search(r"hx-trigger\s*=\s*[\"'][^\"']*\[", markup), "htmx event filter"
    assert "javascript:" not in markup
    assert not re.search(r"(src|href)\s*=\s*[\"'](https?:)?//", markup), "foreign address"


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_script_element_has_a_source_and_no_text(path: Path) -> None:
    for attributes, body in re.findall(r"<script\b([^>]*)>(.*?)</script>", _markup(path), flags=re.DOTALL):
        assert "src=" in attributes
        assert not body.strip()


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_screen_is_one_template_of_at_most_150_lines(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= SCREEN_LINES


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_posting_form_carries_the_token(path: Path) -> None:
    for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", _markup(path), flags=re.DOTALL | re.IGNORECASE):
        assert re.search(r"{%\s*csrf_(token|field)\s*%}", form)


def test_the_guards_see_the_templates() -> None:
    assert ROOT / "ui" / "templates" / "ui" / "shell.html" in TEMPLATES
