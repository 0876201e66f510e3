"""Industries by GB/T 4754: sections A–T of the 2002 and 2017 editions and the divisions that belong to them.

The names of sections are from the standard; the ranges of divisions are known from memory, so a code that does not fit
its section warns and does not block.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from zhijia.lib.findings import Finding, Severity
from zhijia.lib.sentences import Sentence

RULE = "§I4"
"""The catalogue of rules has none for industries; the codes stand in its section of national standards."""


class Edition(IntEnum):
    """The edition of the standard by its year."""

    OF_2002 = 2002
    OF_2017 = 2017


@dataclass(frozen=True, slots=True)
class Section:
    """A section with the two-digit divisions from `first` to `last`. `number` is its place, used by union forms."""

    letter: str
    zh: str
    en: str
    first: int
    last: int

    @property
    def number(self) -> str:
        """01 to 20, as printed on union forms."""
        return f"{ord(self.letter) - ord('A') + 1:02d}"

    def name_in(self, language: str) -> str:
        """The name for a language code such as zh-hans or en."""
        return self.zh if language.startswith("zh") else self.en

    def holds(self, code: str) -> bool:
        """Whether a code of two to four digits lies in this section."""
        return self.first <= int(code[:2]) <= self.last


SECTIONS_2002: tuple[Section, ...] = (
    Section("A", "农、林、牧、渔业", "Agriculture, forestry, animal husbandry and fishery", 1, 5),
    Section("B", "采矿业", "Mining", 6, 11),
    Section("C", "制造业", "Manufacturing", 13, 43),
    Section("D", "电力、燃气及水的生产和供应业", "Production and supply of electricity, gas and water", 44, 46),
    Section("E", "建筑业", "Construction", 47, 50),
    Section("F", "交通运输、仓储和邮政业", "Transport, storage and post", 51, 59),
    Section("G", "信息传输、计算机服务和软件业", "Information transmission, computer services and software", 60, 62),
    Section("H", "批发和零售业", "Wholesale and retail trade", 63, 65),
    Section("I", "住宿和餐饮业", "Hotels and catering", 66, 67),
    Section("J", "金融业", "Finance", 68, 71),
    Section("K", "房地产业", "Real estate", 72, 72),
    Section("L", "租赁和商务服务业", "Leasing and business services", 73, 74),
    Section("M", "科学研究、技术服务和地质勘查业", "Research, technical services and geological prospecting", 75, 78),
    Section("N", "水利、环境和公共设施管理业", "Water, environment and public facilities", 79, 81),
    Section("O", "居民服务和其他服务业", "Services to households and other services", 82, 83),
    Section("P", "教育", "Education", 84, 84),
    Section("Q", "卫生、社会保障和社会福利业", "Health, social security and social welfare", 85, 87),
    Section("R", "文化、体育和娱乐业", "Culture, sports and entertainment", 88, 92),
    Section("S", "公共管理和社会组织", "Public management and social organisations", 93, 97),
    Section("T", "国际组织", "International organisations", 98, 98),
)
SECTIONS_2017: tuple[Section, ...] = (
    Section("A", "农、林、牧、渔业", "Agriculture, forestry, animal husbandry and fishery", 1, 5),
    Section("B", "采矿业", "Mining", 6, 12),
    Section("C", "制造业", "Manufacturing", 13, 43),
    Section(
        "D", "电力、热力、燃气及水生产和供应业", "Production and supply of electricity, heat, gas and water", 44, 46
    ),
    Section("E", "建筑业", "Construction", 47, 50),
    Section("F", "批发和零售业", "Wholesale and retail trade", 51, 52),
    Section("G", "交通运输、仓储和邮政业", "Transport, storage and post", 53, 60),
    Section("H", "住宿和餐饮业", "Hotels and catering", 61, 62),
    Section("I", "信息传输、软件和信息技术服务业", "Information transmission, software and IT services", 63, 65),
    Section("J", "金融业", "Finance", 66, 69),
    Section("K", "房地产业", "Real estate", 70, 70),
    Section("L", "租赁和商务服务业", "Leasing and business services", 71, 72),
    Section("M", "科学研究和技术服务业", "Scientific research and technical services", 73, 75),
    Section("N", "水利、环境和公共设施管理业", "Water, environment and public facilities", 76, 79),
    Section("O", "居民服务、修理和其他服务业", "Household, repair and other services", 80, 82),
    Section("P", "教育", "Education", 83, 83),
    Section("Q", "卫生和社会工作", "Health and social work", 84, 85),
    Section("R", "文化、体育和娱乐业", "Culture, sports and entertainment", 86, 90),
    Section("S", "公共管理、社会保障和社会组织", "Public management, social security and social organisations", 91, 96),
    Section("T", "国际组织", "International organisations", 97, 97),
)
NEWEST = Edition.OF_2017
EDITIONS: dict[Edition, tuple[Section, ...]] = {Edition.OF_2002: SECTIONS_2002, Edition.OF_2017: SECTIONS_2017}


def find_section(letter: str, edition: Edition = NEWEST) -> Section | None:
    """The section of that letter in that edition."""
    return next((section for section in EDITIONS[edition] if section.letter == letter), None)


def section_named(name: str, edition: Edition = NEWEST) -> Section | None:
    """The section that the standard calls so in that edition."""
    return next((section for section in EDITIONS[edition] if section.zh == name), None)


def section_of(code: str, edition: Edition = NEWEST) -> Section | None:
    """The section in which a code of two to four digits lies, None if no section holds it."""
    return next((section for section in EDITIONS[edition] if section.holds(code)), None)


def check_industry_code(section: str, code: str, edition: Edition = NEWEST) -> tuple[Finding, ...]:
    """What is wrong with a section letter and a free code of two to four digits; an empty code is not checked."""
    return tuple(_findings(section, code, edition))


def _findings(letter: str, code: str, edition: Edition) -> Iterator[Finding]:
    section = find_section(letter, edition)
    if section is None:
        yield Finding(RULE, Severity.BLOCK, _unknown(letter, edition))
    if code and not (code.isascii() and code.isdigit() and 2 <= len(code) <= 4):
        yield Finding(RULE, Severity.BLOCK, Sentence("行业代码应为2至4位数字，现在是“{code}”", {"code": code}))
    elif code and section and not section.holds(code):
        yield Finding(RULE, Severity.WARN, _misplaced(section, code, edition))


def _unknown(letter: str, edition: Edition) -> Sentence:
    if any(section_named(letter, other) for other in Edition):
        values = {"name": letter, "edition": int(edition)}
        return Sentence("{edition}年版没有行业门类“{name}”，请核对行业分类版本", values)
    return Sentence("行业门类应为A至T的一个字母，现在是“{letter}”", {"letter": letter})


def _misplaced(section: Section, code: str, edition: Edition) -> Sentence:
    fitting = section_of(code, edition)
    values: dict[str, object] = {"code": code, "letter": section.letter, "edition": int(edition)}
    if fitting is None:
        return Sentence("{edition}年版没有以这两位开头的行业代码“{code}”，请核对", values)
    values["other"] = fitting.letter
    return Sentence("代码{code}属于{other}门类，不属于{letter}门类，请核对", values)
