"""DO-06: marks of state secrets are found, words within sentences are not."""

import pytest

from zhijia.lib.classification import find_classified_mark


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("000001\n机密★1年\n特急\n江海市总工会文件", "机密"),
        ("绝密★长期\r\n正文", "绝密"),
        ("秘密", "秘密"),
        ("　秘　密 ★ 6个月", "秘密"),
        ("密级：机密\n一、总体要求", "机密"),
        ("第一行\n密 级: 秘密★10年\n第三行", "秘密"),
    ],
)
def test_a_mark_on_a_line_of_its_own_is_found_do_06(text: str, mark: str) -> None:
    assert find_classified_mark(text) == mark


@pytest.mark.parametrize(
    "text",
    [
        "",
        "保守商业秘密和职工个人隐私。",
        "秘密级以上文件不得上网",
        "机密性、完整性、可用性",
        "会议以秘密投票方式选举产生主席。",
        "密级：非密",
        "秘密投票",
    ],
)
def test_the_words_within_a_sentence_are_no_mark_do_06(text: str) -> None:
    assert find_classified_mark(text) == ""
