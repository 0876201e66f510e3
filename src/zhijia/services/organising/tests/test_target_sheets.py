"""A sheet of organising targets: each row says what became of it, and the import is taken back while nobody has worked on it."""

from zhijia.engines.imports.applying import undo_piece
from zhijia.engines.imports.handling import sheet_kinds
from zhijia.organisation.models import Enterprise
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity, make_enterprise
from zhijia.services.organising.targets.acts import label_of
from zhijia.services.organising.targets.models import OrganisingTarget
from zhijia.services.organising.tests.sheets import bring, said, verdicts, workbook
from zhijia.services.organising.tests.target_story import Story

HEAD = [column.label for column in sheet_kinds()["targets"].columns]
DUE = "2027-06-30"


def row(firm: Enterprise | None = None, **other: str) -> list[str]:
    named = {"统一社会信用代码": firm.credit_code, "单位名称": firm.name} if firm else {}
    values = {"来源": "经济普查", **named, **other}
    return [values.get(label, "") for label in HEAD]


def cadre_of(city: SmallCity) -> str:
    with scoped(BUILDER):
        return label_of(city.town_cadre.post)


def listed(city: SmallCity) -> list[tuple[str, str, str]]:
    with scoped(city.town_cadre.actor):
        rows = OrganisingTarget.objects.filter(ended_on=None).select_related("enterprise").order_by("enterprise__name")
        return [(target.enterprise.name, target.cadre_label, str(target.deadline)) for target in rows]


def test_a_sheet_puts_enterprises_on_the_list_with_their_cadre_and_day(city: SmallCity) -> None:
    with scoped(BUILDER):
        second = make_enterprise("双木食品厂", territory=city.north_town)
    content = workbook(HEAD, [row(city.lone, 责任干部=cadre_of(city), 建会期限=DUE), row(None, 单位名称=second.name)])

    first = bring(city.town_cadre, "targets", content)
    again = bring(city.town_cadre, "targets", workbook(HEAD, [row(city.lone), row(second)]))

    assert (verdicts(first), verdicts(again)) == (["new", "new"], ["same", "same"])
    assert sorted(listed(city)) == sorted(
        [(city.lone.name, cadre_of(city), DUE), (second.name, "", "None")],
    )


def test_each_row_that_goes_back_says_why(city: SmallCity) -> None:
    rows = [
        row(city.mill),
        row(city.lone, 责任干部="没有这个岗位", 建会期限=DUE),
        row(None, 单位名称="无此单位"),
        row(None),
    ]

    batch = bring(city.town_cadre, "targets", workbook(HEAD, rows))

    assert verdicts(batch) == ["refused"] * 4
    words = said(batch)
    for part in ("已经有工会覆盖", "没有找到责任干部", "没有找到这家单位", "请填统一社会信用代码或者单位全称"):
        assert part in words


def test_an_enterprise_of_another_county_is_as_unknown_as_one_that_is_not(city: SmallCity) -> None:
    batch = bring(city.stranger, "targets", workbook(HEAD, [row(city.lone)]))

    assert verdicts(batch) == ["refused"]
    assert "没有找到这家单位" in said(batch)
    assert listed(city) == []


def test_an_import_is_taken_back_but_not_what_was_worked_on_since(city: SmallCity) -> None:
    """What the sheet itself assigned goes with it; verified or assigned to somebody else since, it stays."""
    with scoped(BUILDER):
        second, third = (make_enterprise(name, territory=city.north_town) for name in ("双木食品厂", "三水包装厂"))
    assigned = {"责任干部": cadre_of(city), "建会期限": DUE}
    rows = [row(city.lone), row(second, **assigned), row(third, **assigned)]
    batch = bring(city.town_cadre, "targets", workbook(HEAD, rows))
    with scoped(BUILDER):
        verified, again = (OrganisingTarget.objects.get(enterprise=one).case_id for one in (city.lone, third))
    Story(city, verified, NOW).verify()
    assert city.town_cadre.post is not None
    Story(city, again, NOW).make("assign", {"cadre": city.town_cadre.post.id, "deadline": "2027-09-30"})

    while undo_piece(batch.pk, city.town_cadre.actor, now=NOW):
        continue

    assert sorted(name for name, _, _ in listed(city)) == sorted([city.lone.name, third.name])
    assert said(batch).count("列入以后又办理过") == 2
