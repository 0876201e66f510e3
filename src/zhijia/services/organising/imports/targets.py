"""Rows of organising targets: an enterprise put on the list, with the cadre who answers for it and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from zhijia.engines.cases.advance import Submission, advance_many
from zhijia.engines.cases.carrying import Step
from zhijia.engines.cases.models import Case
from zhijia.engines.imports.desk import Applied, Desk, Judgement, Values, refuse, text
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Enterprise, Post
from zhijia.organisation.models.imports import ImportVerdict
from zhijia.organisation.models.posts import Role
from zhijia.organisation.queries import enterprises_visible_to
from zhijia.services.organising.targets import rules
from zhijia.services.organising.targets.acts import label_of
from zhijia.services.organising.targets.checks import WHO_LISTS, is_office
from zhijia.services.organising.targets.forms import offices_over
from zhijia.services.organising.targets.models import OrganisingTarget
from zhijia.services.organising.targets.opening import COVERED, LISTED, NewTarget, covered_among, open_targets

NAMELESS = gettext_noop("请填统一社会信用代码或者单位全称。")
UNKNOWN = gettext_noop("在您的范围内没有找到这家单位，请先导入或者登记用人单位。")
AMBIGUOUS = gettext_noop("有几家单位叫“{name}”，请填统一社会信用代码。")
OTHER_NAME = gettext_noop("这个代码的单位叫“{name}”，和表格里的名称不同。")
NO_SUCH_POST = gettext_noop("没有找到责任干部“{text}”：请填属地工会或者其上级工会的岗位，如“北塘区总工会 · 组织干事”。")
BOTH = gettext_noop("责任干部和建会期限要一起填，或者都不填。")
PAST = gettext_noop("建会期限已经过去。")
KNOWN = gettext_noop("责任干部和期限请在事项里变更，导入不改已在名单中的。")
CHANGED_SINCE = gettext_noop("列入以后又办理过，不能撤销这一行；确需移出的，请在事项里办理。")
NOT_MADE = gettext_noop("这一行没有办成，请在建会对象的页面办理。")
TAKEN_BACK = gettext_noop("撤销导入：不应列入。")


@dataclass(frozen=True, slots=True)
class Found:
    """What the rows of a sheet name: enterprises by code and by name, those covered, targets on the list, posts."""

    by_code: dict[str, Enterprise]
    by_name: dict[str, list[Enterprise]]
    covered: frozenset[int]
    listed: dict[int, OrganisingTarget]
    posts: dict[str, list[Post]]
    """The offices of a territory and above it, by the territory's path."""


def judge(rows: Sequence[Values], desk: Desk) -> list[Judgement]:
    """One judgement a row, in order."""
    found = _find(rows, desk)
    return [_judge(row, desk, found) for row in rows]


def apply(rows: Sequence[tuple[Values, Judgement]], desk: Desk) -> list[Applied]:
    """Put them on the list; those with a cadre are assigned as on the page of the case."""
    found = _find([row for row, _ in rows], desk)
    firms = [_firm(row, found) for row, _ in rows]
    entries = [
        NewTarget(enterprise=firm, source=text(row, "source")) for (row, _), firm in zip(rows, firms, strict=True)
    ]
    targets = open_targets(entries, actor=desk.actor, now=desk.now)
    submissions = [
        Submission(target.case_id, uuid4(), {"cadre": post.pk, "deadline": _deadline(row)}, None)
        for (row, _), firm, target in zip(rows, firms, targets, strict=True)
        if (post := _post(row, firm, found))
    ]
    _make("assign", submissions, desk)
    cases = Case.objects.filter(pk__in=[target.case_id for target in targets])
    last = dict(cases.values_list("pk", "last_event_id"))
    return [Applied(target.pk, {"event": last[target.case_id]}) for target in targets]


def undo(record_id: int, before: Values, desk: Desk) -> None:
    """Take it off the list again. Raises `Refused` when it was worked on since."""
    target = OrganisingTarget.objects.select_related("case").filter(pk=record_id, ended_on=None).first()
    if target is None or target.case.state != rules.CLUE:
        raise Refused(CHANGED_SINCE)
    if before.get("event") not in (None, target.case.last_event_id):
        raise Refused(CHANGED_SINCE)
    submission = Submission(target.case_id, uuid4(), {"reason": str(TAKEN_BACK)}, None)
    _make("remove", [submission], desk)


