"""Kinds of public notices: what each service puts up, and the rule of its days. Declared when the service is loaded."""

from dataclasses import dataclass

from zhijia.law.resolver import declared_parameter


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """`label` is a message id; `parameter` the key of the term in the law; `hides_names`: only first characters hang."""

    code: str
    label: str
    parameter: str
    hides_names: bool = False


_kinds: dict[str, NoticeKind] = {}


def declare_notices(kind: NoticeKind) -> NoticeKind:
    """Add a kind. One code with two meanings, or a term that no file declares, is a programming error."""
    if kind.code in _kinds:
        raise ValueError(f"notices of kind {kind.code} are declared twice")
    declared_parameter(kind.parameter)
    _kinds[kind.code] = kind
    return kind


def get_kind(code: str) -> NoticeKind:
    """The declaration of a kind; KeyError for one that no service declares."""
    return _kinds[code]
