"""The unified social credit code of enterprises and unions (GB 32100-2015) and the organisation code in it (GB 11714).

Each check returns findings with the rule of the catalogue; an empty tuple means that nothing is wrong. Codes are
checked as they stand: normalise what people typed with `lib.normalise.tidy_code` first.
"""

from collections.abc import Iterator

from zhijia.lib.divisions import PROVINCES, SYNTHETIC_DIVISION
from zhijia.lib.findings import Finding, Severity
from zhijia.lib.sentences import Sentence

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
REGISTRARS = frozenset("123456789ANY")
UNION_PREFIXES = ("81", "89")
PARTS_RULE = "§I2"
"""What the first eight characters stand for is told in the section of standards; the catalogue rules on their digits only."""
STATE_ADMINISTRATION = "10"
"""The national registrar writes 100000 where others write their division."""


def check_credit_code(code: str, *, of_union: bool = False, allow_synthetic: bool = False) -> tuple[Finding, ...]:
    """What is wrong with a credit code: ID-05 form and check digit, ID-06 union prefix, ID-07 organisation code,
    ID-08 the demonstration county, §I2 what the parts stand for.

    `allow_synthetic` lets the demonstration county pass; only a demo city may set it.
    """
    if malformed := _form_of(code):
        return (malformed,)
    return tuple(_findings(code, of_union=of_union, allow_synthetic=allow_synthetic))


def credit_check_digit(body: str) -> str:
    """The 18th character for the first 17. ValueError for a character outside the alphabet."""
    total = sum(
        CREDIT_ALPHABET.index(character) * weight for character, weight in zip(body, CREDIT_WEIGHTS, strict=True)
    )
    return CREDIT_ALPHABET[-total % 31]


def organisation_check_digit(body: str) -> str:
    """The 9th character of an organisation code for its first 8: letters count from A = 10."""
    total = sum(int(character, 36) * weight for character, weight in zip(body, ORGANISATION_WEIGHTS, strict=True))
    remainder = -total % 11
    return "X" if remainder == 10 else str(remainder)


def synthetic_credit_code(seed: int, *, registrar: str = "9", kind: str = "1") -> str:
    """A valid code in the never-allocated county 320599, another one for each seed from 0 to 31⁶ − 1.

    `registrar` and `kind` are the first two characters: 91 enterprise, 81 grass-roots union, 12 institution.
    """
    if not 0 <= seed < 31**6:
        raise ValueError(f"a seed is from 0 to {31**6 - 1}: {seed}")
    digits = ""
    for _ in range(6):
        seed, digit = divmod(seed, 31)
        digits = CREDIT_ALPHABET[digit] + digits
    organisation = f"MD{digits}"
    body = f"{registrar}{kind}{SYNTHETIC_DIVISION}{organisation}{organisation_check_digit(organisation)}"
    return body + credit_check_digit(body)


def _form_of(code: str) -> Finding | None:
    """The finding that makes all further checks pointless."""
    if len(code) != 18:
        return _found("ID-05", Sentence("统一社会信用代码应为18位，现在是{n}位", {"n": len(code)}))
    for place, character in enumerate(code, start=1):
        if character not in CREDIT_ALPHABET:
            values = {"place": place, "character": character}
            return _found(
                "ID-05", Sentence("第{place}位“{character}”不能用在统一社会信用代码里（没有字母I、O、S、V、Z）", values)
            )
    return None


def _findings(code: str, *, of_union: bool, allow_synthetic: bool) -> Iterator[Finding]:
    if credit_check_digit(code[:17]) != code[17]:
        yield _found("ID-05", Sentence("校验位不符，请对照证照核对统一社会信用代码是否录错"))
    if code[0] not in REGISTRARS:
        yield _found(
            PARTS_RULE, Sentence("第1位“{character}”不是登记管理部门代码", {"character": code[0]}), Severity.WARN
        )
    if of_union and not code.startswith(UNION_PREFIXES):
        yield _found("ID-06", Sentence("工会的统一社会信用代码一般以81或89开头，请核对"), Severity.WARN)
    if organisation_check_digit(code[8:16]) != code[16]:
        yield _found("ID-07", Sentence("第9至17位组织机构代码的校验位不符，请核对"), Severity.WARN)
    yield from _division_findings(code[2:8], allow_synthetic=allow_synthetic)


def _division_findings(division: str, *, allow_synthetic: bool) -> Iterator[Finding]:
    """Registrars use area codes of their own inside a province, so only the province is certain."""
    if division == SYNTHETIC_DIVISION and not allow_synthetic:
        yield _found("ID-08", Sentence("行政区划代码320599只用于演示数据，不能录入正式系统"))
    if not division.isdigit() or division[:2] not in PROVINCES | {STATE_ADMINISTRATION}:
        yield _found(PARTS_RULE, Sentence("第3至8位“{code}”不是行政区划代码", {"code": division}), Severity.WARN)


def _found(rule: str, sentence: Sentence, severity: Severity = Severity.BLOCK) -> Finding:
    return Finding(rule, severity, sentence)
