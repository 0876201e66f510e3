"""Which proposals are about the same matter: by the pairs of characters that their texts share. Pure."""

from collections.abc import Iterable

from zhijia.lib.likeness import likeness

LEAST = 0.22
"""Below this likeness two texts share no more than the words of every proposal."""
MOST = 3
COMMON = ("关于", "建议", "提案", "的", "进一步", "加强", "职工", "公司", "应当", "希望")
"""Words that stand in every proposal and say nothing of its matter."""


def suggest(text: str, others: Iterable[tuple[int, str]], *, most: int = MOST, least: float = LEAST) -> list[int]:
    """The keys of those most alike, the nearest first; equally near ones by key."""
    mine = _matter(text)
    near = [(likeness(mine, _matter(other)), key) for key, other in others]
    ranked = sorted((pair for pair in near if pair[0] >= least), key=lambda pair: (-pair[0], pair[1]))
    return [key for _near, key in ranked[:most]]


def _matter(text: str) -> str:
    for word in COMMON:
        text = text.replace(word, " ")
    return text
