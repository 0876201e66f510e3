"""The one source of colour, type and space: `tokens.css` and `docs/look-contrast.md` are written from these tables.

Colours are sRGB hex. A look is (theme, size): theme `light` or `dark`, size `normal` or `large`; `large` changes only
the colours named in its table. Ratios are WCAG 2.2 contrast ratios, rounded down so that a ratio never flatters.
Run `python -m zhijia.ui.tokens` to rewrite both files.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

THEMES = ("light", "dark")
SIZES = ("normal", "large")
LEAST_RATIO = {"normal": 4.5, "large": 7.0}
LEAST_SHAPE_RATIO = 3.0
CSS_PATH = Path(__file__).parent / "static" / "ui" / "css" / "tokens.css"
DOC_PATH = Path(__file__).parents[3] / "docs" / "look-contrast.md"

COLOURS: dict[tuple[str, str], dict[str, str]] = {
    ("light", "normal"): {
        "paper": "#FBFAF7",
        "card": "#FFFFFF",
        "hover": "#F4F2EC",
        "ink": "#1F2328",
        "muted": "#5B6169",
        "line": "#E4E1DA",
        "field": "#8A8780",
        "brand": "#B3261E",
        "brand-soft": "#FBEDEB",
        "act": "#B3261E",
        "act-hover": "#962019",
        "on-act": "#FFFFFF",
        "gold": "#85620F",
        "gold-soft": "#FAF3DF",
        "link": "#1B5FA7",
        "link-soft": "#EAF1F9",
        "ok": "#1F7A4D",
        "ok-soft": "#E8F4EE",
        "near": "#1B5FA7",
        "near-soft": "#EAF1F9",
        "behind": "#8F5F00",
        "behind-soft": "#FBF3E0",
        "late": "#B42318",
        "late-soft": "#FBEAE8",
        "none": "#5B6169",
        "none-soft": "#F1EFEA",
        "series": "#486A8C",
        "shade-1": "#F0F5F1",
        "shade-2": "#D9EADF",
        "shade-3": "#BEDCCA",
        "shade-4": "#A1CDB3",
        "shade-5": "#84BE9C",
    },
    ("light", "large"): {
        "ink": "#16191D",
        "muted": "#494E54",
        "field": "#6F6C66",
        "brand": "#9C1C15",
        "act": "#9C1C15",
        "act-hover": "#7F1510",
        "gold": "#5E4506",
        "link": "#154D8A",
        "ok": "#12593A",
        "near": "#154D8A",
        "behind": "#654300",
        "late": "#951A13",
        "none": "#494E54",
    },
    ("dark", "normal"): {
        "paper": "#15171A",
        "card": "#1C1F23",
        "hover": "#24282D",
        "ink": "#E9E7E2",
        "muted": "#A6ABB2",
        "line": "#33383E",
        "field": "#7F858D",
        "brand": "#F0877D",
        "brand-soft": "#3A2220",
        "act": "#BC332A",
        "act-hover": "#CB3E34",
        "on-act": "#FFFFFF",
        "gold": "#D8B457",
        "gold-soft": "#332C1A",
        "link": "#82B6EE",
        "link-soft": "#1F2E3F",
        "ok": "#63C394",
        "ok-soft": "#1B3227",
        "near": "#82B6EE",
        "near-soft": "#1F2E3F",
        "behind": "#DEA846",
        "behind-soft": "#352B19",
        "late": "#F28B82",
        "late-soft": "#3B2321",
        "none": "#A6ABB2",
        "none-soft": "#2A2E33",
        "series": "#8FB1D3",
        "shade-1": "#1E2622",
        "shade-2": "#213329",
        "shade-3": "#254131",
        "shade-4": "#2A503B",
        "shade-5": "#2C5A41",
    },
    ("dark", "large"): {
        "ink": "#F6F4EF",
        "muted": "#C6CAD0",
        "field": "#9AA0A8",
        "brand": "#F8ABA3",
        "act": "#8F231B",
        "act-hover": "#9C2A21",
        "gold": "#E6C878",
        "link": "#A9CEF6",
        "ok": "#8AD9B1",
        "near": "#A9CEF6",
        "behind": "#EDC274",
        "late": "#F9B0A9",
        "none": "#C6CAD0",
    },
}

TEXTS = ("ink", "muted", "brand", "gold", "link", "ok", "near", "behind", "late", "none")
GROUNDS = ("paper", "card", "hover")
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *product(TEXTS, GROUNDS),
    *((name, f"{name}-soft") for name in ("brand", "gold", "link", "ok", "near", "behind", "late", "none")),
    *((name, f"{soft}-soft") for soft in ("link", "behind", "late", "ok", "none") for name in ("ink", "muted", "link")),
    *product(("ink",), (f"shade-{step}" for step in range(1, 6))),
    ("on-act", "act"),
    ("on-act", "act-hover"),
    ("card", "ink"),
    ("card", "late"),
)
SHAPE_PAIRS: tuple[tuple[str, str], ...] = tuple(product(("field", "series"), ("paper", "card")))

# (size px, line px) of each step of the scale, by `data-type`; `phone` stands for narrow screens in normal type.
TYPE_SCALE: dict[str, dict[str, tuple[int, int]]] = {
    "normal": {
        "title": (22, 32),
        "section": (17, 28),
        "group": (15, 26),
        "body": (15, 26),
        "cell": (14, 22),
        "small": (13, 20),
        "figure": (26, 34),
    },
    "phone": {
        "title": (20, 30),
        "section": (18, 30),
        "group": (16, 28),
        "body": (16, 28),
        "cell": (15, 26),
        "small": (14, 22),
        "figure": (26, 34),
    },
    "large": {
        "title": (28, 44),
        "section": (24, 38),
        "group": (20, 34),
        "body": (20, 34),
        "cell": (19, 32),
        "small": (17, 28),
        "figure": (34, 46),
    },
}
LEAST_TEXT_PX = 13
ROOT_PX = 16

SPACES = {"1": 4, "2": 8, "3": 12, "4": 16, "5": 24, "6": 32, "7": 48}
FONT = (
    '"PingFang SC", "HarmonyOS Sans SC", "MiSans", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", '
    "system-ui, sans-serif"
)


def colours_of(*, theme: str, size: str) -> dict[str, str]:
    """Every token of one look: the theme's normal table, overlaid by its large-type table where asked."""
    overlay = COLOURS[theme, size] if size != "normal" else {}
    return COLOURS[theme, "normal"] | overlay


