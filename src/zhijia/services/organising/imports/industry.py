"""The industry that a row names. A letter or a name means one section only together with an edition of the standard."""

from zhijia.engines.imports.desk import Values, text
from zhijia.engines.imports.values import read_text
from zhijia.lib.industries import EDITIONS, NEWEST, Edition, section_named
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.organisation.entries import EnterpriseEntry

LETTERS = {section.letter for section in EDITIONS[NEWEST]}
NAMES = {section.zh for sections in EDITIONS.values() for section in sections}
WHICH_EDITION = gettext_noop("这个单位原来按{edition}年版填报行业，这一行的门类不同而没有写版本，请填“行业分类版本”。")


def read_section(cell: str) -> str:
    """A letter, or the name of a section in either edition."""
    word = read_text(cell)
    if word.upper() in LETTERS:
        return word.upper()
    if word in NAMES or not word:
        return word
    raise Refused(
        Sentence("“{text}”不在可填的范围里：请填 A 至 T 的一个字母，或门类名称，例如制造业。", {"text": word})
    )


def with_letter(row: Values, stored: EnterpriseEntry | None) -> dict[str, object]:
    """The row with its section as a letter: by the edition it gives, else by the stored one, else by the newest."""
    edition = _edition(row, stored)
    named = section_named(text(row, "industry_section"), Edition(int(edition))) if _is_known(edition) else None
    letter = named.letter if named else text(row, "industry_section")
    return {**row, "industry_section": letter, "industry_edition": edition}


def find_doubt(row: Values, stored: EnterpriseEntry | None) -> list[Sentence]:
    """A letter that differs from the stored one may be of another edition: the row must say which."""
    if stored is None or text(row, "industry_edition") or stored.industry_edition == str(int(NEWEST)):
        return []
    if with_letter(row, stored)["industry_section"] == stored.industry_section:
        return []
    return [Sentence(WHICH_EDITION, {"edition": stored.industry_edition})]


def _edition(row: Values, stored: EnterpriseEntry | None) -> str:
    return text(row, "industry_edition") or (stored.industry_edition if stored else str(int(NEWEST)))


def _is_known(edition: str) -> bool:
    return edition in {str(int(known)) for known in Edition}
