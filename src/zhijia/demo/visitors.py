"""The people a visitor of the demo city can log in as, and how their accounts were opened."""

from dataclasses import dataclass

from zhijia.demo.people import DemoPeople
from zhijia.demo.timeline import Timeline
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.accounts.slips import activate, issue_slips, write_slips
from zhijia.organisation.models import User
from zhijia.organisation.scopes import Actor, scoped

PASSWORD = "zhijia-demo-2026"  # noqa: S105  a demo city protects nothing, and says so


@dataclass(frozen=True)
class Visitor:
    """One line of the list: the account, who it is, what to try."""

    username: str
    who: str
    purpose: str


VISITORS = (
    Visitor("city.research", _("市总工会研究室主任"), _("上传计划、核对、发布、交办")),
    Visitor("city.leader", _("市总工会分管副主席"), _("看总览，从目标点到记录")),
    Visitor("city.organising", _("市总工会组织部部长"), _("牵头任务，维护全市工会")),
    Visitor("city.rights", _("市总工会法律部部长"), _("牵头任务，第二岗位确认更正")),
    Visitor("city.supervisor", _("市总工会督查专员"), _("找逾期任务，催办")),
    Visitor("c7.organising", _("昆山市总工会基层组织科科长"), _("接受任务，报告进展，导入工会")),
    Visitor("c7.leader", _("昆山市总工会分管副主席"), _("看本市总览")),
    Visitor("c5.organising", _("常熟市总工会基层组织科科长"), _("别的县市：看不到昆山的资料")),
    Visitor("t0.chair", _("一个镇（街道）工会的主席"), _("配合任务，维护本镇企业")),
    Visitor("chair.0", _("一家企业工会的主席"), _("手机页面")),
    Visitor("worker.0", _("一家企业的职工"), _("看适用自己的集体合同，提问，评价")),
    Visitor("employer.0", _("这家企业的授权联系人"), _("答复要约，确认区域合同，看送达的文书")),
    Visitor("bureau.0", _("当地人社部门的劳动关系科科长"), _("审查合同，受理协调申请")),
    Visitor("admin", _("系统管理员"), _("签发账号凭条，修正参数和日历")),
)

OUTSIDERS = ("employer.0", "bureau.0", "worker.0")
"""Those whom `outsiders.py` brings, with the accounts of these names."""


def open_visitors(people: DemoPeople, timeline: Timeline, *, actor: Actor, administrator: User) -> None:
    """Open the visitors' accounts the way every account is opened: by a slip of the union above and a first password."""
    elsewhere = {administrator.username, *OUTSIDERS}
    users = [_user_of(people, visitor.username) for visitor in VISITORS if visitor.username not in elsewhere]
    with scoped(actor):
        slips = issue_slips(actor, users, now=timeline.ago(200))
        slips += write_slips(actor, [administrator], now=timeline.ago(200))
    for slip in slips:
        activate(slip.user.username, slip.code, PASSWORD, now=timeline.ago(199))


def _user_of(people: DemoPeople, username: str) -> User:
    if username.startswith("chair."):
        return people.chairs[int(username.removeprefix("chair."))].user
    return people.staff[username].user
