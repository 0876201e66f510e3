"""How the environment names the database, and what Django is told."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from zhijia.site.management.commands.provision import database_url
from zhijia.site.postgres import Endpoint, database_settings, endpoint_path
from zhijia.site.postgres.roles import LOGIN_ROLES

APP = "postgresql://zhijia_app:a%20b@db.example:5433/city?sslmode=verify-full"
OWNER = "postgresql://zhijia_owner:o@db.example:5433/city"
BATCH = "postgresql://zhijia_batch:b@db.example:5433/city"


def test_urls_become_one_alias_for_each_role() -> None:
    found = database_settings({"ZHIJIA_DATABASE_URL": APP, "ZHIJIA_OWNER_URL": OWNER, "ZHIJIA_BATCH_URL": BATCH})

    assert {alias: settings["USER"] for alias, settings in found.items()} == {
        "default": "zhijia_app",
        "owner": "zhijia_owner",
        "batch": "zhijia_batch",
    }
    assert found["default"]["PASSWORD"] == "a b"
    assert (found["default"]["HOST"], found["default"]["PORT"], found["default"]["NAME"]) == (
        "db.example",
        "5433",
        "city",
    )
    assert found["default"]["OPTIONS"] == {"sslmode": "verify-full", "prepare_threshold": 0}


def test_a_worker_acts_as_the_batch_role() -> None:
    found = database_settings({"ZHIJIA_DATABASE_URL": APP, "ZHIJIA_BATCH_URL": BATCH, "ZHIJIA_ROLE": "batch"})

    assert found["default"]["USER"] == "zhijia_batch"
    assert "owner" not in found


def test_a_worker_keeps_the_application_role_for_what_it_does_for_somebody() -> None:
    found = database_settings({"ZHIJIA_DATABASE_URL": APP, "ZHIJIA_BATCH_URL": BATCH, "ZHIJIA_ROLE": "batch"})

    assert found["application"]["USER"] == "zhijia_app"
    assert "application" not in database_settings({"ZHIJIA_DATABASE_URL": APP, "ZHIJIA_BATCH_URL": BATCH})


def test_a_mistyped_url_is_named() -> None:
    with pytest.raises(ImproperlyConfigured, match="ZHIJIA_DATABASE_URL"):
        database_settings({"ZHIJIA_DATABASE_URL": "postgresql//db"})


def test_without_urls_the_embedded_server_is_used(tmp_path: Path) -> None:
    endpoint = Endpoint.invent(tmp_path / "run")
    endpoint_path(tmp_path).parent.mkdir()
    endpoint.write(endpoint_path(tmp_path))

    found = database_settings({"ZHIJIA_HOME": str(tmp_path)})

    assert found["default"]["HOST"] == str(tmp_path / "run")
    assert found["owner"]["PASSWORD"] == endpoint.passwords["zhijia_owner"]
    assert len({endpoint.passwords[role] for role in LOGIN_ROLES}) == len(LOGIN_ROLES)


def test_settings_can_be_read_before_any_server_was_made(tmp_path: Path) -> None:
    assert database_settings({"ZHIJIA_HOME": str(tmp_path)}).keys() == {"default", "owner", "batch"}


@pytest.mark.parametrize(
    ("admin", "url"),
    [
        (
            "postgresql://dba:x@db.example:5433/postgres?sslmode=require",
            "postgresql://zhijia_app:p%2Fw@db.example:5433/city?sslmode=require",
        ),
        (
            "postgresql://dba@/postgres?host=/var/run/postgresql",
            "postgresql://zhijia_app:p%2Fw@%2Fvar%2Frun%2Fpostgresql:5432/city",
        ),
    ],
)
def test_the_urls_that_provision_prints_lead_to_the_same_server(admin: str, url: str) -> None:
    assert database_url(admin, role="zhijia_app", password="p/w", database="city") == url
    assert database_settings({"ZHIJIA_DATABASE_URL": url})["default"]["PASSWORD"] == "p/w"
