"""Addresses that no reader types."""

import pytest
from django.test import Client


@pytest.mark.parametrize("address", ["/accounts/login/?next=%00", "/accounts/login/?q=a%00b", "/unions/%00/"])
def test_a_nul_in_an_address_is_a_bad_request(db: None, client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


def test_any_other_sign_is_taken(db: None, client: Client) -> None:
    assert client.get("/accounts/login/?q=%E8%8B%8F%2500").status_code == 200
