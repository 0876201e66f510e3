"""What the doors are compared with: the same server and the same rows, and nothing else that a vote asks.

`box` takes what the box takes and writes a row of its size; `web` is the product with one view that writes the two rows of an
ordinary ballot behind the same session, scope and gates.
"""

import json
import os
import threading
from collections.abc import Iterable, Mapping
from typing import Any

import psycopg
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from zhijia.engines.ballots.box.door import StartResponse
from zhijia.site.postgres.databases import box_login

MADE = """
    CREATE TABLE ballot_box.bare (question smallint NOT NULL, serial bytea NOT NULL, prefix_a bytea, stamp_a bytea, prefix_b bytea,
        stamp_b bytea, sealed bytea NOT NULL, PRIMARY KEY (question, serial));
    GRANT INSERT ON ballot_box.bare TO zhijia_box;
    CREATE TABLE ordinary_box.bare_ballots (question smallint NOT NULL, content text NOT NULL);
    CREATE TABLE ordinary_box.bare_voters (elector bigint PRIMARY KEY);
    GRANT INSERT ON ordinary_box.bare_ballots, ordinary_box.bare_voters TO zhijia_app;
"""
KEPT = "INSERT INTO ballot_box.bare VALUES (%s::smallint, %s, %s, %s, %s, %s, %s)"
_mine = threading.local()


def box(environ: Mapping[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """Read a ballot, write its row, say so."""
    read = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    parts = [read["serial"], *read["a"], *read["b"], read["sealed"]]
    if not hasattr(_mine, "connection"):
        _mine.connection = psycopg.connect(box_login(os.environ), autocommit=True)
    _mine.connection.execute(KEPT, (int(read["question"]), *map(bytes.fromhex, parts)))
    body = b'{"answer": "kept"}'
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def write(request: HttpRequest, elector: int) -> HttpResponse:
    """The two rows of an ordinary ballot, in the transaction of the request."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO ordinary_box.bare_voters VALUES (%s)", [elector])
        cursor.execute("INSERT INTO ordinary_box.bare_ballots VALUES (1, %s)", [request.POST["q1_1"]])
    return HttpResponse()


urlpatterns = [path("bare/<int:elector>/", write, name="bare")]


def web() -> Any:
    """The product with this one address. Settings are read first: a process of its own asks for it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijia.site.settings")
    settings.ROOT_URLCONF = __name__
    return get_wsgi_application()
