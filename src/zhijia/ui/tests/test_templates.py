"""Guards over every template of the project, whichever floor it lies on."""

import re
from collections.abc import Iterator
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


FORBIDDEN = {
    "style attribute": r"\sstyle\s*=",
    "style element": r"<style\b",
    "inline handler": r"\son[a-z]+\s*=\s*[\"']",
    "htmx handler": r"\shx-on[:\w-]*\s*=",
    "htmx evaluation": r"hx-(vals|headers|vars)\s*=\s*[\"'](js|javascript):",
    "htmx event filter": r"hx-trigger\s*=\s*[\"'][^\"']*\[",
    "script in an address": r"javascript:",
    "foreign address": r"(src|href)\s*=\s*[\"'](https?:)?//",
}
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
POSTING = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)


def faults_of(markup: str) -> Iterator[str]:
    """What the strict content policy forbids, scripts with a text of their own, posting forms without the token."""
    yield from (fault for fault, pattern in FORBIDDEN.items() if re.search(pattern, markup))
    if any("src=" not in attributes or body.strip() for attributes, body in SCRIPT.findall(markup)):
        yield "a script with a text"
    if not all(re.search(r"{%\s*csrf_(token|field)\s*%}", form) for form in POSTING.findall(markup)):
        yield "a form without a token"


def test_a_template_keeps_the_strict_content_policy_and_its_forms_carry_the_token() -> None:
    faults = [f"{_name(path)}: {fault}" for path in TEMPLATES for fault in faults_of(_markup(path))]

    assert not faults, "\n".join(faults)


def test_a_screen_is_one_template_of_at_most_150_lines() -> None:
    long = [_name(path) for path in TEMPLATES if path.read_text(encoding="utf-8").count("\n") > SCREEN_LINES]

    assert long == []


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ('<p style="color:red">', "style attribute"),
        ("<style>p{}</style>", "style element"),
        ('<a onclick="x()">', "inline handler"),
        ('<a hx-on:click="x()">', "htmx handler"),
        ("<a hx-vals='js:{x:1}'>", "htmx evaluation"),
        ('<a hx-trigger="click[ctrlKey]">', "htmx event filter"),
        ('<a href="javascript:x()">', "script in an address"),
        ('<img src="//example.org/x.png">', "foreign address"),
        ("<script>x()</script>", "a script with a text"),
        ('<form method="post"></form>', "a form without a token"),
    ],
)
def test_each_fault_is_found(markup: str, fault: str) -> None:
    assert list(faults_of(markup)) == [fault]


def test_the_guards_see_the_templates() -> None:
    assert ROOT / "ui" / "templates" / "ui" / "shell.html" in TEMPLATES
