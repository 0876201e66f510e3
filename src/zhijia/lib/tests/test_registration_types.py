"""Registration types and the groups they are added up in."""

from zhijia.lib.registration_types import REGISTRATION_TYPES, OwnershipGroup, find_registration_type


def test_codes_are_three_digits_and_unique() -> None:
    codes = [registration_type.code for registration_type in REGISTRATION_TYPES]

    assert len(set(codes)) == len(codes) == 16
    assert all(len(code) == 3 and code.isdigit() for code in codes)


def test_a_type_is_found_with_its_names_and_group() -> None:
    foreign = find_registration_type("300")

    assert foreign is not None
    assert (foreign.name_in("zh-hans"), foreign.name_in("en")) == ("外商", "Foreign funded")
    assert foreign.group is OwnershipGroup.FOREIGN
    assert find_registration_type("999") is None


def test_every_group_has_a_name_and_a_type() -> None:
    grouped = {registration_type.group for registration_type in REGISTRATION_TYPES}

    assert set(OwnershipGroup) <= grouped
    assert [group.zh for group in OwnershipGroup] == ["国有集体", "私营", "港澳台", "外商", "机关事业", "个体"]


def test_where_the_code_does_not_decide_the_group_is_open() -> None:
    open_types = [registration_type.code for registration_type in REGISTRATION_TYPES if registration_type.group is None]

    assert open_types == ["130", "140", "159", "169", "190", "700"]
