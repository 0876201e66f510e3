"""The record of a session, as it begins: made from what was registered, completed and signed by people."""

from zhijia.engines.documents.wording import known_day
from zhijia.services.congress.sessions.checks import items_of, present_at, sitting_of
from zhijia.services.congress.sessions.models import AgendaItem, CongressSession


def minutes_of(session: CongressSession) -> str:
    """When, where, how many, and each item with what came of it; Chinese, because it is a paper."""
    sitting = sitting_of(session)
    head = [
        session.case.title,
        f"时间：{known_day(session.opened_on)}　地点：{session.venue}",
        f"应到代表{sitting.size}人，实到{present_at(sitting)}人。名册摘要{sitting.digest[:12]}。",
    ]
    return "\n".join([*head, *map(_line, items_of(session))])


def _line(item: AgendaItem) -> str:
    head = f"{item.number}. {item.title}（{item.get_power_display()}）"
    if item.decided_on is None:
        return head
    result = "通过" if item.is_passed else "未通过"
    counts = f"赞成{item.yes}票，反对{item.no}票，弃权{item.abstain}票，无效{item.invalid}票"
    return f"{head}：{counts}，{result}。"
