import re
from pathlib import Path

import pytest

from zhijia.ui import tokens

CSS = Path(tokens.CSS_PATH).parent


@pytest.mark.parametrize(("first", "second", "ratio"), [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.47)])
def test_contrast_follows_the_published_formula(first: str, second: str, ratio: float) -> None:
    assert tokens.contrast_ratio(first, second) == ratio
    assert tokens.contrast_ratio(second, first) == ratio


@pytest.mark.parametrize("row", list(tokens.contrast_rows()), ids=lambda row: " ".join(map(str, row[:4])))
def test_every_pair_of_colours_in_use_is_legible(row: tuple[str, str, str, str, float, float]) -> None:
    *_pair, ratio, least = row

    assert ratio >= least


def test_both_themes_know_the_same_colours() -> None:
    assert set(tokens.COLOURS["light", "normal"]) == set(tokens.COLOURS["dark", "normal"])
    for theme in tokens.THEMES:
        assert set(tokens.COLOURS[theme, "large"]) <= set(tokens.COLOURS[theme, "normal"])


def test_written_files_are_what_the_tables_say() -> None:
    assert tokens.CSS_PATH.read_text(encoding="utf-8") == tokens.tokens_css()
    assert tokens.DOC_PATH.read_text(encoding="utf-8") == tokens.contrast_document()


@pytest.mark.parametrize("scale", tokens.TYPE_SCALE)
def test_no_step_of_the_type_scale_is_under_thirteen_pixels(scale: str) -> None:
    for size, line in tokens.TYPE_SCALE[scale].values():
        assert size >= tokens.LEAST_TEXT_PX
        assert line / size >= 1.28


@pytest.mark.parametrize(("scale", "body"), [("normal", (15, 26)), ("phone", (16, 28)), ("large", (20, 34))])
def test_body_type_has_room_for_chinese(scale: str, body: tuple[int, int]) -> None:
    assert tokens.TYPE_SCALE[scale]["body"] == body
    assert body[1] / body[0] >= 1.65


def test_every_colour_that_a_rule_names_is_a_token() -> None:
    known = set(re.findall(r"(--[\w-]+):", tokens.tokens_css()))
    for path in CSS.glob("*.css"):
        named = set(re.findall(r"var\((--[\w-]+)", path.read_text(encoding="utf-8")))
        assert named <= known, path.name
