"""What the steps of a pair change."""

from collections.abc import Sequence

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.messages.sending import Line, send
from zhijia.engines.scorecards.handing import hand_sheets
from zhijia.engines.visits.models import PlannedVisit
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Post
from zhijia.organisation.models.posts import Role
from zhijia.organisation.writing import update_each
from zhijia.services.contacts.evaluating import evaluate
from zhijia.services.contacts.events import NOTIFIED
from zhijia.services.contacts.models import Handover, Pair
from zhijia.services.contacts.planning import plan_rest_of_year
from zhijia.services.contacts.rating import open_rating


def confirm(turns: Sequence[Turn]) -> Sequence[Outcome]:
    """From today on the pair stands."""
    for turn in turns:
        turn.record.from_on = turn.today
    update_each([turn.record for turn in turns], ["from_on"])
    return [Outcome(data={"level": turn.record.level}) for turn in turns]


def notify(turns: Sequence[Turn]) -> Sequence[Outcome]:
    """Both sides are told: the cadre is awaited from now on, the union's chair gets a message."""
    unions = [turn.record.union_id for turn in turns]
    chairs: dict[int, list[int]] = {}
    rows = Post.objects.filter(union__in=unions, role=Role.CHAIR, closed_on=None).order_by("pk")
    for post_id, union_id in rows.values_list("pk", "union_id"):
        chairs.setdefault(union_id, []).append(post_id)
    lines = [
        Line(post_id=post_id, case_id=turn.case.pk, kind=NOTIFIED.code, text=turn.case.title)
        for turn in turns
        for post_id in chairs.get(turn.record.union_id, ())
    ]
    send(lines, now=turns[0].now, today=turns[0].today)
    return [Outcome(data={"chairs": len(chairs.get(turn.record.union_id, ()))}) for turn in turns]


def begin(turn: Turn) -> Outcome:
    """The visits of the rest of the year are planned."""
    pair: Pair = turn.record
    planned = plan_rest_of_year(pair, since=turn.today)
    return Outcome(data={"planned": planned})


def rate(turn: Turn) -> Outcome:
    """The rating of the year goes to the union, which begins with what it says of itself."""
    sheet = open_rating(turn.record, actor=turn.actor, now=turn.now)
    if sheet is None:
        raise Refused("当年的评分表已经建立，请在评分表中继续办理。")
    return Outcome(data={"sheet": sheet.case_id})


def hand_over(turn: Turn) -> Outcome:
    """What the cadre still owes, the successor owes from now on: planned visits, and sheets that nobody has checked."""
    pair: Pair = turn.record
    successor: Post = turn.data["cadre"]
    handover = Handover.objects.create(
        pair=pair,
        from_cadre_id=pair.cadre_id,
        to_cadre=successor,
        to_label=label_of(successor),
        reason=turn.data["reason"],
        note=turn.data["note"],
        handed_on=turn.today,
    )
    owed = PlannedVisit.objects.filter(about=turn.case, visitor_id=pair.cadre_id, visit=None, dropped_on=None)
    owed.update(visitor=successor, visitor_label=handover.to_label)
    before, pair.cadre, pair.cadre_label = pair.cadre_id, successor, handover.to_label
    pair.save(update_fields=["cadre", "cadre_label"])
    sheets = hand_sheets(turn.case, successor.pk, now=turn.now)
    return Outcome(data={"from": before, "to": successor.pk, "reason": handover.reason, "sheets": sheets})


def drop(turn: Turn) -> Outcome:
    return _end(turn, {"reason": turn.data["reason"]})


def close(turn: Turn) -> Outcome:
    """With the words go the numbers of the year, as they are on this day."""
    turn.record.evaluation = turn.data["evaluation"]
    return _end(turn, {"evaluation": turn.data["evaluation"], **evaluate(turn.record)})


def _end(turn: Turn, data: dict[str, object]) -> Outcome:
    """Planned visits that have not begun are no longer owed; one that is overdue stays owed."""
    pair: Pair = turn.record
    pair.to_on = turn.today
    pair.save(update_fields=["to_on", "evaluation"])
    left = PlannedVisit.objects.filter(about=turn.case, visit=None, dropped_on=None, due_on__gte=turn.today)
    left.update(dropped_on=turn.today)
    return Outcome(data=data)


def label_of(post: Post) -> str:
    """江海市总工会 · 工会干部: how those read a post who do not see it."""
    return f"{post.union.name} · {post.title}"
