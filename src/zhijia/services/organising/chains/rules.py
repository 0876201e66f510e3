"""How a store is covered. Pure."""

from enum import StrEnum

from zhijia.lib.sentences import gettext_noop


class Mode(StrEnum):
    HQ_BRANCH = "hq_branch"
    OWN_COMMITTEE = "own_committee"
    JOINT_LOCAL = "joint_local"
    NONE = "none"


MODE_WORDS = {
    Mode.HQ_BRANCH: gettext_noop("总部工会的分会"),
    Mode.OWN_COMMITTEE: gettext_noop("单独建会"),
    Mode.JOINT_LOCAL: gettext_noop("当地联合工会"),
    Mode.NONE: gettext_noop("没有覆盖"),
}


def mode_of(*, has_branch: bool, kinds: frozenset[str], is_of_headquarters: bool) -> Mode:
    """From the kinds of the unions that cover the store's employer, and whether one of them covers headquarters too."""
    if has_branch or is_of_headquarters:
        return Mode.HQ_BRANCH
    if "enterprise" in kinds:
        return Mode.OWN_COMMITTEE
    return Mode.JOINT_LOCAL if kinds else Mode.NONE
