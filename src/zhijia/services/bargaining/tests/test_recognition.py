"""An employer recognises a regional contract in its own face, or declines with a reason; nobody else finds its case."""

import pytest
from django.urls import reverse

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.models import Case
from zhijia.engines.documents.models import Serving
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Enterprise
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity, make_contact, make_enterprise
from zhijia.services.bargaining.models import Contract, CoverageLink, Recognition
from zhijia.services.bargaining.tests.story import Story
from zhijia.services.bargaining.tests.test_regional import firms, recognise, signed
from zhijia.trail.models import Event

__all__ = ["firms", "signed"]


@pytest.fixture
def asked(city: SmallCity, signed: Story) -> tuple[Story, Figure, Figure, Enterprise]:
    """Two firms of the town have contacts, a third has none; the town's union asks both that can answer here."""
    with scoped(BUILDER):
        loom, dye, silent = (make_enterprise(name, territory=city.north_town, headcount=40) for name in "织染缫")
        contacts = [make_contact(f"{firm.name}代表", of=firm, home=city.north_town) for firm in (loom, dye)]
    signed.at("2026-04-20").make("ask_recognition", {"firms": [loom.pk, dye.pk], "reply_by": "2026-05-20"})
    return signed, contacts[0], contacts[1], silent


def answer(story: Story, figure: Figure, verb: str, data: dict[str, str], *, enterprise: str) -> Story:
    actor = load_actor(figure.user, today=story.today())
    with scoped(BUILDER):
        case_id = Recognition.objects.get(enterprise__name=enterprise).case_id
    Story(story.city, case_id, story.officer, story.now).make(verb, data, by=actor)
    return story


def test_the_contact_reads_the_contract_and_recognises_it_and_the_link_is_the_one_that_paper_leaves(
    asked: tuple[Story, Figure, Figure, Enterprise],
) -> None:
    story, loom, dye, _silent = asked
    with scoped(load_actor(loom.user, today=story.today())):
        case = Case.objects.get()
        assert Serving.objects.filter(case=case).count() == Contract.objects.count() == 1
        assert CoverageLink.objects.count() == 0
    page = loom.client().get(reverse("partner:case", args=[case.pk])).content.decode()
    assert "柳湾镇纺织" in page
    assert "确认适用合同" in page
    assert dye.client().get(reverse("partner:case", args=[case.pk])).status_code == 404

    answer(story.at("2026-04-25"), loom, "recognise", {"headcount": "38", "women": "20"}, enterprise="织")
    recognise(story, f"{_code('缫')} 40 4")

    with scoped(BUILDER):
        links = CoverageLink.objects.order_by("pk").values_list("basis", "headcount", "women", "contract_id")
        assert list(links) == [("recognised", 38, 20, story.contract.pk), ("recognised", 40, 4, story.contract.pk)]
        kinds = Event.objects.filter(subject_id=story.case_id, kind="bargaining.recognised").values_list(
            "data", flat=True
        )
        assert [data["headcount"] for data in kinds.order_by("pk")] == [38, 40]
        assert (
            story.case.paper_entries.filter(verb="recognise").count() == 1
        )  # what came on paper waits for a second post; the other does not
    shown = (
        story.city.town_cadre.client().get(reverse("bargaining:contract", args=[story.contract.pk])).content.decode()
    )
    assert "覆盖 2 家单位" in shown
    assert "待用人单位确认 1 家" in shown


def test_a_firm_that_declines_says_why_and_may_be_asked_again(
    asked: tuple[Story, Figure, Figure, Enterprise],
) -> None:
    story, _loom, dye, _silent = asked
    with pytest.raises(InvalidInput):
        answer(story, dye, "decline", {}, enterprise="染")

    answer(story, dye, "decline", {"reason": "本单位已有更高标准"}, enterprise="染")

    with scoped(BUILDER):
        assert not CoverageLink.objects.exists()
        again = Enterprise.objects.get(name="染")
    with pytest.raises(Refused, match="不能"):
        answer(story, dye, "recognise", {"headcount": "38"}, enterprise="染")
    story.at("2026-06-01").make("ask_recognition", {"firms": [again.pk]})
    shown = (
        story.city.town_cadre.client().get(reverse("bargaining:contract", args=[story.contract.pk])).content.decode()
    )
    assert "本单位已有更高标准" in shown


def test_nobody_answers_for_the_firm_and_paper_waits_until_the_question_is_taken_back(
    asked: tuple[Story, Figure, Figure, Enterprise],
) -> None:
    story, loom, dye, silent = asked

    for figure in (dye, story.city.chair, story.city.town_cadre):
        with pytest.raises((Refused, Case.DoesNotExist)):
            answer(story, figure, "recognise", {"headcount": "38"}, enterprise="织")
    for firm in (silent.pk, story.city.pier.pk):  # nobody can act for it here; not of this town
        with pytest.raises(InvalidInput):
            story.make("ask_recognition", {"firms": [firm]})
    with pytest.raises(InvalidInput) as faulty:
        recognise(story, f"{_code('织')} 40 4")
    assert "请先撤回" in faulty.value.form.errors["firms"][0]
    answer(story, story.city.town_cadre, "withdraw", {"reason": "对方寄来盖章确认书"}, enterprise="织")
    recognise(story, f"{_code('织')} 40 4")

    with scoped(BUILDER):
        assert CoverageLink.objects.get().enterprise.name == "织"
    with pytest.raises(Refused):
        answer(story, loom, "recognise", {"headcount": "38"}, enterprise="织")


def _code(name: str) -> str:
    with scoped(BUILDER):
        return str(Enterprise.objects.get(name=name).credit_code)
