"""`zhijia found`: a real installation begins with its city and one administrator who opens her account by slip."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from zhijia.organisation.accounts.slips import activate
from zhijia.organisation.models import City, User
from zhijia.organisation.tests.factories import NOW

WORDS = {
    "city": "江海市",
    "place": "320500",
    "federation": "江海市总工会",
    "administrator": "安管理",
}


@pytest.mark.django_db
def test_the_printed_slip_opens_the_first_account(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("found", **WORDS, stdout=StringIO())
    username, code = capsys.readouterr().out.splitlines()[-1].split()

    user = activate(username, code, "a-long-first-password", now=NOW)

    assert City.objects.get().is_demo is False
    assert User.objects.get(pk=user.pk).check_password("a-long-first-password")


@pytest.mark.django_db
def test_a_second_city_is_refused() -> None:
    call_command("found", **WORDS)

    with pytest.raises(CommandError, match="已经建立"):
        call_command("found", **WORDS)


@pytest.mark.django_db
def test_an_unknown_division_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("found", **WORDS | {"place": "999999"})

    assert not City.objects.exists()
