"""What must hold in the life of a disclosure (OA-02, OA-03, OA-06, OA-07)."""

from collections.abc import Sequence

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.law.judging import judge_duty, judge_span, judge_term
from zhijia.law.resolver import ResolvedParameter
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import NotYours, Refused, Sentence
from zhijia.services.openness.disclosing.opening import term_of
from zhijia.services.openness.models import Disclosure, DisclosureText
from zhijia.services.openness.rules.catalogue import Matter
from zhijia.services.openness.rules.privacy import personal_numbers_in


def current_text(disclosure: Disclosure) -> DisclosureText:
    """The version that is worked on or shown."""
    return DisclosureText.objects.get(disclosure=disclosure, version=disclosure.version)


def check_drafts(turn: Turn) -> None:
    """An employer drafts what was handed to it; the union drafts whatever it was given."""
    if turn.actor.mandate is not None and not turn.record.is_drafted_by_employer:
        raise NotYours("这项公开由工会拟稿，没有交给单位拟稿。")


def check_other_post(turn: Turn) -> None:
    """Nobody passes what she drafted herself, through whatever post."""
    if turn.actor.person_id == current_text(turn.record).drafted_by_id:
        raise Refused("拟稿人不能审核自己拟的稿。请由本会另一岗位或者上级工会审核。")


def check_never_published(turn: Turn) -> None:
    if turn.record.published_on is not None:
        raise Refused("已经公开过的，不能再改为本期不公开。")


def check_no_personal_numbers(text: str, *, field: str) -> None:
    """Raises `Refused` where a text for everybody holds numbers of a person."""
    if found := personal_numbers_in(text):
        kinds = Sentence(found[0]) if len(found) == 1 else Sentence("{one}、{other}", _two(found))
        raise Refused(Sentence("内容里有{kinds}，请删去或者遮盖后再提交。", {"kinds": kinds}), field=field)


def judge_posting(turn: Turn) -> Sequence[Verdict]:
    """OA-03: it hangs as long as the law of the place says."""
    law = _rule(turn, "openness.posting")
    return judge_span(law, first=turn.data["from_on"], last=turn.data["to_on"]) if law.value is not None else ()


def judge_in_time(turn: Turn) -> Sequence[Verdict]:
    """OA-02, OA-06: the first publication within its span, or within the term after it happened."""
    disclosure: Disclosure = turn.record
    if disclosure.published_on is not None:
        return ()
    published_on = turn.data["from_on"]
    if disclosure.happened_on is None:
        is_met = disclosure.due_on is None or published_on <= disclosure.due_on
        return judge_duty(_rule(turn, "openness.due"), is_met=is_met)
    law = LocalLaw()
    rule = law.rule(term_of(disclosure.item.matter), place=turn.case.place, on=disclosure.happened_on)
    if rule.value is None:
        return ()
    return judge_term(rule, disclosure.happened_on, done=published_on, now=turn.now, calendar=law.calendar)


def judge_contract_shown(turn: Turn) -> Sequence[Verdict]:
    """OA-06: of a collective contract it is the text that is shown; a mark of secrecy does not cover it."""
    if turn.record.item.matter != Matter.CONTRACT:
        return ()
    return judge_duty(_rule(turn, "openness.contract.text"), is_met=not turn.data["is_secret"])


def _rule(turn: Turn, key: str) -> ResolvedParameter:
    return LocalLaw().rule(key, place=turn.case.place, on=turn.today)


def _two(found: Sequence[str]) -> dict[str, Sentence]:
    one, *rest = found
    other = Sentence(rest[0]) if len(rest) == 1 else Sentence("{one}、{other}", _two(rest))
    return {"one": Sentence(one), "other": other}
