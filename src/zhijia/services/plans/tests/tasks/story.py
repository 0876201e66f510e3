"""A published plan with three tasks, and the moves of its people in one line each."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.carrying import Step
from zhijia.engines.cases.models import Case
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import NOW, TODAY, Figure, SmallCity
from zhijia.services.plans.models import PlanDocument, Task
from zhijia.services.plans.tasks.opening import NewTask, open_tasks

YEAR_END = date(TODAY.year, 12, 31)
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


def post_id(figure: Figure) -> int:
    """The post that a person of the test city holds."""
    assert figure.post is not None
    return figure.post.pk


def make_plan(city: SmallCity) -> PlanDocument:
    """A published plan document of the city."""
    with scoped(city.research.actor):
        return PlanDocument.objects.create(
            union=city.root,
            title=f"{TODAY.year}年工作要点",
            year=TODAY.year,
            sha256="0" * 64,
            text="一、抓好建会。",
            uploaded_at=NOW,
            uploaded_by_id=post_id(city.research),
            state="published",
            published_at=NOW,
        )


def make_tasks(city: SmallCity, *titles: str) -> list[Task]:
    """Tasks of a new plan, not assigned yet."""
    plan = make_plan(city)
    wanted = [
        NewTask(None, title, f"{title}，全面完成", "harmony", "建设和谐", date(TODAY.year, 1, 1), YEAR_END)
        for title in titles or ("走访企业", "建立台账", "组织培训")
    ]
    with scoped(city.research.actor):
        return open_tasks(plan, wanted, actor=city.research.actor, now=NOW)


def make_move(
    actor: Actor,
    task: Task,
    verb: str,
    data: Mapping[str, Any] | None = None,
    *,
    now: datetime = NOW,
    proof: bool = False,
) -> Step:
    """One move through the single door, in the actor's own scope."""
    upload = SimpleUploadedFile("现场.png", PNG)
    files = MultiValueDict({"evidence": [upload]} if proof else {})
    with scoped(actor):
        return advance(task.case_id, verb, actor=actor, key=uuid4(), now=now, data=data or {}, files=files)


def assign_to_county(city: SmallCity, task: Task, *, now: datetime = NOW) -> Step:
    """The research office gives the task to the county cadre; the town cadre supports."""
    data = {
        "lead": post_id(city.county_cadre),
        "supports": [post_id(city.town_cadre)],
        "due_on": YEAR_END.isoformat(),
        "standard": "每家企业有走访记录",
    }
    return make_move(city.research.actor, task, "assign", data, now=now)


def state_of(city: SmallCity, task: Task) -> str:
    with scoped(city.leader.actor):
        return Case.objects.get(pk=task.case_id).state
