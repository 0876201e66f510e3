"""Screens of particulars: masked, opened once for a reason, and a number that is sought in no address and no log."""

import logging
from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings
from django.urls import reverse

from zhijia.lib.resident_ids import synthetic_resident_id
from zhijia.organisation.models import Person
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity
from zhijia.services.organising.presenting.records import timeline_of
from zhijia.trail.models import Event

NUMBER = synthetic_resident_id(2, born_on=date(1990, 3, 7))
GIVEN = {
    "id_kind": "resident",
    "id_number": NUMBER,
    "phone": "138 1234 5678",
    "address": "江海市演示县长江路1号",
    "is_migrant": "1",
}
SECRETS = (NUMBER, "13812345678", "长江路1号", "1990年3月")


def url(city: SmallCity, name: str) -> str:
    return reverse(f"organising:{name}", args=[city.worker.person.pk])


def test_a_chair_enters_particulars_and_every_page_shows_them_masked(
    city: SmallCity, caplog: pytest.LogCaptureFixture
) -> None:
    client = city.chair.client()
    with caplog.at_level(logging.DEBUG):
        sent = client.post(url(city, "describe_person"), GIVEN)
        pages = [client.get(url(city, name)).content.decode() for name in ("person", "describe_person", "open_masked")]

    assert sent.status_code == 302
    assert f"3205********{NUMBER[-4:]}" in pages[0]
    assert "138****5678" in pages[0]
    assert "未核验" in pages[0]
    assert f"已登记 3205********{NUMBER[-4:]}；不改的不填。" in pages[1]
    assert not any(secret in page for page in pages for secret in SECRETS)
    assert not any(secret in record.getMessage() for record in caplog.records for secret in SECRETS)


def test_what_is_left_empty_stays_and_a_refusal_keeps_what_was_typed_at_its_field(city: SmallCity) -> None:
    client = city.chair.client()
    client.post(url(city, "describe_person"), GIVEN)

    refused = client.post(url(city, "describe_person"), {"id_kind": "resident", "phone": "123"})
    kept = client.post(url(city, "describe_person"), {"id_kind": "resident", "education": "20"})

    page = refused.content.decode()
    assert (refused.status_code, kept.status_code) == (422, 302)
    assert 'value="123"' in page
    assert "手机号码应为 11 位数字" in page
    with scoped(BUILDER):
        person = Person.objects.get(pk=city.worker.person.pk)
        assert (person.id_number.reveal(), person.education, person.is_migrant) == (NUMBER, "20", None)


def test_what_is_masked_is_shown_once_to_who_says_why_and_is_not_kept_by_the_browser(city: SmallCity) -> None:
    client = city.chair.client()
    client.post(url(city, "describe_person"), GIVEN)

    without = client.post(url(city, "open_masked"), {"reason": ""})
    opened = client.post(url(city, "open_masked"), {"reason": "本人来电核对手机号码"})
    again = client.get(url(city, "open_masked"))
    person = client.get(url(city, "person")).content.decode()

    assert without.status_code == 422
    assert all(secret in opened.content.decode() for secret in SECRETS[:3])
    assert "no-store" in opened["Cache-Control"]
    assert not any(secret in again.content.decode() for secret in SECRETS)
    assert "查看完整个人信息" in person
    assert "本人来电核对手机号码" in person


def test_a_number_is_sought_by_post_and_stands_in_no_address(city: SmallCity) -> None:
    client, finding = city.chair.client(), reverse("organising:find_by_number")
    client.post(url(city, "describe_person"), GIVEN)

    by_id = client.post(finding, {"what": "id_number", "number": f" {NUMBER[:6]} {NUMBER[6:]} "})
    by_phone = client.post(finding, {"what": "phone", "number": "13812345678"})
    in_address = client.get(finding, {"what": "id_number", "number": NUMBER})
    stranger = city.stranger.client().post(finding, {"what": "id_number", "number": NUMBER})

    for page in (by_id, by_phone):
        assert page.status_code == 200
        assert f'href="{url(city, "person")}"' in page.content.decode()
    assert "青小工" not in in_address.content.decode()
    assert "没有这个号码" in stranger.content.decode()


def test_where_a_key_file_is_missing_the_person_is_still_seen_and_the_rest_says_which_file(
    city: SmallCity, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client = city.chair.client()
    client.post(url(city, "describe_person"), GIVEN)

    with override_settings(PROTECTION_FOLDER=tmp_path):
        person = client.get(url(city, "person"))
        entering = client.get(url(city, "describe_person"))
        finding = client.post(reverse("organising:find_by_number"), {"what": "phone", "number": "13812345678"})
        opening = client.post(url(city, "open_masked"), {"reason": "本人来电核对手机号码"})

    assert (person.status_code, entering.status_code, finding.status_code, opening.status_code) == (200, 403, 403, 422)
    assert "打不开" in person.content.decode()
    assert all(f"主密钥文件 {tmp_path}" in page.content.decode() for page in (entering, finding, opening))
    assert "organisation_person.id_number" in caplog.text


def test_the_history_names_what_was_entered_or_erased_and_by_which_rule() -> None:
    ground = "个人信息保存的月数：36（江海市总工会档案办法）"
    told = [
        Event(kind="organisation.person_described", at=NOW, data={"fields": ["phone", "address"]}),
        Event(kind="organisation.person_erased", at=NOW, data={"fields": ["phone"], "ground": ground, "rule": "x"}),
    ]

    assert [line.note for line in timeline_of(told)] == ["手机号码、居住地址", f"手机号码；{ground}"]
