"""The magnitudes of a city's yearbook of 2007 (services §A10): sums of the returns reproduce them, and both equations hold."""

from zhijia.organisation.models.posts import Role
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity, make_figure, make_union
from zhijia.services.statistics.assembling import find_faults, stand
from zhijia.services.statistics.rules.checking import check_values
from zhijia.services.statistics.rules.forms import FORMS
from zhijia.services.statistics.tests.story import open_story

YEARBOOK = {
    "unions": 6_941,
    "unions_domestic": 4_183,
    "unions_hmt": 231,
    "unions_foreign": 555,
    "unions_institutions": 1_259,
    "unions_organs": 528,
    "unions_individual": 185,
    "members": 1_356_885,
    "officers_full": 2_465,
    "officers_part": 33_597,
    "units": 34_101,
    "units_joint": 27_460,
    "members_joint": 342_180,
    "employees": 1_400_000,
    "delegates": 96_442,
    "delegates_women": 35_556,
    "boards": 791,
    "directors": 1_094,
    "directors_women": 480,
}
"""Units and employees are not in the book: so many that the checks of parts and wholes have something to hold against."""
SHARES = 3


def test_the_sums_of_a_synthetic_city_are_those_of_the_yearbook(city: SmallCity) -> None:
    with scoped(BUILDER):
        kinds = (UnionKind.ENTERPRISE, UnionKind.JOINT, UnionKind.ENTERPRISE)
        unions = [make_union(f"合成工会{n}", parent=city.root, kind=kind) for n, kind in enumerate(kinds)]
        chairs = [make_figure(f"主席{n}", union=union, role=Role.CHAIR) for n, union in enumerate(unions)]
    story = open_story(city)
    for nth, (union, chair) in enumerate(zip(unions, chairs, strict=True)):
        part = {code: total // SHARES + (nth < total % SHARES) for code, total in YEARBOOK.items()}
        by_hand = {cell.code for cell in FORMS.by_hand("grassroots")}
        story.fill(union, by=chair, **{code: n for code, n in part.items() if code in by_hand})
        for code in part.keys() - by_hand:
            story.override(union, code, part[code], by=chair)
        story.sign(union, by=chair, note="合成").make("accept", union, by=city.research)

    with scoped(BUILDER):
        standing = stand(story.of(city.root))
        faults = [fault.sentence.msgid for fault in find_faults(standing)]
    sums = standing.totals["grassroots"]

    assert {code: sums[code] for code in YEARBOOK} == YEARBOOK
    assert sums["unions_domestic"] + sums["unions_hmt"] + sums["unions_foreign"] == 4_969
    assert not any("之和" in words or "大于" in words for words in faults)
    (broken,) = check_values({**sums, "unions_organs": 529})
    assert (broken.rule, broken.severity) == ("§K", "warn")
