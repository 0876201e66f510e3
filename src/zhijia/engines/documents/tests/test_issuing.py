"""Issuing: number, frozen text, hash, event; who may, who sees, and that nothing is changed afterwards."""

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.http import Http404

from zhijia.engines.cases.flow import Flow, NamedParty, Paper
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.queries import timeline_of
from zhijia.engines.cases.tests.supply import make, open_supply, registered, supply_of
from zhijia.engines.documents.composing.paper import paper_from
from zhijia.engines.documents.issuing.issue import Entry, annul_document, issue_document, issue_documents
from zhijia.engines.documents.issuing.numbering import set_word
from zhijia.engines.documents.models import DocumentNumber, IssuedDocument
from zhijia.engines.documents.queries import documents_of, get_document
from zhijia.engines.documents.tests.letters import CODE, DATA, SERIES, issue, registered_letter
from zhijia.engines.documents.tests.roles import ActingAs, run_as
from zhijia.lib.sentences import Refused
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity, make_contact
from zhijia.trail.models import Event
from zhijia.trail.record import Subject

pytestmark = pytest.mark.usefixtures("letter")
NEXT_YEAR = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)


def test_an_issued_document_carries_number_text_and_the_hash_of_that_text(city: SmallCity, case: Case) -> None:
    document = issue(case, city.county_cadre.actor)

    assert document.number == "北塘区总工会函〔2026〕1号"
    assert document.title == "关于物资申领的函"
    assert document.issuer == "北塘区总工会"
    assert document.issued_on == date(2026, 11, 20)
    assert document.sha256 == sha256(document.model.encode()).hexdigest()
    assert paper_from(document.model).number == document.number
    assert document.data["due_on"] == "2026-11-20"


def test_issuing_leaves_one_event_that_names_number_and_hash(city: SmallCity, case: Case) -> None:
    document = issue(case, city.county_cadre.actor)

    with scoped(BUILDER):
        newest = timeline_of(case)[0]
    assert newest.kind == "documents.issued"
    assert (newest.from_state, newest.to_state) == ("draft", "draft")
    assert (newest.data["number"], newest.data["sha256"]) == (document.number, document.sha256)


def test_numbers_count_by_union_and_by_year(city: SmallCity, case: Case) -> None:
    numbers = [issue(case, city.county_cadre.actor).number for _ in range(2)]
    numbers.append(issue(case, city.town_cadre.actor).number)
    with scoped(city.county_cadre.actor):
        later = issue_document(case, CODE, DATA, actor=city.county_cadre.actor, now=NEXT_YEAR)

    assert [*numbers, later.number] == [
        "北塘区总工会函〔2026〕1号",
        "北塘区总工会函〔2026〕2号",
        "柳湾镇总工会函〔2026〕1号",
        "北塘区总工会函〔2027〕1号",
    ]


def test_a_rolled_back_document_gives_its_number_back(city: SmallCity, case: Case) -> None:
    issue(case, city.county_cadre.actor)
    with transaction.atomic():
        issue(case, city.county_cadre.actor)
        transaction.set_rollback(True)

    assert issue(case, city.county_cadre.actor).serial == 2


def test_a_union_numbers_under_its_own_word_from_then_on(city: SmallCity, case: Case) -> None:
    issue(case, city.county_leader.actor)
    with scoped(city.county_leader.actor):
        set_word(SERIES, "北工函", actor=city.county_leader.actor, now=NOW)

    assert issue(case, city.county_cadre.actor).number == "北工函〔2026〕1号"
    with scoped(BUILDER):
        event = Event.objects.get(kind="documents.series_set")
        assert event.data == {"series": SERIES.code, "before": "", "after": "北工函"}


@pytest.mark.parametrize("word", ["", "北", "北工函〔2026〕", "BGH", "北工 函", "北" * 17])
def test_a_word_is_chinese_and_has_no_year(city: SmallCity, word: str) -> None:
    with scoped(city.county_leader.actor), pytest.raises(Refused, match="不带年份"):
        set_word(SERIES, word, actor=city.county_leader.actor, now=NOW)


