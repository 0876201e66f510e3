"""The people of the bench city: as many as the scale says, members of its unions, one union of them with 50,000.

They come by COPY from a pool of names, so that common names are as common as they are. Beside them a few whose numbers are
known, to be sought. Ids begin at `FIRST`; what is below it is the demo city's and its copies'.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date

import psycopg

from zhijia.lib.crypto.ciphertexts import Place
from zhijia.organisation.protection.keyring import opened_keys
from zhijia.organisation.searching import sort_key_of
from zhijia.site.bench.city.multiplying import filling

FIRST = 2_000_000_000
IN_THE_LARGE_UNION = 50_000
JOINED = date(2024, 3, 1)
TABLES = ("organisation_person", "organisation_membership")
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚英华文玉兰建红志海云波梅鑫浩宇轩怡子涵欣雨晨思佳嘉琪梓萱博天俊峰龙飞鹏辉"
)
PERSON = (
    "COPY organisation_person (id, name, home_id, path, sort_key, id_kind, id_index, id_number, phone_index, phone, sex,"
    " ethnicity, political_status, education, household_kind, card_number) FROM STDIN"
)
MEMBERSHIP = (
    "COPY organisation_membership (person_id, union_id, name, standing, joined_on, approved_on, from_on, basis, ended_as,"
    " end_reason, path) FROM STDIN"
)


def count_members(connection: psycopg.Connection) -> int:
    """How many people of this kind the city has."""
    row = connection.execute(f"SELECT count(*) FROM organisation_person WHERE id >= {FIRST}").fetchone()  # noqa: S608 - a number of ours
    return row[0] if row else 0


def add_members(connection: psycopg.Connection, *, people: int) -> None:
    """Put so many people and their memberships into the city in place of those that are there."""
    unions = connection.execute(
        "SELECT id, path FROM organisation_union WHERE kind IN ('enterprise', 'joint') AND closed_on IS NULL ORDER BY id"
    ).fetchall()
    drawn = random.Random(1)  # noqa: S311 - a city, not a secret
    names = [(name, sort_key_of(name)) for name in sorted(names_of_people())]
    homes = [unions[0]] * min(people, IN_THE_LARGE_UNION)
    homes += drawn.choices(unions[1:], k=people - len(homes))
    called = [drawn.choice(names) for _ in range(people)]
    with filling(connection, TABLES) as cursor:
        cursor.execute(f"DELETE FROM organisation_membership WHERE person_id >= {FIRST}")  # noqa: S608 - a number of ours
        cursor.execute(f"DELETE FROM organisation_person WHERE id >= {FIRST}")  # noqa: S608 - a number of ours
        for statement, rows in ((PERSON, _people(called, homes)), (MEMBERSHIP, _memberships(called, homes))):
            with cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
    connection.execute("VACUUM (ANALYZE) organisation_person, organisation_membership")


def names_of_people() -> set[str]:
    """Some eighty thousand names, common ones among them."""
    return {surname + first + second for surname in SURNAMES for first in GIVEN for second in ("", *GIVEN[::4])}


def _people(called: Sequence[tuple[str, str]], homes: Sequence[tuple[int, str]]) -> Iterator[Sequence[object]]:
    """Phones of the large union are sealed, because its register shows them; of the others nobody looks at more than the name."""
    place, count = Place("organisation_person", "phone"), min(len(homes), IN_THE_LARGE_UNION)
    phones = opened_keys().ring.seal_all(place, [(FIRST + number, f"138{number:08d}") for number in range(count)])
    for number, ((name, key), (union, path)) in enumerate(zip(called, homes, strict=True)):
        mark, phone = number.to_bytes(32, "big"), phones[number] if number < count else b"-"
        yield FIRST + number, name, union, path, key, "passport", mark, b"-", mark, phone, "", "", "", "", "", ""


def _memberships(called: Sequence[tuple[str, str]], homes: Sequence[tuple[int, str]]) -> Iterator[Sequence[object]]:
    for number, ((name, _key), (union, path)) in enumerate(zip(called, homes, strict=True)):
        yield FIRST + number, union, name, "active", JOINED, JOINED, JOINED, "", "", "", path
