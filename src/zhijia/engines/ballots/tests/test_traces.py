"""What one machine keeps beside its tables: the log by which it recovers, and the log that people read."""

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from psycopg.conninfo import make_conninfo

from zhijia.engines.ballots.content import Ballot, write_ballot
from zhijia.engines.ballots.tests.polling import MOTION, Polling, box_conninfo, polling
from zhijia.organisation.tests.factories import SmallCity
from zhijia.site.testing.databases import TestDatabases

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
YES = write_ballot(Ballot({"1": "yes"}))
FLUSHED = "SELECT pg_logical_emit_message(true, 'zhijia', '')::text"
BOX_FILES = """
    WITH kept AS (SELECT oid, reltoastrelid FROM pg_class WHERE relnamespace = 'ballot_box'::regnamespace)
    SELECT pg_relation_filenode(oid) FROM pg_class
    WHERE oid IN (SELECT oid FROM kept UNION SELECT reltoastrelid FROM kept)
       OR oid IN (SELECT indexrelid FROM pg_index WHERE indrelid IN (SELECT reltoastrelid FROM kept))
"""


class Machine:
    """The server as its administrator sees it, files and all."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection
        self.data = Path(self._one("SELECT current_setting('data_directory')"))
        self._programs = Path(self._one("SELECT setting FROM pg_config WHERE name = 'BINDIR'"))
        self._database = int(self._one("SELECT oid::bigint FROM pg_database WHERE datname = current_database()"))

    def _one(self, query: str) -> str:
        row = self._connection.execute(query).fetchone()
        assert row is not None
        return str(row[0])

    def mark(self) -> str:
        """A place in the log of recovery, up to which all is on disk."""
        return self._one(FLUSHED)

    def files_of(self, query: str) -> Set[int]:
        return {number for (number,) in self._connection.execute(query) if number is not None}

    def transactions(self, since: str, until: str) -> Mapping[int, Set[int]]:
        """The files of this database that each transaction between two marks wrote in."""
        command: list[str | Path] = [
            self._programs / "pg_waldump",
            "-p",
            self.data / "pg_wal",
            "-s",
            since,
            "-e",
            until,
        ]
        read = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found: dict[int, set[int]] = defaultdict(set)
        for line in read.splitlines():
            (transaction,) = re.findall(r"\btx:\s*(\d+)", line)
            files = re.findall(r"\brel \d+/(\d+)/(\d+)", line)
            if int(transaction):
                found[int(transaction)] |= {int(file) for place, file in files if int(place) == self._database}
        return found

    def said(self) -> str:
        """All that it wrote for people."""
        places = [*self.data.glob("log/*"), self.data.parent / "log"]
        return "".join(place.read_text(encoding="utf-8", errors="replace") for place in places if place.is_file())

    def say(self, word: str) -> None:
        self._connection.execute(f"DO $$ BEGIN RAISE WARNING '{word}'; END $$")


@pytest.fixture
def machine(transactional_db: None, django_db_setup: TestDatabases) -> Iterator[Machine]:
    database = connections.settings["default"]["NAME"]
    with psycopg.connect(make_conninfo(django_db_setup.admin, dbname=database), autocommit=True) as connection:
        connection.execute("SET synchronous_commit = on")
        yield Machine(connection)


@pytest.fixture
def poll(city: SmallCity, tmp_path: Path) -> Iterator[Polling]:
    with polling(city, tmp_path, MOTION) as opened:
        yield opened


def test_no_transaction_in_the_log_of_recovery_holds_a_ballot_and_a_voter(machine: Machine, poll: Polling) -> None:
    box = machine.files_of(BOX_FILES)
    tickets = machine.files_of("SELECT pg_relation_filenode('ballots_issuance'::regclass)")
    began = machine.mark()
    papers = [poll.take(elector, 1).paper(1, YES) for elector in poll.electors]
    for paper in papers:
        assert poll.put_in(paper)[0] == 200

    written = machine.transactions(began, machine.mark()).values()

    assert sum(bool(files & tickets) for files in written) == len(papers)
    casts = [files for files in written if files & box]
    assert len(casts) == len(papers)
    assert all(files <= box for files in casts)


def test_the_log_that_people_read_says_nothing_of_a_ballot(machine: Machine, poll: Polling) -> None:
    machine.say("heard of the administrator")
    assert poll.put_in(poll.take(poll.electors[0], 1).paper(1, YES))[0] == 200
    with psycopg.connect(box_conninfo(), autocommit=True) as box, pytest.raises(psycopg.Error):
        box.execute("SELECT heard_of_the_box")

    said = machine.said()

    assert "heard of the administrator" in said
    assert "heard_of_the_box" not in said
    assert "ballot_box.cast" not in said
