"""In the language of whoever reads the page: what `wording` says in a given one."""

from datetime import date

from django.conf import settings
from django.utils.translation import get_language

from zhijia.ui.wording import full_date, year_month


def day_read(day: date | None) -> str:
    """2026年11月22日 or 22 Nov 2026; nothing where there is no day."""
    return full_date(day, language=get_language() or settings.LANGUAGE_CODE) if day else ""


def month_read(day: date) -> str:
    """2026年11月 or Nov 2026."""
    return year_month(day, language=get_language() or settings.LANGUAGE_CODE)
