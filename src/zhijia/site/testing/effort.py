"""How many random histories a test tries: few before every change, ten times as many with `--all`."""

import hypothesis

EVERY_CHANGE = "zhijia"
"""The profile before every change."""
ALL = "zhijia-all"
"""The profile of `--all`."""


def register_profiles(*, derandomize: bool) -> None:
    """The machine's speed is nobody's property, and what passed before a change lands must pass after it."""
    hypothesis.settings.register_profile(EVERY_CHANGE, deadline=None, derandomize=derandomize, max_examples=100)
    hypothesis.settings.register_profile(ALL, deadline=None, max_examples=1000)
    hypothesis.settings.load_profile(EVERY_CHANGE)


def examples(few: int) -> int:
    """The number of examples for a test whose every example builds a city: `few`, ten times as many with `--all`."""
    return few * hypothesis.settings().max_examples // 100