@pytest.mark.parametrize("who", ["county_cadre", "chair", "stranger", "worker", "bureau_officer"])
def test_who_may_set_the_word_of_a_series(city: SmallCity, who: str) -> None:
    actor = getattr(city, who).actor

    with scoped(actor):
        if who == "chair":
            assert set_word(SERIES, "青工函", actor=actor, now=NOW).union_id == city.mill_union.pk
        else:
            with pytest.raises(Refused, match="由本单位领导"):
                set_word(SERIES, "青工函", actor=actor, now=NOW)


def test_two_series_of_a_union_never_share_a_word(city: SmallCity) -> None:
    actor = city.county_leader.actor
    with scoped(actor):
        set_word(SERIES, "北工函", actor=actor, now=NOW)
        with pytest.raises(Refused, match="请换一个代字"):
            set_word(replace(SERIES, code="tests.other"), "北工函", actor=actor, now=NOW)


def test_kinds_of_union_that_may_not_issue_are_told_who_may(city: SmallCity, case: Case, tmp_path: Path) -> None:
    with (
        registered_letter(tmp_path, code="tests.county", issuer_kinds=frozenset({UnionKind.COUNTY})),
        pytest.raises(Refused, match=r"由县（市、区）总工会印发，请报请上级工会办理"),
        scoped(city.town_cadre.actor),
    ):
        issue_document(case, "tests.county", DATA, actor=city.town_cadre.actor, now=NOW)


def test_a_party_without_a_post_issues_nothing_that_is_numbered(city: SmallCity, case: Case, tmp_path: Path) -> None:
    actor = city.worker.actor
    with scoped(BUILDER), pytest.raises(Refused, match="通过岗位"):
        issue_document(case, CODE, DATA, actor=actor, now=NOW)
    with registered_letter(tmp_path, code="tests.plain", series=None), scoped(BUILDER):
        document = issue_document(case, "tests.plain", DATA, actor=actor, now=NOW)

    assert (document.number, document.union_id, document.issuer) == ("", case.union_id, "青小工")


def test_a_party_numbers_in_one_register_whatever_union_it_deals_with_and_no_union_voids_its_paper(
    city: SmallCity, case: Case, tmp_path: Path
) -> None:
    with scoped(BUILDER):
        contact = make_contact("柯经理", of=city.mill, home=city.north_town).actor
        Case.objects.filter(pk=case.pk).update(enterprise=city.mill)
    prepared = Entry(case, DATA, NamedParty(f"employer:{city.mill.pk}", city.mill.name))

    with scoped(BUILDER):
        own = issue_document(case, CODE, DATA, actor=contact, now=NOW)
    with scoped(city.county_cadre.actor):
        (for_it,) = issue_documents([prepared], CODE, actor=city.county_cadre.actor, now=NOW)
        unions = issue_document(case, CODE, DATA, actor=city.county_cadre.actor, now=NOW)
        with pytest.raises(Refused, match="只有印发单位"):
            annul_document(own, reason="有误。", actor=city.county_cadre.actor, now=NOW)
        void = annul_document(for_it, reason="有误。", actor=city.county_cadre.actor, now=NOW)

    name = city.mill.name
    assert [own.number, for_it.number, void.number] == [f"{name}函〔2026〕{n}号" for n in (1, 2, 3)]
    assert (own.issuer, for_it.issuer, for_it.party) == (name, name, f"employer:{city.mill.pk}")
    assert (unions.number, unions.party) == ("北塘区总工会函〔2026〕1号", "")


