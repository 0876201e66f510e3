"""What keeps a person from joining a union, or from leaving her span of membership (services §A7, §J: ME-*)."""

from datetime import date

from zhijia.law.counting import add_months
from zhijia.law.resolver import parameter
from zhijia.lib.findings import Finding, Severity
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.models import Membership, Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.overrides import law_place, parameter_overrides

AGE = "membership.age"
LAPSE = "membership.lapse"
INNER_KINDS = (UnionKind.BRANCH, UnionKind.GROUP)


def check_takes_members(union: Union, group: Union | None, *, on: date) -> None:
    """Raises `Refused`: a branch or group as the union, a group that is not below it, either of them closed by then."""
    if union.kind in INNER_KINDS:
        raise Refused("会员加入的是工会；分会、小组请填在“分会或小组”一栏。", field="union")
    if group is not None and (group.kind not in INNER_KINDS or not group.path.startswith(union.path)):
        raise Refused(Sentence("“{group}”不是“{union}”的分会或小组。", _names(union, group)), field="group")
    for place in filter(None, (union, group)):
        if place.closed_on is not None and place.closed_on <= on:
            values = {"union": place.name, "day": place.closed_on}
            raise Refused(Sentence("“{union}”已于 {day} 撤销，不再接收会员。", values), field="union")


def check_days(*, approved_on: date, from_on: date, today: date) -> None:
    """ME-03: membership counts from its approval, never before it; neither day is still ahead."""
    if from_on < approved_on:
        raise Refused("会籍自批准之日起算，起始日期不能早于批准日期。", field="from_on", rule="ME-03")
    if from_on > today:
        raise Refused(Sentence("会籍从当天或以前起算，{day} 还没有到。", {"day": from_on}), field="from_on")


def check_end(membership: Membership, *, on: date, today: date) -> None:
    """Raises `Refused`: ended already, before it began, a day still ahead."""
    if membership.to_on is not None:
        values = {"day": membership.to_on, "how": membership.get_ended_as_display()}
        raise Refused(Sentence("这段会籍已于 {day} 结束（{how}）。", values))
    if on < membership.from_on:
        values = {"day": membership.from_on}
        raise Refused(Sentence("办理日期不能早于这段会籍的起始日期 {day}。", values), field="on")
    if on > today:
        raise Refused(Sentence("办理日期不能晚于今天，{day} 还没有到。", {"day": on}), field="on")


def check_idle(membership: Membership, *, idle_since: date, on: date) -> None:
    """ME-06: whoever lapses has neither paid nor taken part for so many months, counted from the first of them."""
    months = _number(LAPSE, membership.union, on=on)
    due = add_months(idle_since, months)
    if idle_since < membership.from_on:
        raise Refused("不交会费、不参加活动的起算日期不能早于入会日期。", field="idle_since")
    if on < due:
        values = {"months": months, "day": due}
        sentence = Sentence("连续 {months} 个月不交会费、不参加活动才可视为自动退会，最早 {day} 办理。", values)
        raise Refused(sentence, field="idle_since", rule="ME-06")


def check_nobody_left(union: Union) -> None:
    """OR-31: a union closes when every member of it and of what is below it has gone somewhere."""
    count = Membership.objects.filter(path__gte=union.path, path__lt=union.upper_bound, to_on=None).count()
    if count:
        values = {"union": union.name, "n": count}
        sentence = Sentence("“{union}”还有 {n} 名会员，请先办理转会、保留会籍或整体并入其他工会，再撤销。", values)
        raise Refused(sentence, field="closed_on", rule="OR-31")


def find_too_young(born_on: date | None, *, union: Union, on: date) -> Finding | None:
    """ME-02: members have worked since they were old enough to. A warning: nobody has read the article."""
    if born_on is None:
        return None
    years = _number(AGE, union, on=on)
    if on >= add_months(born_on, 12 * years):
        return None
    return Finding("ME-02", Severity.WARN, Sentence("入会时未满 {years} 周岁，请核对出生日期。", {"years": years}))


def _number(key: str, union: Union, *, on: date) -> int:
    return parameter(key, place=law_place(union.place), on=on, overrides=parameter_overrides()).number


def _names(union: Union, group: Union) -> dict[str, object]:
    return {"union": union.name, "group": group.name}