def luminance(colour: str) -> float:
    """Relative luminance 0..1 of `#RRGGBB` (WCAG 2.2, definition of relative luminance)."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(first: str, second: str) -> float:
    """WCAG contrast ratio 1..21 of two colours, in either order, cut after two decimals."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return int((lighter + 0.05) / (darker + 0.05) * 100) / 100


def contrast_rows() -> Iterator[tuple[str, str, str, str, float, float]]:
    """(theme, size, foreground, ground, ratio, least ratio asked) of every pair that components may use."""
    for theme, size in product(THEMES, SIZES):
        colours = colours_of(theme=theme, size=size)
        for front, ground in TEXT_PAIRS:
            yield theme, size, front, ground, contrast_ratio(colours[front], colours[ground]), LEAST_RATIO[size]
        for front, ground in SHAPE_PAIRS:
            yield theme, size, front, ground, contrast_ratio(colours[front], colours[ground]), LEAST_SHAPE_RATIO


def contrast_document() -> str:
    """Markdown of `docs/look-contrast.md`: one row per pair, one column per look."""
    looks = list(product(THEMES, SIZES))
    ratios = {row[:4]: row[4] for row in contrast_rows()}
    lines = [
        "# Contrast of the look",
        "",
        "Written by `python -m zhijia.ui.tokens`; do not edit. Ratios after WCAG 2.2, cut after two decimals.",
        "Text asks 4.5 (large type 7), shapes and field borders ask 3.",
        "",
        "| foreground | ground | " + " | ".join(f"{theme}, {size}" for theme, size in looks) + " |",
        "|---|---|" + "---|" * len(looks),
    ]
    for front, ground in (*TEXT_PAIRS, *SHAPE_PAIRS):
        cells = (f"{ratios[theme, size, front, ground]:.2f}" for theme, size in looks)
        lines.append(f"| {front} | {ground} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _colour_lines(colours: dict[str, str]) -> list[str]:
    return [f"--{name}: {value.lower()};" for name, value in colours.items()]


def _type_lines(scale: str) -> list[str]:
    return [
        f"--text-{name}: {size / ROOT_PX:g}rem; --line-{name}: {line / ROOT_PX:g}rem;"
        for name, (size, line) in TYPE_SCALE[scale].items()
    ]


def _rule(selector: str, lines: list[str], *, media: str = "") -> str:
    pad = "  " if media else ""
    body = "\n".join(f"{pad}  {line}" for line in lines)
    rule = f"{pad}{selector} {{\n{body}\n{pad}}}"
    return f"@media {media} {{\n{rule}\n}}" if media else rule


def tokens_css() -> str:
    """The whole of `tokens.css`. A system that prefers dark is followed until the reader chooses a theme."""
    light, dark = (_colour_lines(COLOURS[theme, "normal"]) for theme in THEMES)
    light_large, dark_large = (_colour_lines(COLOURS[theme, "large"]) for theme in THEMES)
    fixed = [
        "color-scheme: light;",
        f"--font: {FONT};",
        *(f"--s{name}: {width}px;" for name, width in SPACES.items()),
        "--radius: 6px;",
        "--shadow: 0 4px 16px rgb(31 35 40 / 14%);",
        "--motion: 120ms;",
        "--bar-height: 3rem;",
        "--control: 2.125rem;",
    ]
    dark_lines = ["color-scheme: dark;", "--shadow: 0 4px 16px rgb(0 0 0 / 50%);", *dark]
    prefers_dark = "screen and (prefers-color-scheme: dark)"
    rules = [
        "/* Written by `python -m zhijia.ui.tokens` from tokens.py; do not edit. */",
        _rule(":root", [*fixed, *light, *_type_lines("normal")]),
        _rule(":root", [*_type_lines("phone"), "--control: 2.75rem;"], media="screen and (max-width: 700px)"),
        _rule(
            ':root[data-type="large"]',
            [*light_large, *_type_lines("large"), "--control: 3rem;", "--bar-height: 4rem;"],
        ),
        _rule(':root:not([data-theme="light"])', dark_lines, media=prefers_dark),
        _rule(':root[data-type="large"]:not([data-theme="light"])', dark_large, media=prefers_dark),
        _rule(':root[data-theme="dark"]', dark_lines, media="screen"),
        _rule(':root[data-theme="dark"][data-type="large"]', dark_large, media="screen"),
        _rule(":root", ["--motion: 0ms;"], media="(prefers-reduced-motion: reduce)"),
    ]
    return "\n\n".join(rules) + "\n"


def main() -> None:
    """Write both generated files."""
    CSS_PATH.write_text(tokens_css(), encoding="utf-8")
    DOC_PATH.parent.mkdir(parents=True, exist_ok=True)
    DOC_PATH.write_text(contrast_document(), encoding="utf-8")


if __name__ == "__main__":
    main()
