"""A roster as a city's office sends it: thirteen columns, fifty people a union, nobody twice."""

import csv
import io
import random
from collections.abc import Iterator
from datetime import date, timedelta

from zhijia.lib.resident_ids import synthetic_resident_id
from zhijia.organisation.models import UnionCoverage
from zhijia.organisation.models.unions import UnionKind
from zhijia.site.bench.city.members import names_of_people

HEAD = (
    "姓名", "身份证号", "手机号码", "性别", "民族", "政治面貌", "学历", "户籍性质", "农民工", "居住地址", "所属工会",
    "工作单位", "入会日期",
)  # fmt: skip
OF_A_UNION = 50
BORN_FROM, SERIALS = date(1940, 1, 1), 1000
"""Ten million people later begin the birthdays of the demo city's workers, who have numbers of the same kind."""
Row = tuple[str, ...]


def roster_rows(count: int, *, first: int) -> Iterator[Row]:
    """So many people, from the `first` of those whom a number can be made for, at the unions of the city one after the other."""
    drawn, names, places = random.Random(first), sorted(names_of_people()), _places()  # noqa: S311 - a city, no secret
    for at in range(count):
        days, serial = divmod(first + at, SERIALS)
        number = synthetic_resident_id(serial, born_on=BORN_FROM + timedelta(days=days))
        union, enterprise = places[at // OF_A_UNION % len(places)]
        yield (
            drawn.choice(names), number, f"13{(first + at) % 10**9:09d}", "男" if serial % 2 else "女", "汉族", "群众",
            "大学本科", "城镇", "否", f"江海市青山路{at % 900}号", union, enterprise, "2024-03-01",
        )  # fmt: skip


def as_sheet(rows: Iterator[Row]) -> bytes:
    """The rows as .csv, in the encoding that spreadsheets write."""
    text = io.StringIO()
    csv.writer(text).writerow(HEAD)
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _places() -> list[tuple[str, str]]:
    """Unions of one enterprise with it, by names that no other has."""
    covers = UnionCoverage.objects.using("batch").filter(
        to_on=None, union__kind=UnionKind.ENTERPRISE, union__closed_on=None, enterprise__closed_on=None
    )
    pairs = list(covers.order_by("union_id").values_list("union__name", "enterprise__name"))
    unions, enterprises = ({name: 0 for name, *_ in pairs}, {name: 0 for _, name in pairs})
    for union, enterprise in pairs:
        unions[union] += 1
        enterprises[enterprise] += 1
    return [(union, firm) for union, firm in pairs if unions[union] == 1 and enterprises[firm] == 1]
