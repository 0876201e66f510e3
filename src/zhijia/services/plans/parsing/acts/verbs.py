"""Finding the verb of a task: adverbs off, prepositional phrase off, then the first verb of the office language.

Clauses come masked (see `regions.masked`): ○ stands for a date, △ for a named actor.
"""

import re
from typing import Final

from zhijia.services.plans.parsing.acts.verb_words import (
    ACTIONS,
    ADVERBIAL,
    ADVERBIAL_END,
    ADVERBS,
    OPENERS,
    PREPOSITIONS,
    RESULTS,
)
from zhijia.services.plans.parsing.wording import HAN, any_of

RESULT_VERBS: Final = frozenset(RESULTS.split())
_ACTION: Final = any_of(ACTIONS)
# Each adverb is an atomic group: 坚定不移地 can be cut in one way only, so that a long run of them is read once.
_PRELUDE: Final = f"(?>{any_of(OPENERS)}(?!后)|{any_of(ADVERBS)}|○)*?"
_NO_VERB_BEFORE: Final = any_of("性 者 率 类 型 度(?!假) 化 员(?!工) 工作者")
_HEAD: Final = re.compile(rf"[ 、“]*{_PRELUDE}(?P<verb>{_ACTION})(?!{_NO_VERB_BEFORE})")
_PREPOSED: Final = re.compile(rf" *{_PRELUDE}(?P<preposition>{any_of(PREPOSITIONS)})")
_ADVERBIAL: Final = frozenset(ADVERBIAL.split())
_ADVERBIAL_END: Final = re.compile(any_of(ADVERBIAL_END) + "$")
_ADDRESSED: Final = re.compile(" *对[^，]*的[^的，]{1,8}$")
_PLACED: Final = re.compile("[^，]{0,60}(?<![以及])(?:中|上|下|内|里|间|方面)")
_ENCLOSED: Final = "[“‘《「][^”’》」]{0,60}[”’》」]|（[^（）]{0,60}）"
_ANY: Final = re.compile(f"{_ENCLOSED}|(?P<verb>{_ACTION})(?!性|者|率|类|型|员|的)")
_RATE: Final = re.compile(
    "(?:达到|保持|稳定|控制|提高|提升|增长|增加|下降|降低|压减|压缩|减少|突破|扩大|达)(?=[在到至为]|(?:约|超|近)?\\d|[一二三四五六七八九十])"
)
_BODY: Final = any_of("总工会 工会 部门 单位 政府 企业 部室 街道 委员会 小组 局 委 办")
_SUBJECT: Final = re.compile(f" *{HAN[:-1]}（）、△]{{0,12}}?{_BODY}(?={_ACTION}|{any_of(ADVERBS)})")
_MODAL: Final = re.compile(
    "(?<![主重需必只都就不是])(?:要(?![求点素件约领闻好])|应当?(?!用|对|急|邀|届)|须|必须|应于|将(?=[对在于]))"
)
_ASSIGNED: Final = re.compile(
    "[ ○由]*△[△○、，和及与会同（） 分别共具体主要统一应将也都]*"
    "(?:负责|牵头|予以配合|配合|协助|协同|主办|承办|负总责)+(?P<rest>.*)"
)


def leading_verb(clause: str) -> tuple[int, str] | None:
    """Offset and verb of a clause that begins with one, adverbs aside."""
    match = _HEAD.match(clause)
    return (match.start("verb"), match["verb"]) if match else None


def assigned_verb(clause: str) -> str | None:
    """What an actor (△) is to do: the verb behind 负责/牵头/配合, 负责 itself before a noun, "" when nothing follows."""
    match = _ASSIGNED.match(clause)
    if not match:
        return None
    rest = match["rest"].strip(" ，。；）")
    found = leading_verb(rest)
    return found[1] if found else "负责" if len(rest) >= 2 else ""


def has_preposition(clause: str) -> bool:
    return bool(_PREPOSED.match(clause))


def is_adverbial(clause: str) -> bool:
    """以…为重点, 按照…要求, 在…基础上: sets the scene for the clause after it."""
    match = _PREPOSED.match(clause)
    if not match:
        return False
    return match["preposition"] in _ADVERBIAL or bool(_ADVERBIAL_END.search(clause) or _ADDRESSED.match(clause))


def is_date_only(clause: str) -> bool:
    """6月底前，…: a date set before its clause."""
    return not clause.strip(" ○（）")


def preposed_verb(clause: str) -> tuple[str, str] | None:
    """Verb and preposition of a clause that puts a phrase before its verb: 把…分解到…, 在全市推行…."""
    match = _PREPOSED.match(clause)
    if not match:
        return None
    place = _PLACED.match(clause, match.end()) if match["preposition"] == "在" else None
    found = _first_verb(clause, place.end() if place else match.end())
    return (found, match["preposition"]) if found else None


def verb_after_modal(clause: str) -> str | None:
    """The verb behind 要/应 of a clause with its own subject: 各区要建立…; a phrase may stand between."""
    modal = _MODAL.search(clause[:40])
    if not modal or modal.start() == 0:
        return None
    found = leading_verb(clause[modal.end() :])
    return found[1] if found else _first_verb(clause, modal.end())


def verb_after_subject(clause: str) -> str | None:
    """The verb behind a body of people that acts without 要: 市总工会组织验收."""
    match = _SUBJECT.match(clause)
    found = leading_verb(clause[match.end() :]) if match else None
    return found[1] if found else None


def verb_anywhere(clause: str) -> str | None:
    """The first verb outside quotes and brackets, wherever it stands."""
    return _first_verb(clause, 0)


def rate_verb(clause: str) -> str | None:
    """What a share or a total is to do: 签订率达到90%, 事故率下降5%."""
    match = _RATE.search(clause)
    return match[0] if match else None


def _first_verb(clause: str, start: int) -> str | None:
    found = _ANY.finditer(clause, start, start + 120)
    return next((match["verb"] for match in found if match["verb"]), None)
