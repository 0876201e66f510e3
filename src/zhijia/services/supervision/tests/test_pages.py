"""Pages of supervision: opening in one click from a refused bargaining, and what the case pages of both then say."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

from django.test import Client
from django.urls import reverse

from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.tests.story import open_story as open_bargaining_story
from zhijia.services.supervision.models import Supervision
from zhijia.services.supervision.views.forms import REFUSED
from zhijia.trail.models import Event


def opening_of(client: Client, case_id: int) -> str:
    """The address behind the button beside a bargaining, empty where there is none."""
    panels = client.get(reverse("cases:case", args=[case_id])).context["beside"]
    return panels[0]["open_url"] if panels else ""


def test_a_refused_bargaining_leads_to_its_supervision_once_its_reasons_are_judged_cb_004(city: SmallCity) -> None:
    bargaining = open_bargaining_story(city)
    client = city.chair.client()
    assert opening_of(client, bargaining.case_id) == ""
    bargaining.send_offer().serve("2026-03-02").at("2026-03-09").refuse("2026-03-09")

    assert opening_of(client, bargaining.case_id) == "", "nobody has judged the reasons"
    url = reverse("supervision:open", args=[city.mill_union.pk]) + f"?origin={bargaining.case_id}"
    too_early = client.post(url, client.get(url).context["form"].initial)
    assert (too_early.status_code, "审查拒绝理由" in too_early.content.decode()) == (REFUSED, True)

    bargaining.confirm_papers().at("2026-03-12").review_refusal("unjustified")
    address = opening_of(client, bargaining.case_id)
    form = client.get(address).context["form"]
    assert form.initial["occurred_from"] == date(2026, 3, 9), "the day of the refusal"
    answer = client.post(address, form.initial)

    with scoped(BUILDER):
        supervision = Supervision.objects.select_related("case").get()
    assert answer.headers["Location"] == reverse("cases:case", args=[supervision.case_id])
    assert (supervision.origin_id, supervision.matter) == (bargaining.case_id, "bargaining")
    assert bargaining.case.number in supervision.facts
    assert opening_of(client, bargaining.case_id) == ""
    beside = client.get(reverse("cases:case", args=[bargaining.case_id])).context["beside"]
    assert beside[0]["supervision"] == supervision


def test_silence_leads_to_supervision_from_the_day_of_the_missed_term_a_good_reason_never(city: SmallCity) -> None:
    silent = open_bargaining_story(city).send_offer().serve("2026-03-02").confirm_papers()
    term = silent.clock("reply").due_on
    silent.at("2026-05-06").sweep()
    form = city.chair.client().get(opening_of(city.chair.client(), silent.case_id)).context["form"]
    assert (silent.state, form.initial["occurred_from"]) == ("refused", term)

    silent.send_offer().serve("2026-05-06").at("2026-05-08").refuse("2026-05-08").confirm_papers()
    silent.review_refusal("justified")
    assert opening_of(city.chair.client(), silent.case_id) == ""


def test_a_list_that_leaves_the_house_says_who_took_it_and_the_log_keeps_it(city: SmallCity) -> None:
    open_bargaining_story(city)
    for name, told in (("bargaining:sheet", "bargaining.list"), ("supervision:sheet", "supervision.list")):
        answer = city.county_cadre.client().get(reverse(name), {"group": "reply"})

        assert city.county_cadre.actor.signature in read_texts(answer.content)
        with scoped(BUILDER):
            event = Event.objects.filter(kind="organisation.list_exported").latest("pk")
        assert (event.data["list"], event.data["query"]) == (told, "group=reply")
        assert event.actor_label == city.county_cadre.person.name


def read_texts(content: bytes) -> str:
    """Every text of a workbook."""
    with ZipFile(BytesIO(content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/"))
