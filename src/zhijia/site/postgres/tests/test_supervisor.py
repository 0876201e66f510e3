"""The embedded server's life: who starts it, who stops it, and what survives."""

import os
import signal
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from zhijia.site.postgres import endpoint_path, ensure_running
from zhijia.site.postgres.roles import APP
from zhijia.site.postgres.tests.conftest import Ground

PATIENCE = 30.0
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another identity")


def _eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_the_server_stops_with_its_only_holder(ground: Ground) -> None:
    holder = ground.hold()
    was_running = ground.server() is not None

    holder.end()

    assert was_running
    assert ground.server() is None


def test_the_server_stops_when_its_holder_is_asked_to_end(ground: Ground) -> None:
    holder = ground.hold()

    code = holder.end(signal.SIGTERM)

    assert code == 128 + signal.SIGTERM
    assert ground.server() is None


def test_two_holders_share_one_server_and_the_last_stops_it(ground: Ground) -> None:
    first, second = ground.hold(), ground.hold()
    server = ground.server()

    first.end()
    after_first = ground.server()
    second.end()

    assert server is not None
    assert after_first == server
    assert ground.server() is None


def test_the_next_holder_adopts_the_server_of_a_killed_one(ground: Ground) -> None:
    killed = ground.hold()
    server = ground.server()
    killed.end(signal.SIGKILL)
    orphan = ground.server()

    heir = ground.hold()
    adopted = ground.server()
    heir.end()

    assert server is not None
    assert server == orphan == adopted
    assert ground.server() is None


def test_acknowledged_rows_survive_a_killed_server(ground: Ground) -> None:
    holder = ground.hold()
    acknowledged: list[int] = []
    with ground.connect() as connection:
        connection.execute("CREATE TABLE public.promise (id bigint PRIMARY KEY)")
    with pytest.raises(psycopg.OperationalError):
        _insert_until_killed(ground, acknowledged)
    holder.end()

    ground.hold()
    with ground.connect() as connection:
        kept = {number for (number,) in connection.execute("SELECT id FROM public.promise")}

    assert len(acknowledged) >= 300
    assert kept.issuperset(acknowledged)


def _insert_until_killed(ground: Ground, acknowledged: list[int]) -> None:
    server = ground.server()
    assert server is not None
    with ground.connect() as connection:
        for number in range(1_000_000):
            connection.execute("INSERT INTO public.promise VALUES (%s)", [number])
            acknowledged.append(number)
            if len(acknowledged) == 300:
                os.kill(server.pid, signal.SIGKILL)


def test_a_holder_revives_a_server_that_was_killed(ground: Ground) -> None:
    with ensure_running(ground.home) as holding:
        killed = ground.server()
        assert killed is not None
        os.kill(killed.pid, signal.SIGKILL)
        assert _eventually(lambda: ground.server() is None)

        has_revived = holding.revive()
        revived = ground.server()

        assert has_revived
        assert revived is not None
        assert revived.pid != killed.pid
        assert not holding.revive()


def test_a_stale_pid_file_that_names_a_living_stranger_does_not_stop_the_start(ground: Ground) -> None:
    holder = ground.hold()
    pid_file = ground.data() / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    holder.end()
    with subprocess.Popen(["sleep", "60"]) as stranger:
        pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")

        ground.hold()
        server = ground.server()
        is_stranger_alive = stranger.poll() is None
        stranger.kill()

    assert server is not None
    assert server.pid != stranger.pid
    assert is_stranger_alive


def test_a_path_with_a_space_a_quote_and_chinese_characters_serves(empty_ground: Ground) -> None:
    home = empty_ground.home / '总 工会\'s "数据", $HOME'

    empty_ground.hold(home=home)

    with empty_ground.connect(home) as connection:
        assert connection.execute("SELECT '职工'").fetchone() == ("职工",)


def test_a_path_too_long_for_a_socket_gets_a_short_private_socket_folder(empty_ground: Ground) -> None:
    home = empty_ground.home / "long" / ("x" * 120)

    holder = empty_ground.hold(home=home)

    folder = Path(empty_ground.endpoint(home).socket_folder)
    assert len(os.fsencode(folder)) < 60
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    with empty_ground.connect(home) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    holder.end()
    assert not folder.exists()


def test_passwords_are_kept_in_a_file_of_the_user_alone(ground: Ground) -> None:
    ground.hold()

    assert stat.S_IMODE(endpoint_path(ground.home).stat().st_mode) == 0o600
    assert "password" not in repr(ground.endpoint())


def test_nobody_comes_in_without_a_password(ground: Ground) -> None:
    ground.hold()
    login = ground.endpoint().login(APP)

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(make_conninfo(**{**login, "password": "guess"}))


def test_the_owner_is_no_superuser_and_the_database_sorts_by_bytes(ground: Ground) -> None:
    ground.hold()

    with ground.connect() as connection:
        role = connection.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user").fetchone()
        order = connection.execute("SELECT 'Z' < 'a', lower('É')").fetchone()

    assert role == (False, False)
    assert order == (True, "é")


@needs_root
def test_root_runs_the_server_in_a_user_namespace_inside_a_private_folder(empty_ground: Ground) -> None:
    empty_ground.hold()

    assert empty_ground.data() == empty_ground.home / "postgres" / "data"
    assert empty_ground.data().stat().st_uid == 0


@needs_root
def test_where_namespaces_are_forbidden_the_server_moves_to_a_service_user_with_its_data(
    ground: Ground, tmp_path: Path
) -> None:
    first = ground.hold()
    with ground.connect() as connection:
        connection.execute("CREATE TABLE public.kept AS SELECT 42 AS answer")
    first.end()

    ground.hold(environ=_path_where_unshare_is_forbidden(tmp_path))

    with ground.connect() as connection:
        assert connection.execute("SELECT answer FROM public.kept").fetchone() == (42,)
    assert ground.data().stat().st_uid != 0


@needs_root
def test_a_fresh_server_starts_where_namespaces_are_forbidden_and_stops_with_its_holder(
    empty_ground: Ground, tmp_path: Path
) -> None:
    holder = empty_ground.hold(environ=_path_where_unshare_is_forbidden(tmp_path))
    server = empty_ground.server()

    holder.end()

    assert server is not None
    assert empty_ground.server() is None


def _path_where_unshare_is_forbidden(folder: Path) -> dict[str, str]:
    refusal = folder / "unshare"
    refusal.write_text("#!/bin/sh\necho 'unshare failed: Operation not permitted' >&2\nexit 1\n")
    refusal.chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}


@needs_root
def test_an_ordinary_user_runs_the_server_directly_beside_that_of_root(empty_ground: Ground) -> None:
    ordinary = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
    of_user, of_root = empty_ground.home / "user", empty_ground.home / "root"
    of_user.mkdir(parents=True)

    empty_ground.hold(home=of_user, prefix=ordinary)
    empty_ground.hold(home=of_root)

    for home in (of_user, of_root):
        with empty_ground.connect(home) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("zhijia_owner",)
    assert empty_ground.server(of_user) != empty_ground.server(of_root)


def test_data_without_its_passwords_is_refused_with_a_sentence(ground: Ground) -> None:
    ground.hold().end()
    endpoint_path(ground.home).unlink()

    holder = ground.hold()

    assert "口令文件" in holder.said
    assert ground.data().exists()


def test_a_half_made_cluster_is_made_anew(empty_ground: Ground) -> None:
    half_made = empty_ground.home / "postgres" / "data.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18")

    empty_ground.hold()

    assert empty_ground.server() is not None
