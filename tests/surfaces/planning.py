"""The plans, tasks and numbers of one county."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.surfaces.county import County
from zhijia.engines.cases.corrections import propose_correction
from zhijia.engines.cases.models import Awaits, Clock, Correction
from zhijia.engines.documents.issuing.signing import enter_signed_copy
from zhijia.engines.documents.models import Attachment, IssuedDocument
from zhijia.engines.documents.queries import documents_of
from zhijia.engines.documents.rendering.delivering import open_rendering
from zhijia.engines.documents.store import keep
from zhijia.engines.documents.storing import receive
from zhijia.engines.documents.tests.samples import PDF
from zhijia.engines.indicators.declaring import Definition, Report, declare, report
from zhijia.organisation.models import (
    Union,
)
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, Figure
from zhijia.services.plans.actions import PlanFacts, upload_plan
from zhijia.services.plans.models import PlanDocument, PlanNode, Target, Task
from zhijia.services.plans.tasks.opening import NewTask, open_tasks
from zhijia.services.plans.tests.review.trees import TEXT
from zhijia.services.plans.tests.tasks.story import YEAR_END, make_move, post_id


@dataclass(frozen=True)
class Planned:
    """`case` belongs to the city's plan and is shared with the county; `own_case` is its own."""

    draft: int
    node: int
    plan: int
    case: int
    own_case: int
    own_task: int
    open_task: int
    awaits: int
    attachment: int
    clock: int
    correction: int
    declared: str
    entry: int
    document: int
    token: str


def plan_and_work(county: County) -> Planned:
    """A plan under review and a published one, the city's task reported, an own task under way, another not yet given."""
    mark, cadre = county.mark, county.cadre
    draft = _draft(mark, cadre)
    plan, (own, unassigned) = _published(mark, county.union, cadre)
    _work_on(mark, county.city_task, by=county.research, lead=cadre, support=county.town_cadre)
    _assign(own, mark, by=cadre, lead=county.town_cadre)
    clock, correction = _corrected(mark, own, cadre)
    with scoped(cadre.actor):
        declared, entry = _declared(mark, county.union, cadre)
        _promise(mark, plan, own, measured_by=declared)
    document = _urge(own, mark, by=cadre)
    with scoped(BUILDER):
        return Planned(
            draft=draft.pk,
            node=PlanNode.objects.filter(plan=draft, kind="task").order_by("pk")[0].pk,
            plan=plan.pk,
            case=county.city_task.case_id,
            own_case=own.case_id,
            own_task=own.pk,
            open_task=unassigned.pk,
            awaits=Awaits.objects.get(case=own.case_id).pk,
            attachment=Attachment.objects.get(case=county.city_task.case_id).pk,
            clock=clock.pk,
            correction=correction.pk,
            declared=declared,
            entry=entry,
            document=document.pk,
            token=document.token,
        )


def _corrected(mark: str, own: Task, cadre: Figure) -> tuple[Clock, Correction]:
    """A clock of the own task, and another day for it that waits for a second post."""
    with scoped(BUILDER):
        clock = Clock.objects.get(case=own.case_id, name="acceptance")
    reason = f"{mark}送达日期有误"
    with scoped(cadre.actor):
        return clock, propose_correction(clock, new_on=date(2026, 11, 18), reason=reason, actor=cadre.actor, now=NOW)


def _draft(mark: str, cadre: Figure) -> PlanDocument:
    facts = PlanFacts(title=f"{mark}区下半年安排", year=TODAY.year, half="h2", issuer=f"{mark}区总工会")
    text = TEXT.replace("组织", f"{mark}组织")
    with scoped(cadre.actor):
        return upload_plan(text, facts, filename=f"{mark}安排.txt", actor=cadre.actor, now=NOW)


def _published(mark: str, union: Union, cadre: Figure) -> tuple[PlanDocument, list[Task]]:
    wanted = [
        NewTask(
            None,
            f"{mark}{title}",
            f"{mark}{title}，全面完成",
            "harmony",
            f"{mark}措施",
            date(TODAY.year, 1, 1),
            YEAR_END,
        )
        for title in ("建立台账", "组织培训")
    ]
    with scoped(cadre.actor):
        plan = PlanDocument.objects.create(
            union=union,
            title=f"{mark}区{TODAY.year}年工作要点",
            year=TODAY.year,
            sha256="0" * 64,
            text=f"一、{mark}抓好建会。",
            uploaded_at=NOW,
            uploaded_by_id=post_id(cadre),
            state="published",
            published_at=NOW,
        )
        return plan, open_tasks(plan, wanted, actor=cadre.actor, now=NOW)


def _work_on(mark: str, task: Task, *, by: Figure, lead: Figure, support: Figure) -> None:
    """The city's task: assigned to the county, accepted, reported with evidence, waiting for verification."""
    data = {
        "lead": post_id(lead),
        "supports": [post_id(support)],
        "due_on": YEAR_END.isoformat(),
        "standard": f"{mark}每家企业有走访记录",
    }
    make_move(by.actor, task, "assign", data)
    make_move(lead.actor, task, "accept")
    make_move(lead.actor, task, "report", {"text": f"{mark}走访了二十家", "problems": f"{mark}人手不足"}, proof=True)
    make_move(lead.actor, task, "report_done", {"text": f"{mark}全部走访完"})


def _assign(task: Task, mark: str, *, by: Figure, lead: Figure) -> None:
    stages = f"{TODAY.year}-12-15 {mark}完成摸底"
    data = {"lead": post_id(lead), "due_on": YEAR_END.isoformat(), "standard": f"{mark}建成台账", "stages": stages}
    make_move(by.actor, task, "assign", data)


def _urge(task: Task, mark: str, *, by: Figure) -> IssuedDocument:
    """A document of the county's own task, with the file that was made of it and a signed copy."""
    make_move(by.actor, task, "urge", {"reason": f"{mark}进度落后"})
    with scoped(by.actor):
        document = documents_of(task.case).get()
        open_rendering(document, "docx", now=NOW).close()
        scan = receive(SimpleUploadedFile(f"{mark}签章件.pdf", PDF + mark.encode()))
        enter_signed_copy(document, [scan], signed_on=document.issued_on, actor=by.actor, now=NOW)
        return document


def _promise(mark: str, plan: PlanDocument, task: Task, *, measured_by: str) -> None:
    """A target that is measured by a number kept by hand."""
    Target.objects.create(
        plan=plan,
        task=task,
        union=plan.union,
        goal="harmony",
        name=f"{mark}阵地",
        indicator=measured_by,
        value=12,
        unit="个",
        period_from=date(TODAY.year, 1, 1),
        period_to=YEAR_END,
    )


def _declared(mark: str, union: Union, cadre: Figure) -> tuple[str, int]:
    definition = Definition(name=f"{mark}阵地数", definition=f"{mark}挂牌的算一个", unit="个")
    declared = declare(cadre.actor, union=union, definition=definition, now=NOW)
    said = Report(
        union=union,
        period_from=date(TODAY.year, 1, 1),
        period_to=YEAR_END,
        as_of_on=date(TODAY.year, 11, 1),
        value=7,
        evidence_name=f"{mark}统计表.xlsx",
        evidence_sha256=keep(BytesIO(f"{mark}统计表".encode())),
    )
    entry = report(cadre.actor, declared=declared, report=said, now=NOW)
    return f"declared.{declared.pk}", entry.pk
