"""Similar proposals are suggested: measured on sixty written pairs, each text asked for its partner among all the others."""

from pathlib import Path

from zhijia.services.congress.proposals.alike import suggest

PAIRS = [
    line.split("｜")
    for line in (Path(__file__).parent / "pairs_of_proposals.txt").read_text(encoding="utf-8").splitlines()
]


def test_of_sixty_pairs_seven_in_ten_suggestions_are_right_and_most_partners_are_among_three() -> None:
    texts = dict(enumerate(text for pair in PAIRS for text in pair))
    right = shown = 0
    for key, text in texts.items():
        found = suggest(text, [(other, words) for other, words in texts.items() if other != key])
        shown += len(found)
        right += key ^ 1 in found

    assert len(PAIRS) == 60
    assert right / shown >= 0.7  # precision of the first three, of what is suggested at all
    assert right / len(texts) >= 0.7  # and so many find their partner


def test_nothing_alike_suggests_nothing() -> None:
    assert suggest("食堂菜价", [(1, "宿舍热水"), (2, "班车线路")]) == []
