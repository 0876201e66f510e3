"""An employer and a labour bureau act in their own face, on what was shared with them, and find nothing else."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from zhijia.engines.cases.models import Case
from zhijia.engines.documents.models import Attachment, IssuedDocument, Serving
from zhijia.engines.documents.serving import acknowledge, serve
from zhijia.engines.documents.storing import attach, receive
from zhijia.engines.documents.tests.samples import PDF
from zhijia.faces.partner.gate import is_open_to_parties
from zhijia.faces.partner.tests.conftest import Outside
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Employment
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity
from zhijia.services.bargaining.tests.story import Story, moment

ANSWER = {"decision": "agree", "signer": "柯经理", "signer_authority": "法定代表人授权"}
FILING = {"copies": "3", "has_explanation": "on", "bureau_name": "北塘区人力资源和社会保障局"}


def rows(actor: Actor, table: str, condition: str = "true") -> int:
    """What raw SQL shows this actor of a table."""
    with scoped(actor), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {condition}")
        return int(cursor.fetchone()[0])


def page(figure: Figure, name: str, *args: object) -> tuple[int, str]:
    response = figure.client().get(reverse(name, args=args))
    return response.status_code, response.content.decode()


def file_here(story: Story, outside: Outside) -> Story:
    """The employer files the signed text with the bureau in its own face."""
    story.make("file", FILING, by=outside.of(outside.contact, story), scan=True)
    return story


def test_the_contact_receives_and_answers_the_offer_and_the_term_runs_from_her_receipt(
    story: Story, outside: Outside
) -> None:
    contact = outside.of(outside.contact, story)

    story.at("2026-03-04").make("record_service", by=contact)
    story.at("2026-03-20").make("agree", {**ANSWER, "replied_on": "2026-03-05"}, by=contact)

    assert story.state == "accepted"
    assert str(story.clock("reply").started_on) == "2026-03-04"
    with scoped(BUILDER):
        reply = story.bargaining.offers.get().reply
        assert not story.case.paper_entries.exists()
    assert (str(reply.replied_on), reply.channel) == ("2026-03-20", "online")  # typed days do not count


@pytest.mark.parametrize("who", ["other", "officer", "elsewhere"])
def test_before_it_is_filed_nobody_but_the_employer_finds_the_case(story: Story, outside: Outside, who: str) -> None:
    figure = getattr(outside, who)

    assert page(figure, "partner:case", story.case_id)[0] == 404
    assert page(figure, "partner:move", story.case_id, "agree")[0] == 404
    with pytest.raises(Case.DoesNotExist):
        story.make("agree", ANSWER, by=outside.of(figure, story))
    for table in ("cases_case", "bargaining_bargaining", "bargaining_offer", "documents_issueddocument"):
        assert rows(outside.of(figure, story), table) == 0


def test_the_bureau_is_told_what_came_before_it_and_not_how_the_talks_went(story: Story, outside: Outside) -> None:
    """The employer, who sat at the table, reads all of it."""
    file_here(sign_here(story, outside).at("2026-04-03"), outside)

    of_bureau, of_employer = (page(who, "partner:case", story.case_id)[1] for who in (outside.officer, outside.contact))

    for step in ("开始协商", "草案表决", "签订合同"):
        assert (step in of_bureau, step in of_employer) == (False, True), step
    assert "已签订 → 已报送" in of_bureau


def test_the_home_says_what_awaits_the_employer_and_the_page_what_it_may_do(story: Story, outside: Outside) -> None:
    status, home = page(outside.contact, "partner:home")

    assert (status, "签收" in home, story.case.number in home) == (200, True, True)
    status, text = page(outside.contact, "partner:case", story.case_id)
    assert (status, "拒绝要约" in text, "协商立项" in text) == (200, True, False)
    assert "工资增长" not in text  # an offer is read once it was received


def test_a_bureau_sees_a_case_once_the_text_is_filed_with_it_and_only_what_was_filed(
    story: Story, outside: Outside
) -> None:
    officer = outside.of(outside.officer, story)
    sign_here(story, outside)
    assert rows(officer, "cases_case") == 0

    file_here(story, outside)

    assert rows(officer, "cases_case") == 1
    assert rows(officer, "documents_attachment") == 1  # the text, not what the employer gave the union before
    assert rows(officer, "bargaining_offer") == rows(officer, "bargaining_meeting") == 0
    assert rows(officer, "bargaining_contract") == rows(officer, "bargaining_filing") == 1
    assert page(outside.elsewhere, "partner:case", story.case_id)[0] == 404
    story.make("number_receipt", {"receipt_number": "2026-17"}, by=officer)
    story.make("review", {"opinion": "no_objection", "reviewer": "北科长", "is_sealed": "on"}, by=officer)
    assert story.clock("review").set_on == story.today()
    with scoped(BUILDER):
        assert story.contract.filings.get().review.channel == "online"


def test_a_text_filed_here_is_received_at_once_and_a_silent_bureau_lets_it_take_effect_cb_057(
    story: Story, outside: Outside
) -> None:
    file_here(sign_here(story, outside).at("2026-04-03"), outside)

    assert str(story.clock("review").due_on) == "2026-04-20"  # the 15th day, Saturday the 18th, rolls to Monday
    officer = outside.of(outside.officer, story)
    story.at("2026-04-07").make("number_receipt", {"receipt_number": "2026-17"}, by=officer)
    assert story.at("2026-04-20", 23, 59, 59).sweep().state == "filed"
    assert story.at("2026-04-21", 0, 0, 0).sweep().state == "effective"
    assert str(story.contract.effective_on) == "2026-04-21"
    status, text = page(outside.officer, "partner:case", story.case_id)
    assert (status, story.clock("expiry").state) == (200, "running")
    assert ("合同期满" in text, "公布合同" in text) == (False, False), "terms of the two sides"


def sign_here(story: Story, outside: Outside) -> Story:
    """From the offer to the signature, the employer acting in its face, with data that only the union may see."""
    contact = outside.of(outside.contact, story)
    story.at("2026-03-03").make("record_service", by=contact)
    story.at("2026-03-11").make("agree", ANSWER, by=contact)
    story.at("2026-03-12").make("prepare")
    story.make("ask_data", {"asked_by": "workers", "item": "上年工资总额", "requested_on": "2026-03-12"})
    with scoped(BUILDER):
        asked = story.bargaining.data_requests.get().pk
    story.make("provide_data", {"items": [asked]}, by=contact, scan=True)
    story.seat_both().at("2026-03-16").make("begin_talks", {"first_meeting_on": "2026-03-16"})
    story.at("2026-03-17").meet().draft("2026-04-01", "2027-03-31").initial().table().at("2026-03-30").vote()
    return story.confirm_papers().at("2026-03-31").sign()


def test_the_employer_seats_only_its_own_side(story: Story, outside: Outside) -> None:
    contact = outside.of(outside.contact, story)
    story.at("2026-03-03").make("record_service", by=contact).at("2026-03-11").make("agree", ANSWER, by=contact)
    seat = {
        "side": "workers",
        "name": "冒名",
        "chosen_by": "appointed",
        "is_confidential": "on",
        "from_on": "2026-03-11",
    }

    story.make("name_negotiator", seat, by=contact)

    with scoped(BUILDER):
        assert story.bargaining.negotiators.get().side == "employer"


def test_what_the_workers_side_prepares_stays_its_own(story: Story, outside: Outside) -> None:
    contact = outside.of(outside.contact, story)
    story.at("2026-03-03").make("record_service", by=contact).at("2026-03-11").make("agree", ANSWER, by=contact)
    story.make("prepare").make("record_issue", {"head": "工资", "workers_position": "至少百分之八", "status": "open"})
    story.draft("2026-04-01", "2027-03-31")

    for table in ("bargaining_issue", "bargaining_draft", "bargaining_clause", "cases_comment"):
        assert rows(contact, table) == 0
    assert rows(contact, "bargaining_offer") == 1
    assert "至少百分之八" not in page(outside.contact, "partner:case", story.case_id)[1]


@pytest.fixture
def paper(story: Story, city: SmallCity) -> Attachment:
    """A scan that the union keeps on the case."""
    with scoped(city.chair.actor):
        upload = receive(SimpleUploadedFile("测算.pdf", PDF))
        return attach(story.case, upload, actor=city.chair.actor, now=story.now)


def test_a_paper_is_seen_once_it_was_served_and_read_once_it_was_signed_for(
    story: Story, city: SmallCity, outside: Outside, paper: Attachment
) -> None:
    contact = outside.of(outside.contact, story)
    url = reverse("partner:attachment", args=[paper.pk])
    assert rows(contact, "documents_attachment") == 0
    assert outside.contact.client().get(url).status_code == 404

    with scoped(city.chair.actor):
        serving = serve(paper, contact.parties[0], actor=city.chair.actor, now=story.now)
        assert serve(paper, contact.parties[0], actor=city.chair.actor, now=story.now).pk == serving.pk

    assert outside.contact.client().get(url).status_code == 404
    assert "待签收" in page(outside.contact, "partner:case", story.case_id)[1]
    assert outside.other.client().post(reverse("partner:receive", args=[serving.pk])).status_code == 404
    assert outside.contact.client().post(reverse("partner:receive", args=[serving.pk])).status_code == 302
    assert b"".join(outside.contact.client().get(url)) == PDF
    assert rows(outside.of(outside.officer, story), "documents_attachment") == 0


def test_a_receipt_is_entered_once_and_nothing_else_of_a_serving_changes(
    story: Story, city: SmallCity, outside: Outside, paper: Attachment
) -> None:
    contact = outside.of(outside.contact, story)
    with scoped(city.chair.actor):
        serving = serve(paper, contact.parties[0], actor=city.chair.actor, now=story.now)

    with scoped(contact):
        first = acknowledge(serving, actor=contact, now=moment("2026-03-05"))
        again = acknowledge(serving, actor=contact, now=moment("2026-03-09"))
        assert first.received_at == again.received_at == moment("2026-03-05")
    for figure in (outside.other, outside.officer):
        other = outside.of(figure, story)
        with scoped(other), pytest.raises(Refused):
            acknowledge(serving, actor=other, now=story.now)
    assert rows(contact, "documents_serving", f"id = {serving.pk} AND party = 'employer:{city.mill.pk}'") == 1


def test_a_party_cannot_serve_itself_what_it_was_not_given(
    story: Story, city: SmallCity, outside: Outside, paper: Attachment
) -> None:
    contact = outside.of(outside.contact, story)

    with scoped(contact), pytest.raises(Refused, match="承办单位"):
        serve(paper, contact.parties[0], actor=contact, now=story.now)
    with pytest.raises(Exception, match="row-level security"), scoped(contact):
        Serving.objects.create(
            case_id=story.case_id,
            attachment_id=paper.pk,
            party=contact.parties[0],
            served_at=story.now,
            served_by_label="自己",
        )


def test_the_same_file_brought_by_both_sides_is_two_files(story: Story, outside: Outside, paper: Attachment) -> None:
    contact = outside.of(outside.contact, story)

    with scoped(contact):
        upload = receive(SimpleUploadedFile("测算.pdf", PDF))
        own = attach(story.case, upload, actor=contact, now=story.now)

    assert (own.pk != paper.pk, own.party) == (True, contact.parties[0])


OURS = ("workbench:desk", "workbench:search", "workbench:inbox", "organising:unions", "bargaining:list", "portal:home")


@pytest.mark.parametrize("name", OURS)
def test_no_page_of_the_unions_is_there_for_a_party(outside: Outside, city: SmallCity, name: str) -> None:
    assert page(outside.contact, name)[0] == 404


def test_the_gate_opens_what_is_named_and_nothing_else(story: Story) -> None:
    assert is_open_to_parties(reverse("entrance:account"))
    assert is_open_to_parties(reverse("organising:parameters"))
    assert not is_open_to_parties(reverse("cases:case", args=[story.case_id]))
    assert not is_open_to_parties("/nowhere/")


@pytest.mark.parametrize("who", ["leader", "county_cadre", "chair", "worker", "stranger"])
def test_this_face_is_there_for_parties_only(city: SmallCity, story: Story, who: str) -> None:
    figure = getattr(city, who)

    assert page(figure, "partner:home")[0] == 404
    assert page(figure, "partner:case", story.case_id)[0] == 404


def test_the_form_is_made_once_however_often_it_is_sent(story: Story, outside: Outside) -> None:
    client, url = outside.contact.client(), reverse("partner:move", args=[story.case_id, "record_service"])
    key = {"key": str(uuid4())}

    first, second = client.post(url, key), client.post(url, key)

    assert (first.status_code, second.status_code) == (302, 302)
    assert client.post(url, {"key": str(uuid4())}).status_code == 409


def test_a_document_is_not_found_before_it_is_served(story: Story, city: SmallCity, outside: Outside) -> None:
    contact = outside.of(outside.contact, story)
    with scoped(BUILDER):
        issued = IssuedDocument.objects.filter(case_id=story.case_id).count()
        served = Serving.objects.filter(case_id=story.case_id, document__isnull=False).count()

    assert rows(contact, "documents_issueddocument") == served <= issued


def test_a_contact_who_works_there_goes_over_to_her_own_affairs_and_back(story: Story, outside: Outside) -> None:
    switch, client = reverse("entrance:choose_face"), outside.contact.client()
    assert client.post(switch).status_code == 404  # not registered as working anywhere
    with scoped(BUILDER):
        Employment.objects.create(
            person=outside.contact.person, enterprise=story.city.mill, from_on=moment("2020-01-01").date()
        )
    assert "切换到职工本人" in client.get(reverse("partner:home")).content.decode()

    assert client.post(switch).status_code == 302

    home = client.get(reverse("home"), follow=True)
    assert "切换到授权联系人" in home.content.decode()
    assert client.get(reverse("portal:union")).status_code == 200
    for name, args in (("partner:home", ()), ("partner:case", (story.case_id,))):
        assert (
            client.get(reverse(name, args=args)).status_code == 404
        )  # her mandate does not act beside her own affairs
    assert client.post(switch).status_code == 302
    assert client.get(reverse("partner:case", args=[story.case_id])).status_code == 200
    assert story.city.chair.client().post(switch).status_code == 404
