"""How fast documents are printed: a campaign's one-page letters in one run, and one letter by itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from zhijia.engines.documents.composing.paper import Paper
from zhijia.engines.documents.issuing.registry import get_template
from zhijia.engines.documents.rendering.delivering import fonts_folder
from zhijia.engines.documents.rendering.pdf import render_pdf
from zhijia.engines.documents.rendering.sealing import Seal
from zhijia.site.bench.figures import Figure
from zhijia.site.bench.run import Run
from zhijia.site.bench.timing import time_rounds

LETTERS = 100
PER_SECOND = 50


def measure_papers(run: Run) -> Iterator[Figure]:
    """Letters differ in number, code and address, as they do in a campaign: nothing is set twice the same."""
    letters = Letters(run.today)
    many = time_rounds(lambda: letters.print(LETTERS), rounds=5)
    note = f"at least {PER_SECOND} letters/s"
    yield many.typical(f"print {LETTERS} one-page letters", limit_ms=LETTERS / PER_SECOND * 1000, note=note)
    yield time_rounds(lambda: letters.print(1), rounds=run.rounds).figure("print one letter")


class Letters:
    """Makes letters that were never printed before."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.made = 0
        data = {
            "addressee": "北湖区总工会",
            "plan": "2026年下半年工作计划",
            "task": "推动百人以上企业建立工会组织",
            "case": "RW-2026-000001",
            "lead": "北湖区总工会 · 组织部长",
            "due_on": today,
            "standard": "逐户建立台账，有走访记录可查。",
            "reason": "完成时限已到，尚未报告办结。",
            "closing": "请在收到本通知之日起3个工作日内报告办理情况。",
        }
        self.first = get_template("plans.urge").compose(data, issuer="宁江市总工会", number="", day=today)

    def print(self, count: int) -> bytes:
        return render_pdf([self._next() for _ in range(count)], fonts=fonts_folder(), on=self.today)

    def _next(self) -> tuple[Paper, Seal]:
        self.made += 1
        seal = Seal(address=f"http://localhost:8000/verify/{self.made:022d}", sha256=f"{self.made:064x}")
        return replace(self.first, number=f"宁工督〔{self.today.year}〕{self.made}号"), seal