def test_a_document_may_be_about_something_that_is_no_case(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    about = Subject("organisation.union", city.north.pk, city.north.name)
    with scoped(actor):
        document = issue_document(about, CODE, DATA, actor=actor, now=NOW)
        document.refresh_from_db()

    assert (document.case_id, document.path) == (None, city.north.path)
    with scoped(city.stranger.actor), pytest.raises(Http404):
        get_document(city.stranger.actor, document.pk)


VIEWERS = {
    "town_cadre": True,
    "county_cadre": True,
    "leader": True,
    "chair": False,
    "worker": False,
    "stranger": False,
    "south_chair": False,
    "bureau_officer": False,
}


@pytest.mark.parametrize(("who", "sees"), VIEWERS.items())
def test_who_sees_a_document_of_the_town(city: SmallCity, case: Case, who: str, sees: bool) -> None:
    document = issue(case, city.town_cadre.actor)
    actor = getattr(city, who).actor

    with scoped(actor):
        if sees:
            assert get_document(actor, document.pk) == document
        else:
            with pytest.raises(Http404):
                get_document(actor, document.pk)
        assert IssuedDocument.objects.filter(pk=document.pk).exists() is sees


@pytest.mark.parametrize("role", ["default", "batch"])
@pytest.mark.parametrize("table", ["issueddocument", "rendering", "signedcopy"])
@pytest.mark.parametrize("statement", ["UPDATE documents_{} SET path = path", "DELETE FROM documents_{}"])
def test_nothing_issued_is_ever_changed_or_removed(
    city: SmallCity,
    case: Case,
    role: str,
    table: str,
    statement: str,
    acting_as: ActingAs,
) -> None:
    issue(case, city.county_cadre.actor)

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        run_as(role, statement.format(table), acting_as)


def test_the_database_refuses_a_text_that_has_not_its_hash(city: SmallCity, case: Case) -> None:
    document = issue(case, city.county_cadre.actor)
    document.pk, document.token, document.serial = None, "x" * 22, 99
    document.model = document.model.replace("第一段", "第二段")

    with scoped(BUILDER), pytest.raises(IntegrityError, match="issued_hash_is_of_model"), transaction.atomic():
        document.save(force_insert=True)


def test_an_annulment_is_another_document_in_the_same_series(city: SmallCity, case: Case) -> None:
    actor = city.county_cadre.actor
    document = issue(case, actor)
    with scoped(actor):
        annulment = annul_document(document, reason="所列数量有误。", actor=actor, now=NOW)

        assert annulment.number == "北塘区总工会函〔2026〕2号"
        assert annulment.annuls == document
        assert "《关于物资申领的函》（北塘区总工会函〔2026〕1号）" in annulment.model
        assert [row.pk for row in documents_of(case)] == [annulment.pk, document.pk]
        assert timeline_of(case)[0].kind == "documents.annulled"
        document.refresh_from_db()
        assert document.sha256 == sha256(document.model.encode()).hexdigest()


def test_a_document_is_annulled_once_and_an_annulment_never(city: SmallCity, case: Case) -> None:
    actor = city.county_cadre.actor
    document = issue(case, actor)
    with scoped(actor):
        annulment = annul_document(document, reason="有误。", actor=actor, now=NOW)

        with pytest.raises(Refused, match="已经作废"):
            annul_document(document, reason="有误。", actor=actor, now=NOW)
        with pytest.raises(Refused, match="不能再作废"):
            annul_document(annulment, reason="有误。", actor=actor, now=NOW)


@pytest.mark.parametrize("who", ["leader", "town_cadre", "stranger", "worker"])
def test_only_the_issuing_union_annuls(city: SmallCity, case: Case, who: str) -> None:
    document = issue(case, city.county_cadre.actor)
    actor = getattr(city, who).actor

    with scoped(actor), pytest.raises(Refused, match="只有印发单位"):
        annul_document(document, reason="有误。", actor=actor, now=NOW)


def test_a_move_issues_the_document_that_it_names(city: SmallCity) -> None:
    def with_letter(flow: Flow) -> Flow:
        named = Paper(CODE, lambda turn: {**DATA, "receiver": turn.case.title})
        moves = (replace(move, document=named) if move.verb == "approve" else move for move in flow.moves)
        return replace(flow, moves=tuple(moves))

    with registered(supply_of(city), change=with_letter) as flow:
        case = open_supply(city, flow)
        make(case, "submit", city.town_cadre.actor)
        make(case, "approve", city.county_cadre.actor)

    with scoped(BUILDER):
        (document,) = documents_of(case)
        kinds = [event.kind for event in timeline_of(case)]
    assert paper_from(document.model).addressee == "申领十顶安全帽"
    assert kinds[:2] == ["documents.issued", "tests.supply.approved"]


def test_the_counter_of_another_county_cannot_be_touched(city: SmallCity, case: Case) -> None:
    issue(case, city.county_cadre.actor)

    with scoped(city.stranger.actor):
        assert not DocumentNumber.objects.exists()
        assert DocumentNumber.objects.update(last=7) == 0
