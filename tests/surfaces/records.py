"""The records of one county, one of each kind that has a page, a list, an export or a form."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.surfaces.bargaining import bargain
from tests.surfaces.partners import let_in
from tests.surfaces.supervision import supervise
from zhijia.engines.cases.corrections import propose_correction
from zhijia.engines.cases.models import Awaits, Clock
from zhijia.engines.documents.issuing.signing import enter_signed_copy
from zhijia.engines.documents.models import Attachment, IssuedDocument
from zhijia.engines.documents.queries import documents_of
from zhijia.engines.documents.rendering.delivering import open_rendering
from zhijia.engines.documents.store import keep
from zhijia.engines.documents.storing import receive
from zhijia.engines.documents.tests.samples import PDF
from zhijia.engines.indicators.declaring import Definition, Report, declare, report
from zhijia.engines.messages.models import Delivery
from zhijia.engines.messages.preferences import set_address
from zhijia.engines.messages.sending import Line, send
from zhijia.lib.sentences import Sentence
from zhijia.lib.stored_sentences import as_stored
from zhijia.organisation.accounts.passwords import ask_reset
from zhijia.organisation.accounts.slips import write_slips
from zhijia.organisation.actions.exports import Wanted, ask_export
from zhijia.organisation.models import (
    Employment,
    Enterprise,
    ImportBatch,
    ImportRow,
    OtherParent,
    Union,
)
from zhijia.organisation.models.imports import ImportState, ImportVerdict
from zhijia.organisation.models.unions import ParentKind
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, LONG_AGO, NOW, TODAY, Figure
from zhijia.services.plans.actions import PlanFacts, upload_plan
from zhijia.services.plans.models import PlanDocument, PlanNode, Target, Task
from zhijia.services.plans.tasks.opening import NewTask, open_tasks
from zhijia.services.plans.tests.review.trees import TEXT
from zhijia.services.plans.tests.tasks.story import YEAR_END, make_move, post_id


@dataclass(frozen=True)
class Side:
    """Ids of one county's records. `case` belongs to the city's plan and is shared with the county; `own_case` is its own."""

    mark: str
    path: str
    county: int
    town: int
    union: int
    other_parent: int
    enterprise: int
    coverage: int
    person: int
    post: int
    county_post: int
    holding: int
    employment: int
    reset: int
    batch: int
    export: int
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
    delivery: int
    declared: str
    entry: int
    bargaining_case: int
    contract: int
    inspection: int
    contract_draft: int
    campaign_draft: int
    campaign: int
    supervision_case: int
    clue: int
    document: int
    token: str
    mandate: int
    bureau: int
    serving: int
    own_attachment: int


def build_side(
    mark: str,
    *,
    union: Union,
    town: Union,
    enterprise: Enterprise,
    enterprise_union: Union,
    root: Union,
    cadre: Figure,
    town_cadre: Figure,
    chair: Figure,
    research: Figure,
    city_task: Task,
    contact: Figure,
) -> Side:
    """Fill one county and return where everything is."""
    assert chair.post is not None
    draft = _draft(mark, cadre)
    plan, (own, unassigned) = _published(mark, union, cadre)
    _work_on(mark, city_task, by=research, lead=cadre, support=town_cadre)
    _assign(own, mark, by=cadre, lead=town_cadre)
    with scoped(BUILDER):
        clock = Clock.objects.get(case=own.case_id, name="acceptance")
        coverage, holding = enterprise.coverages.get(), chair.post.holdings.get()
        employment = Employment.objects.create(person=chair.person, enterprise=enterprise, from_on=LONG_AGO)
        other_parent = OtherParent.objects.create(
            union=enterprise_union, kind=ParentKind.FUNDS, parent=town, from_on=LONG_AGO, path=enterprise_union.path
        )
        batch = _batch(mark, cadre)
        write_slips(cadre.actor, [chair.user], now=NOW)
    bargained = bargain(mark, union=enterprise_union, enterprise=enterprise, chair=chair, cadre=cadre)
    supervised = supervise(mark, union=enterprise_union, enterprise=enterprise, chair=chair)
    delivery = _delivery(mark, chair)
    with scoped(cadre.actor):
        correction = propose_correction(
            clock, new_on=date(2026, 11, 18), reason=f"{mark}送达日期有误", actor=cadre.actor, now=NOW
        )
        reset = ask_reset(cadre.actor, chair.user, reason=f"{mark}忘记密码", now=timezone.now())
        export = ask_export(cadre.actor, Wanted(), people=3, reason=f"{mark}核对名单", now=NOW)
        declared, entry = _declared(mark, union, cadre)
        _promise(mark, plan, own, measured_by=declared)
    document = _urge(own, mark, by=cadre)
    given = let_in(mark, case=bargained.case, document=document, contact=contact, cadre=cadre, keeper=union)
    with scoped(BUILDER):
        return Side(
            mark=mark,
            path=union.path,
            county=union.pk,
            town=town.pk,
            union=enterprise_union.pk,
            other_parent=other_parent.pk,
            enterprise=enterprise.pk,
            coverage=coverage.pk,
            person=chair.person.pk,
            post=chair.post.pk,
            county_post=post_id(cadre),
            holding=holding.pk,
            employment=employment.pk,
            reset=reset.pk,
            batch=batch.pk,
            export=export.pk,
            draft=draft.pk,
            node=PlanNode.objects.filter(plan=draft, kind="task").order_by("pk")[0].pk,
            plan=plan.pk,
            case=city_task.case_id,
            own_case=own.case_id,
            own_task=own.pk,
            open_task=unassigned.pk,
            awaits=Awaits.objects.get(case=own.case_id).pk,
            attachment=Attachment.objects.get(case=city_task.case_id).pk,
            clock=clock.pk,
            correction=correction.pk,
            delivery=delivery,
            declared=declared,
            entry=entry,
            bargaining_case=bargained.case,
            contract=bargained.contract,
            inspection=bargained.inspection,
            contract_draft=bargained.draft,
            campaign_draft=bargained.campaign_draft,
            campaign=bargained.campaign,
            supervision_case=supervised.case,
            clue=supervised.clue,
            document=document.pk,
            token=document.token,
            **vars(given),
        )


def _delivery(mark: str, chair: Figure) -> int:
    """A message by e-mail that did not arrive."""
    with scoped(chair.actor):
        set_address(chair.actor, "email", "chair@example.org")
        send([Line(post_id(chair), None, "cases.clock_overdue", f"{mark}逾期")], now=NOW, today=TODAY)
    with scoped(BUILDER):
        delivery = Delivery.objects.order_by("-pk")[0]
        Delivery.objects.filter(pk=delivery.pk).update(state="failed", last_error=f"{mark}邮件服务器没有接收")
    return delivery.pk


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


def _batch(mark: str, cadre: Figure) -> ImportBatch:
    batch = ImportBatch.objects.create(
        kind="unions",
        filename=f"{mark}名册.xlsx",
        sha256="1" * 64,
        state=ImportState.CHECKED,
        uploaded_at=NOW,
        uploaded_by_id=post_id(cadre),
        header=["名称"],
        path="",
    )
    ImportRow.objects.create(
        batch=batch,
        row_no=2,
        cells=[f"{mark}新工会"],
        verdict=ImportVerdict.REFUSED,
        reasons=as_stored([Sentence("{name}重复", {"name": mark})]),
        path="",
    )
    return batch


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