def _make(verb: str, submissions: Sequence[Submission], desk: Desk) -> None:
    """The move on all of them, or a refusal that puts the row back."""
    for answer in advance_many(submissions, verb, actor=desk.actor, now=desk.now) if submissions else ():
        if not isinstance(answer, Step):
            raise answer if isinstance(answer, Refused) else Refused(NOT_MADE)


def identities(row: Values) -> list[tuple[str, ...]]:
    """What no other row of the sheet may share."""
    code = text(row, "credit_code")
    return [("code", code)] if code else [("name", text(row, "name"))]


def _find(rows: Sequence[Values], desk: Desk) -> Found:
    codes = {text(row, "credit_code") for row in rows} - {""}
    names = {text(row, "name") for row in rows if not text(row, "credit_code")} - {""}
    seen = enterprises_visible_to(desk.actor).select_related("territory")
    by_code = {firm.credit_code: firm for firm in seen.filter(credit_code__in=codes)}
    by_name: dict[str, list[Enterprise]] = {}
    for firm in seen.filter(name__in=names).order_by("pk"):
        by_name.setdefault(firm.name, []).append(firm)
    firms = {firm.pk: firm for firm in (*by_code.values(), *(firm for same in by_name.values() for firm in same))}
    listed = OrganisingTarget.objects.filter(enterprise__in=firms, ended_on=None)
    covered = covered_among(firms, today=local_day(desk.now))
    posts = {path: list(offices_over(path)) for path in {firm.territory.path for firm in firms.values()}}
    return Found(by_code, by_name, covered, {target.enterprise_id: target for target in listed}, posts)


def _judge(row: Values, desk: Desk, found: Found) -> Judgement:
    firms = _named(row, found)
    name = text(row, "name")
    if len(firms) != 1:
        words = Sentence(AMBIGUOUS, {"name": name}) if firms else Sentence(UNKNOWN)
        return refuse(words if name or text(row, "credit_code") else Sentence(NAMELESS))
    firm = firms[0]
    if name and firm.name != name:
        return refuse(Sentence(OTHER_NAME, {"name": firm.name}))
    if target := found.listed.get(firm.pk):
        return _judge_listed(row, target)
    reasons = _problems(row, firm, desk, found)
    return refuse(*reasons) if reasons else Judgement(ImportVerdict.NEW)


def _judge_listed(row: Values, target: OrganisingTarget) -> Judgement:
    """On the list it is the same row again, unless the sheet wants another cadre or day."""
    is_same = text(row, "cadre") in ("", target.cadre_label) and _deadline(row) in (None, target.deadline)
    if is_same:
        return Judgement(ImportVerdict.SAME, record_id=target.pk)
    return refuse(Sentence(LISTED), Sentence(KNOWN))


def _problems(row: Values, firm: Enterprise, desk: Desk, found: Found) -> list[Sentence]:
    if not is_office(desk.actor, firm.territory.path):
        return [Sentence(WHO_LISTS)]
    reasons = [Sentence(COVERED, {"name": firm.name})] if firm.pk in found.covered else []
    wanted, due = text(row, "cadre"), _deadline(row)
    if bool(wanted) != (due is not None):
        reasons.append(Sentence(BOTH))
    if wanted and _post(row, firm, found) is None:
        reasons.append(Sentence(NO_SUCH_POST, {"text": wanted}))
    if due is not None and due < local_day(desk.now):
        reasons.append(Sentence(PAST))
    return reasons


def _named(row: Values, found: Found) -> list[Enterprise]:
    code = text(row, "credit_code")
    if code:
        return [found.by_code[code]] if code in found.by_code else []
    return found.by_name.get(text(row, "name"), [])


def _firm(row: Values, found: Found) -> Enterprise:
    firms = _named(row, found)
    if len(firms) != 1:
        raise Refused(UNKNOWN)
    return firms[0]


def _post(row: Values, firm: Enterprise, found: Found) -> Post | None:
    """The one post that the cell names, in full or by its title."""
    wanted = text(row, "cadre")
    posts = [post for post in found.posts[firm.territory.path] if post.role != Role.LEADER]
    named = [post for post in posts if wanted in (label_of(post), post.title)]
    return named[0] if wanted and len(named) == 1 else None


def _deadline(row: Values) -> date | None:
    due = row.get("deadline")
    return due if isinstance(due, date) else None
