"""The kinds of changes of a union, and what becomes of a member (services §A5)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeKind(TextChoices):
    RENAME = "rename", _("更名")
    MOVE_PARENT = "move_parent", _("调整隶属")
    MERGE_INTO = "merge_into", _("并入其他工会")
    SPLIT = "split", _("分立")
    COVERAGE_ADD = "coverage_add", _("增加覆盖单位")
    COVERAGE_REMOVE = "coverage_remove", _("减少覆盖单位")
    SUSPEND = "suspend", _("暂停活动")
    REVOKE = "revoke", _("撤销")


ENDING = (ChangeKind.MERGE_INTO, ChangeKind.REVOKE)
"""After these the union is no more (OR-30, OR-31)."""
WITH_MEMBERS = (*ENDING, ChangeKind.SPLIT)


class Fate(TextChoices):
    """What becomes of one member."""

    TRANSFER = "transfer", _("转入其他工会")
    RETAIN = "retain", _("会籍保留在上级工会")
    WITHDRAW = "withdraw", _("本人申请退会")


NEEDS = {
    ChangeKind.RENAME: ("new_name",),
    ChangeKind.MOVE_PARENT: ("target",),
    ChangeKind.MERGE_INTO: ("target",),
    ChangeKind.SPLIT: ("new_name",),
    ChangeKind.COVERAGE_ADD: ("enterprise",),
    ChangeKind.COVERAGE_REMOVE: ("enterprise",),
    ChangeKind.SUSPEND: (),
    ChangeKind.REVOKE: (),
}
"""Which further facts each kind needs."""
