"""Whatever somebody uploads: no exception, and every row is accounted for once."""

import csv
import io
import random

import pytest

from zhijia.organisation.models import RosterRow
from zhijia.organisation.models.rosters import RosterState
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.organising.intake.queries import counts_of
from zhijia.services.organising.intake.working import enter
from zhijia.services.organising.tests.intakes import HEAD, MILL, checked, fresh, number

CELLS = (
    "", " ", "\u3000", "-", "无", "张三", "李\u200b四", "A" * 300, "＝1+1", "=cmd()", "2024-02-30", "2024年3月1日",
    "20240301",
    "0000-00-00",
    "9999-12-31", "12345", "１３８００００００００", "+86 138-0000-0000", MILL, "没有的工会",
    "\x01\x02", "🙂", "x" * 18,
    "11010519491231002X", "320599999999999999",
    "1.23456789012346E+17", "''\"\"", "a\tb", "é", "是", "党员", "1", "0", "\\N", "NULL",
)  # fmt: skip
NAMES = ("张三", "李四", "王五六", "欧阳某", "Ａｂｃ")


@pytest.mark.parametrize("seed", range(8))
def test_every_row_of_an_ugly_sheet_is_accounted_for(city: SmallCity, seed: int) -> None:
    chance = random.Random(seed)
    heads = [*HEAD, "性别", "民族", "出生日期", "单位", "备注"]
    encoding = chance.choice(["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    rows = [[_cell(chance, head) for head in heads][: chance.randint(2, 12)] for _ in range(40)]
    text = io.StringIO()
    csv.writer(text, delimiter=chance.choice(",\t;")).writerows([["二〇二六年名册"], [], heads, *rows])
    content = text.getvalue().encode(encoding, errors="replace")
    filled = sum(any(cell.strip() for cell in row[: len(heads)]) for row in rows)

    roster = checked(city.county_cadre, content)
    if roster.state == RosterState.CHECKED:
        enter(roster.pk, city.county_cadre.actor, now=roster.uploaded_at)

    with scoped(BUILDER):
        counts, stored = counts_of(roster), RosterRow.objects.filter(roster=roster).count()
        done = RosterRow.objects.filter(roster=roster, is_done=True, verdict__in=("new", "changed")).count()
    assert fresh(roster).state == "applied", fresh(roster).problem
    assert sum(counts.values()) == stored == roster.total == filled
    assert done == counts.get("new", 0) + counts.get("changed", 0)


def _cell(chance: random.Random, head: str) -> str:
    """Mostly what belongs there, often something else."""
    if chance.random() < 0.25:
        return chance.choice(CELLS)
    fitting = {
        "姓名": chance.choice(NAMES),
        "身份证号": number(chance.randrange(30)),
        "手机号码": f"138{chance.randrange(10**8):08d}",
        "所属工会": MILL,
        "入会日期": "2024-03-01",
    }
    return fitting.get(head, "")
