"""The page of any case, its attachments and its corrections."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from zhijia.engines.cases import panels
from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.models import Case, CaseShare, Clock, Correction
from zhijia.engines.cases.panels import register_facts
from zhijia.engines.cases.sharing import employer_party
from zhijia.engines.cases.tests.supply import CODE, make, post_of
from zhijia.engines.documents.models import Attachment
from zhijia.engines.documents.store import path_of
from zhijia.engines.documents.storing import attach, receive
from zhijia.engines.documents.tests import samples
from zhijia.faces.workbench.tests.asking import ask, ask_counted, client_of, send
from zhijia.lib.shanghai import end_of_day
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity
from zhijia.ui.components import Fact

MOST_QUERIES = 14
TABS = ("facts", "documents", "attachments", "timeline", "people")


@pytest.fixture
def under_review(city: SmallCity, case: Case) -> Case:
    make(case, "submit", city.town_cadre.actor)
    return case


@pytest.fixture
def clock(under_review: Case) -> Clock:
    with scoped(BUILDER):
        return Clock.objects.get(case=under_review)


@pytest.fixture
def attachment(city: SmallCity, case: Case) -> Attachment:
    actor = city.town_cadre.actor
    with scoped(actor):
        return attach(case, receive(SimpleUploadedFile("签到 表“1”.pdf", samples.PDF)), actor=actor, now=NOW)


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_the_head_says_what_it_is_where_it_stands_and_what_is_next(city: SmallCity, under_review: Case) -> None:
    text = text_of(ask(city.county_cadre, f"/cases/{under_review.pk}/"))

    for words in (under_review.number, under_review.title, "审核中", "柳湾镇总工会", "等您：批准", "为什么是这天"):
        assert words in text
    assert re.search(rf'href="/cases/{under_review.pk}/approve/" class="btn btn-primary"', text)
    assert text.count("btn-primary") == 1


def test_who_may_not_act_sees_whom_it_awaits_and_no_button(city: SmallCity, under_review: Case) -> None:
    text = text_of(ask(city.leader, f"/cases/{under_review.pk}/"))

    assert "等 北塘区总工会 工会干部·北干事 · 北干事：批准" in text
    assert "btn-primary" not in text
    assert f"/cases/{under_review.pk}/approve/" not in text


def test_what_a_party_does_here_itself_is_no_button_of_the_union(city: SmallCity, under_review: Case) -> None:
    with scoped(BUILDER):
        under_review.awaits.update(post=None, union=None, role="", party=employer_party(city.mill.pk))

    text = text_of(ask(city.county_cadre, f"/cases/{under_review.pk}/"))

    assert "btn-primary" not in text
    assert f"/cases/{under_review.pk}/approve/" in text


def test_the_date_is_explained_by_trigger_rule_arithmetic_and_result(city: SmallCity, under_review: Case) -> None:
    text = text_of(ask(city.county_cadre, f"/cases/{under_review.pk}/"))

    for words in ("2026年11月20日，“审核期限”起算", "5个自然日内", "外地规定，供参考", "2026年11月25日"):
        assert words in text


@pytest.mark.parametrize(("ended_on", "light"), [("2026-11-25", "clock-ok"), ("2026-11-26", "clock-late")])
def test_a_met_clock_shows_only_whether_it_was_met_in_time(
    city: SmallCity, clock: Clock, ended_on: str, light: str
) -> None:
    with scoped(BUILDER):
        Clock.objects.filter(pk=clock.pk).update(state="met", ended_on=ended_on)

    text = text_of(ask(city.county_cadre, f"/cases/{clock.case_id}/"))

    assert f'class="clock {light}"' in text
    assert "已完成" in text
    assert "已结束的时限 1 项" in text


def test_a_date_beyond_the_published_calendar_is_marked_provisional(city: SmallCity, clock: Clock) -> None:
    with scoped(BUILDER):
        Clock.objects.filter(pk=clock.pk).update(
            started_on="2027-01-04", due_on="2027-01-11", due_at=end_of_day(date(2027, 1, 11))
        )

    assert "暂定" in text_of(ask(city.county_cadre, f"/cases/{clock.case_id}/"))


@pytest.mark.parametrize("tab", [*TABS, "nonsense"])
def test_every_tab_is_a_page_within_its_budget(city: SmallCity, under_review: Case, tab: str) -> None:
    response, questions = ask_counted(city.county_cadre, f"/cases/{under_review.pk}/?tab={tab}")

    assert response.status_code == 200
    assert text_of(response).count("<h1>") == 1
    assert questions <= MOST_QUERIES


def test_the_timeline_tells_who_through_which_post_and_what_was_said(city: SmallCity, under_review: Case) -> None:
    make(under_review, "send_back", city.county_cadre.actor, reason="缺少清单")

    text = text_of(ask(city.town_cadre, f"/cases/{under_review.pk}/?tab=timeline"))

    assert "退回申领" in text
    assert "北干事 · 北塘区总工会 · 工会干部·北干事" in text
    assert "审核中 → 起草；缺少清单" in text


def test_the_diagram_lights_the_present_state(city: SmallCity, under_review: Case) -> None:
    text = text_of(ask(city.county_cadre, f"/cases/{under_review.pk}/"))

    assert text.count("state-now") == 1
    assert "起草：提交，成为审核中" in text


def test_the_pane_is_a_fragment_of_the_same_address(city: SmallCity, under_review: Case) -> None:
    text = text_of(ask(city.county_cadre, f"/cases/{under_review.pk}/", **{"HX-Target": "pane"}))

    assert "<html" not in text
    assert "打开全页" in text


@pytest.mark.parametrize("name", ["stranger", "south_chair", "worker", "bureau_officer", "chair"])
def test_a_stranger_finds_none_of_it(city: SmallCity, clock: Clock, attachment: Attachment, name: str) -> None:
    stranger = getattr(city, name)
    with scoped(city.town_cadre.actor):
        correction = Correction.objects.create(
            clock=clock,
            old_on=clock.started_on,
            new_on=clock.started_on - timedelta(days=1),
            reason="写错",
            proposed_at=NOW,
            proposed_by=city.town_cadre.person,
            proposed_by_post=post_of(city.town_cadre),
        )

    for address in (
        f"/cases/{clock.case_id}/",
        f"/cases/attachments/{attachment.pk}/",
        f"/cases/clocks/{clock.pk}/correct/",
    ):
        assert ask(stranger, address).status_code == 404, address
    assert send(stranger, f"/cases/corrections/{correction.pk}/confirm/", {}).status_code == 404
    assert "SL-2026-0" not in text_of(client_of(stranger).get("/search/?q=SL-2026", follow=True))


def test_a_visitor_is_asked_to_log_in(client: object, under_review: Case) -> None:
    response = client.get(f"/cases/{under_review.pk}/")  # type: ignore[attr-defined]

    assert response.headers["Location"].startswith("/accounts/login/")


def test_a_shared_case_opens_for_the_other_county(city: SmallCity, under_review: Case) -> None:
    with scoped(BUILDER):
        CaseShare.objects.create(case=under_review, union=city.south)

    text = text_of(ask(city.stranger, f"/cases/{under_review.pk}/?tab=people"))

    assert "柳湾镇总工会" in text
    assert "北干事" in text


def test_a_service_shows_its_own_facts(city: SmallCity, under_review: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_panels", {})

    def context_of(actor: Actor, case: Case, today: date) -> dict[str, object]:
        return {"facts": [Fact("承办人", actor.name)], "targets": (), "reports": ()}

    register_facts(CODE, "plans/_task_facts.html", context_of)

    with pytest.raises(ValueError, match="already"):
        register_facts(CODE, "plans/_task_facts.html", context_of)
    assert "承办人</dt><dd>北干事" in text_of(ask(city.county_cadre, f"/cases/{under_review.pk}/"))
    assert "承办人" not in text_of(ask(city.county_cadre, f"/cases/{under_review.pk}/?tab=timeline"))


def test_an_attachment_is_handed_out_as_a_download_that_cannot_act(city: SmallCity, attachment: Attachment) -> None:
    response = ask(city.county_cadre, f"/cases/attachments/{attachment.pk}/")

    assert b"".join(response.streaming_content) == samples.PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "private, no-store"


def test_attachments_are_listed_with_who_and_when(city: SmallCity, attachment: Attachment) -> None:
    text = text_of(ask(city.county_cadre, f"/cases/{attachment.case_id}/?tab=attachments"))

    assert "柳干事 · 柳湾镇总工会" in text
    assert attachment.sha256[:12] in text
    assert "1 KB" in text


def test_a_lost_file_is_said_to_be_lost(city: SmallCity, attachment: Attachment) -> None:
    path_of(attachment.sha256).unlink()

    response = ask(city.county_cadre, f"/cases/attachments/{attachment.pk}/")

    assert response.status_code == 410
    assert "请联系系统管理员从备份恢复" in text_of(response)


def test_a_correction_is_proposed_by_one_and_confirmed_by_another(city: SmallCity, clock: Clock) -> None:
    address = f"/cases/clocks/{clock.pk}/correct/"
    new_on = clock.started_on - timedelta(days=2)

    assert ask(city.town_cadre, address).status_code == 200
    proposed = send(city.town_cadre, address, {"new_on": new_on.isoformat(), "reason": "签收单上是18日"})
    with scoped(BUILDER):
        correction = Correction.objects.get()
    own = text_of(ask(city.town_cadre, f"/cases/{clock.case_id}/"))
    other = text_of(ask(city.county_cadre, f"/cases/{clock.case_id}/"))
    confirmed = client_of(city.county_cadre).post(f"/cases/corrections/{correction.pk}/confirm/", follow=True)

    assert proposed.status_code == 302
    assert "等另一岗位确认" in own
    assert "确认更正" not in own
    assert "确认更正" in other
    assert "更正已确认" in text_of(confirmed)
    with scoped(BUILDER):
        assert Clock.objects.get(pk=clock.pk).started_on == new_on


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        ({"new_on": "", "reason": "写错"}, 422, "这个字段是必填项"),
        ({"new_on": "2100-01-01", "reason": "写错"}, 409, "起算日不能晚于今天"),
        ({"new_on": "2026-11-20", "reason": "写错"}, 409, "新的日期和原来的一样"),
    ],
)
def test_a_faulty_correction_comes_back_with_what_was_typed(
    city: SmallCity, clock: Clock, data: dict[str, str], status: int, words: str
) -> None:
    response = send(city.town_cadre, f"/cases/clocks/{clock.pk}/correct/", data)

    assert response.status_code == status
    assert words in text_of(response)
    assert "写错" in text_of(response)


def test_confirming_ones_own_correction_is_refused_with_a_toast(city: SmallCity, clock: Clock) -> None:
    new_on = (clock.started_on - timedelta(days=2)).isoformat()
    send(city.town_cadre, f"/cases/clocks/{clock.pk}/correct/", {"new_on": new_on, "reason": "写错"})
    with scoped(BUILDER):
        correction = Correction.objects.get()

    response = client_of(city.town_cadre).post(f"/cases/corrections/{correction.pk}/confirm/", follow=True)

    assert "更正须由另一人通过另一个岗位确认" in text_of(response)


def test_an_ended_case_says_that_nobody_is_awaited(city: SmallCity, under_review: Case, flow: Flow) -> None:
    make(under_review, "reject", city.county_cadre.actor, reason="超出标准", now=timezone.now())

    text = text_of(ask(city.county_cadre, f"/cases/{under_review.pk}/?tab=people"))

    assert "已经办结，不再等任何人办理" in text
    assert "等您" not in text
