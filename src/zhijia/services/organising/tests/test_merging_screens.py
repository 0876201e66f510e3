"""Two records of one human on screen: told on the person's page, compared, put together by two posts, taken apart."""

from django.urls import reverse

from zhijia.organisation.models import Person, PersonMerge
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity, make_person


def test_a_cadre_compares_two_records_and_a_second_post_puts_them_together(city: SmallCity) -> None:
    with scoped(BUILDER):
        twin, _account = make_person("青小工", home=city.north_town)
    pk = city.worker.person.pk
    cadre, leader = city.county_cadre.client(), city.county_leader.client()
    page, compare = reverse("organising:person", args=[pk]), reverse("organising:merge", args=[pk, twin.pk])
    merges = reverse("organising:merges")

    assert f'href="{compare}"' in cadre.get(page).content.decode()
    assert "姓名相同" in cadre.get(compare).content.decode()
    assert cadre.post(compare, {"kept": str(pk), "reason": " "}).status_code == 422
    asked = cadre.post(compare, {"kept": str(pk), "reason": "同一人：本人到场核对"}, follow=True).content.decode()
    merge = PersonMerge.objects.get()
    decide, split = (
        reverse("organising:decide_merge", args=[merge.pk]),
        reverse("organising:split_merge", args=[merge.pk]),
    )
    refused = cadre.post(decide, {"agrees": "1"}, follow=True).content.decode()
    assert ("等待复核" in asked, f'action="{decide}"' in asked, "申请人不能自己复核" in refused) == (True, False, True)

    assert f'action="{decide}"' in leader.get(merges).content.decode()
    beside = leader.get(compare).content.decode()
    assert (compare in leader.get(merges).content.decode(), f'action="{decide}"' in beside) == (True, True), (
        "seen, then decided"
    )
    assert ('name="kept"' in beside, f'action="{decide}"' in cadre.get(compare).content.decode()) == (False, False)
    for unclear in ({}, {"agrees": "1", "declines": "1"}):
        assert "没有任何变动" in leader.post(decide, unclear, follow=True).content.decode()
    leader.post(decide, {"agrees": "1"})
    moved = cadre.get(reverse("organising:person", args=[twin.pk]))
    assert (moved.status_code, moved["Location"]) == (302, page), "an old address leads to the record that stays"
    assert f'href="{compare}"' not in cadre.get(page).content.decode()

    cadre.post(split, {"reason": "核对有误：是同名的两个人"})
    last = reverse("organising:decide_merge", args=[PersonMerge.objects.latest("pk").pk])
    city.city_cadre.client().post(last, {"agrees": "1"})
    assert "复核：上级工会的岗位" in cadre.get(merges).content.decode(), "whose person and post she does not see"
    with scoped(BUILDER):
        assert Person.objects.get(pk=twin.pk).merged_into_id is None
