import re
from pathlib import Path

import pytest

from zhijia.ui import tokens

STATIC = Path(tokens.CSS_PATH).parents[1]
CSS_FILES = sorted((STATIC / "css").glob("*.css"))
JS_FILES = sorted((STATIC / "js").glob("*.js"))
PX_OF_UNIT = {"px": 1.0, "pt": 96 / 72, "rem": float(tokens.ROOT_PX)}
SCALED_BY_TYPE = re.compile(r"^(inherit|var\(--text-[a-z]+\)|calc\(var\(--text-body\) \* 1\.\d+\)|1\d\d(\.\d)?%)$")


def _rules(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("path", CSS_FILES, ids=lambda path: path.name)
def test_a_style_sheet_uses_classes_only(path: Path) -> None:
    rules = _rules(path)
    selectors = " ".join(re.findall(r"([^{}]+)\{", rules))

    assert "!important" not in rules
    assert not re.search(r"#[a-zA-Z]", selectors)
    assert "@import" not in rules
    assert "url(" not in rules
    assert path.read_text(encoding="utf-8").count("\n") < 400


@pytest.mark.parametrize("path", CSS_FILES, ids=lambda path: path.name)
def test_no_rule_sets_text_under_thirteen_pixels(path: Path) -> None:
    for size in re.findall(r"font-size:\s*([^;}]+)", _rules(path)):
        value = size.strip()
        number = re.match(r"^([\d.]+)(px|pt|rem)$", value)
        if number:
            assert float(number[1]) * PX_OF_UNIT[number[2]] >= tokens.LEAST_TEXT_PX, value
        elif path.name != "wall.css" or not value.endswith("%"):
            assert SCALED_BY_TYPE.match(value), value


@pytest.mark.parametrize("path", CSS_FILES, ids=lambda path: path.name)
def test_a_font_shorthand_cannot_hide_a_size(path: Path) -> None:
    assert set(re.findall(r"[;{\s]font:\s*([^;}]+)", _rules(path))) <= {"inherit"}


@pytest.mark.parametrize("path", JS_FILES, ids=lambda path: path.name)
def test_a_script_is_small_and_evaluates_no_text(path: Path) -> None:
    script = path.read_text(encoding="utf-8")

    assert script.count("\n") < 150
    assert not re.search(r"\beval\(|new Function|innerHTML|outerHTML|document\.write|insertAdjacentHTML", script)
    assert not re.search(r"\.style\b|setAttribute\(.style", script)
    assert "http" not in script


def test_every_style_sheet_is_linked_on_the_page() -> None:
    head = (STATIC.parents[1] / "templates" / "ui" / "_head.html").read_text(encoding="utf-8")

    assert sorted(re.findall(r"ui/css/([\w-]+\.css)", head)) == [path.name for path in CSS_FILES]
