import asyncio
import resource
import socket
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import uvicorn
from django.core.management.base import BaseCommand
from django.db import connections
from psycopg.conninfo import make_conninfo

from zhijia.engines.live.door import Door
from zhijia.engines.live.hub import Hub
from zhijia.engines.live.listening import Source
from zhijia.site.console import say
from zhijia.site.postgres.databases import DJANGO_NAMES

BACKLOG = 4_096
"""So many phones may knock at once when a speaker says: look at your phones."""


class Command(BaseCommand):
    """`zhijia live`: push changes to those who watch a meeting, on a socket that the parent has bound."""

    help = say("把会场的变化推送给正在看的人；serve 会自己启动它")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("socket", type=int, help=say("已经绑定的套接字"))
        parser.add_argument("--certfile", type=Path, help=say("证书"))
        parser.add_argument("--keyfile", type=Path, help=say("证书的私钥"))

    def handle(self, *, socket: int, certfile: Path | None, keyfile: Path | None, **_options: Any) -> None:
        allow_many_sockets()
        asyncio.run(_push(socket, certfile=certfile, keyfile=keyfile))


async def _push(descriptor: int, *, certfile: Path | None, keyfile: Path | None) -> None:
    hub = Hub()
    source = Source(application_login(), hub)
    config = uvicorn.Config(
        Door(hub, source),
        lifespan="off",
        loop="asyncio",
        http="h11",
        access_log=False,  # an address is a permission
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=1,  # streams have no end of their own
        ssl_certfile=certfile,
        ssl_keyfile=keyfile,
    )
    async with asyncio.TaskGroup() as both:
        hearing = both.create_task(source.listen())
        await uvicorn.Server(config).serve(sockets=[socket.socket(fileno=descriptor)])
        hearing.cancel()
    await source.close()


def application_login() -> str:
    """The connection string of the application role, as Django was given it."""
    given = connections["default"].settings_dict
    named = {key: given[name] for key, name in DJANGO_NAMES.items() if given[name]}
    further = {key: value for key, value in given["OPTIONS"].items() if isinstance(value, str)}
    return make_conninfo(**named, **further)


def allow_many_sockets() -> None:
    """As many open connections as the machine allows this process."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
