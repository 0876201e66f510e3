"""The letters that are timed can still be printed: the template's fields grow, the bench has to follow."""

from datetime import date

from zhijia.site.bench.measures.papers import Letters


def test_each_letter_of_the_bench_is_printed_and_is_another_one() -> None:
    letters = Letters(date(2026, 11, 26))

    first, second = letters.print(1), letters.print(1)

    assert first.startswith(b"%PDF-")
    assert first != second
