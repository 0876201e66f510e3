"""What can be said of a row of a roster. A row keeps it as bits: the numbers are stored, never reuse one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from zhijia.lib.sentences import Sentence, gettext_noop


class Told(IntEnum):
    """The place of a finding among the bits."""

    NO_NAME = 0
    NO_NUMBER = 1
    LOST_DIGITS = 2
    FORM = 3
    CHECK_DIGIT = 4
    NO_SUCH_DAY = 5
    NOT_YET_BORN = 6
    TOO_OLD = 7
    DEMONSTRATION = 8
    BORN_DIFFERS = 9
    OTHER_NUMBER = 10
    UNKNOWN_WORD = 11
    PHONE = 12
    UNREADABLE_DAY = 13
    DAY_AHEAD = 14
    BEFORE_APPROVAL = 15
    NO_DAY = 16
    NO_UNION = 17
    SEVERAL_UNIONS = 18
    TAKES_NOBODY = 19
    NOT_YOURS = 20
    NO_GROUP = 21
    CREDIT_CODE = 22
    TWICE = 23
    TWO_NAMES = 24
    DECEASED = 25
    OVERLAPS = 26
    ELSEWHERE = 27
    CHANGED_SINCE = 28
    USED_SINCE = 29
    NAME_DIFFERS = 30
    OTHER_UNION = 31
    LEFT_BEFORE = 32
    AREA = 33
    SEX_DIFFERS = 34
    TOO_YOUNG = 35
    PERMIT_FORM = 36
    NO_EMPLOYER = 37
    JOINS = 38
    PHONE_CHANGES = 39
    SEX_CHANGES = 40
    BORN_CHANGES = 41
    ETHNICITY_CHANGES = 42
    POLITICS_CHANGES = 43
    EDUCATION_CHANGES = 44
    HOUSEHOLD_CHANGES = 45
    MIGRANT_CHANGES = 46
    DISPATCHED_CHANGES = 47
    NEW_FORM_CHANGES = 48
    ADDRESS_CHANGES = 49
    GROUP_CHANGES = 50
    EMPLOYER_CHANGES = 51
    NOT_TAKEN_BACK = 52
    TAKEN_SINCE = 53
    BORN_OTHERWISE = 54
    KIND_UNREAD = 55
    EMPLOYED_UNREAD = 56
    FROM_UNREAD = 57
    APPROVED_UNREAD = 58
    JOINED_UNREAD = 59
    NAME_REMARK = 60

    @property
    def bit(self) -> int:
        return 1 << self


@dataclass(frozen=True, slots=True)
class Saying:
    """A finding in words, with the rule of the catalogue behind it, where there is one."""

    told: Told
    words: str
    rule: str = ""


REFUSALS = (
    Saying(Told.NO_NAME, gettext_noop("“姓名”没有填，或不足两个字。")),
    Saying(Told.NO_NUMBER, gettext_noop("“证件号码”没有填；没有号码不能核对是不是同一个人。")),
    Saying(Told.LOST_DIGITS, gettext_noop("号码在表格里被存成了数字，后几位已经丢失；请把这一列设为文本后重新填写。")),
    Saying(Told.FORM, gettext_noop("身份证件号码应为17位数字加1位数字或大写X"), "ID-01"),
    Saying(Told.CHECK_DIGIT, gettext_noop("校验位不符，请核对身份证件号码是否录错"), "ID-01"),
    Saying(Told.NO_SUCH_DAY, gettext_noop("身份证件号码第7至14位不是日期，请核对。"), "ID-02"),
    Saying(Told.NOT_YET_BORN, gettext_noop("出生日期还没有到，请核对。"), "ID-02"),
    Saying(Told.TOO_OLD, gettext_noop("按出生日期已超过年龄上限，请核对。"), "ID-02"),
    Saying(Told.DEMONSTRATION, gettext_noop("行政区划代码320599只用于演示数据，不能录入正式系统"), "ID-03"),
    Saying(Told.BORN_DIFFERS, gettext_noop("出生日期与证件号码不一致，请核对。"), "ID-02"),
    Saying(Told.OTHER_NUMBER, gettext_noop("证件号码应为 5 至 30 位数字、字母或汉字，请核对。")),
    Saying(Told.UNKNOWN_WORD, gettext_noop("“{cells}”的内容不在可填的范围里，请对照模板核对。")),
    Saying(Told.UNREADABLE_DAY, gettext_noop("“{cells}”的日期认不出，请写成 2026-11-22。")),
    Saying(Told.DAY_AHEAD, gettext_noop("日期还没有到：会籍和劳动关系从当天或以前起算。")),
    Saying(
        Told.BEFORE_APPROVAL,
        gettext_noop("会籍自批准之日起算，起始日期不能早于批准日期，也不能早于首次入会。"),
        "ME-03",
    ),
    Saying(Told.NO_DAY, gettext_noop("“入会日期”没有填，上传时也没有写明批准日期。"), "ME-03"),
    Saying(Told.NO_UNION, gettext_noop("没有填写工会，或者在您的范围内没有找到这个工会，请填全称或统一社会信用代码。")),
    Saying(Told.SEVERAL_UNIONS, gettext_noop("有几个工会叫这个名称，请改填统一社会信用代码。")),
    Saying(Told.TAKES_NOBODY, gettext_noop("这个工会已撤销，或是分会、小组，不能作为会员所在的工会。")),
    Saying(Told.NOT_YOURS, gettext_noop("您当前的岗位不能维护这个工会的会员。")),
    Saying(Told.NO_GROUP, gettext_noop("在这个工会下没有找到这个分会或小组。")),
    Saying(Told.CREDIT_CODE, gettext_noop("单位的统一社会信用代码不对，请核对。"), "ID-05"),
    Saying(Told.TWICE, gettext_noop("和第 {row} 行是同一个证件号码，请只留一行。")),
    Saying(Told.TWO_NAMES, gettext_noop("和第 {row} 行证件号码相同而姓名不同，请核对后重新上传。")),
    Saying(Told.DECEASED, gettext_noop("已登记去世，不能再入会；登记有误的，请先核对。")),
    Saying(Told.OVERLAPS, gettext_noop("起始日期早于上一段会籍的结束日期，请核对。")),
    Saying(Told.CHANGED_SINCE, gettext_noop("核对以后资料有变动，这一行没有办理，请重新上传。")),
)
CONFLICTS = (
    Saying(Told.NAME_DIFFERS, gettext_noop("这个证件号码登记在另一个姓名下。")),
    Saying(Told.OTHER_UNION, gettext_noop("现在是您范围内另一个工会的会员，按表格办理即转会。"), "ME-01"),
    Saying(Told.BORN_OTHERWISE, gettext_noop("出生日期与已登记的不同，按表格办理即更改。"), "ID-02"),
    Saying(Told.LEFT_BEFORE, gettext_noop("以前退会、自动退会或被除名，按表格办理即重新入会。")),
)
NOTES = (
    Saying(Told.PHONE, gettext_noop("不是 11 位的手机号码，号码没有保存，其余照办；请向本人核对后补填。")),
    Saying(Told.NAME_REMARK, gettext_noop("姓名后面括号里的备注没有保存。")),
    Saying(Told.AREA, gettext_noop("证件号码前6位不是用过的行政区划代码，请核对"), "ID-03"),
    Saying(Told.SEX_DIFFERS, gettext_noop("性别与身份证件号码第17位不一致，请核对"), "ID-04"),
    Saying(Told.TOO_YOUNG, gettext_noop("入会时未满入会的最低年龄，请核对出生日期。"), "ME-02"),
    Saying(
        Told.PERMIT_FORM,
        gettext_noop("港澳台居民居住证号码一般为 18 位，以 810000、820000 或 830000 开头，请核对。"),
    ),
    Saying(Told.NO_EMPLOYER, gettext_noop("没有找到这个用人单位，劳动关系未登记。")),
    Saying(Told.JOINS, gettext_noop("已有人员资料，登记入会。")),
    Saying(Told.USED_SINCE, gettext_noop("入库以后这个人的资料又有变动，没有撤销。")),
    Saying(Told.TAKEN_SINCE, gettext_noop("核对以后这个证件号码已另行登记，这一行没有随名册办理。")),
    Saying(Told.NOT_TAKEN_BACK, gettext_noop("已办理的转会不随导入撤销；要转回的，请办理转会。")),
)
OFFERED = Saying(Told.ELSEWHERE, gettext_noop("已在其他工会登记或入会，已向本人发出转会邀请。"), "ME-01")
TO_OFFER = Saying(Told.ELSEWHERE, gettext_noop("已在其他工会登记或入会，入库时向本人发出转会邀请。"), "ME-01")
CHANGES = {
    Told.PHONE_CHANGES: gettext_noop("手机号码"),
    Told.SEX_CHANGES: gettext_noop("性别"),
    Told.BORN_CHANGES: gettext_noop("出生日期"),
    Told.ETHNICITY_CHANGES: gettext_noop("民族"),
    Told.POLITICS_CHANGES: gettext_noop("政治面貌"),
    Told.EDUCATION_CHANGES: gettext_noop("学历"),
    Told.HOUSEHOLD_CHANGES: gettext_noop("户籍性质"),
    Told.MIGRANT_CHANGES: gettext_noop("农民工"),
    Told.DISPATCHED_CHANGES: gettext_noop("劳务派遣"),
    Told.NEW_FORM_CHANGES: gettext_noop("新就业形态"),
    Told.ADDRESS_CHANGES: gettext_noop("居住地址"),
    Told.GROUP_CHANGES: gettext_noop("分会或小组"),
    Told.EMPLOYER_CHANGES: gettext_noop("工作单位"),
}
"""What a row changes of somebody who is known."""
UNREAD_WORDS = {
    "id_kind": (Told.KIND_UNREAD, gettext_noop("证件类型")),
    "sex": (Told.SEX_CHANGES, CHANGES[Told.SEX_CHANGES]),
    "ethnicity": (Told.ETHNICITY_CHANGES, CHANGES[Told.ETHNICITY_CHANGES]),
    "political_status": (Told.POLITICS_CHANGES, CHANGES[Told.POLITICS_CHANGES]),
    "education": (Told.EDUCATION_CHANGES, CHANGES[Told.EDUCATION_CHANGES]),
    "household_kind": (Told.HOUSEHOLD_CHANGES, CHANGES[Told.HOUSEHOLD_CHANGES]),
    "is_migrant": (Told.MIGRANT_CHANGES, CHANGES[Told.MIGRANT_CHANGES]),
    "is_dispatched": (Told.DISPATCHED_CHANGES, CHANGES[Told.DISPATCHED_CHANGES]),
    "is_new_form": (Told.NEW_FORM_CHANGES, CHANGES[Told.NEW_FORM_CHANGES]),
}
UNREAD_DAYS = {
    "born_on": (Told.BORN_CHANGES, CHANGES[Told.BORN_CHANGES]),
    "employed_on": (Told.EMPLOYED_UNREAD, gettext_noop("入职日期")),
    "from_on": (Told.FROM_UNREAD, gettext_noop("入会日期")),
    "approved_on": (Told.APPROVED_UNREAD, gettext_noop("批准日期")),
    "joined_on": (Told.JOINED_UNREAD, gettext_noop("首次入会日期")),
}
"""Which cell of a row could not be read. Such a row is not compared with anybody: what says of others that they change
says of it that this cell is the one.
"""
UNREAD = {Told.UNKNOWN_WORD: UNREAD_WORDS, Told.UNREADABLE_DAY: UNREAD_DAYS}


def bits(told: Iterable[Told]) -> int:
    """These findings as one number."""
    return sum(finding.bit for finding in set(told))


REFUSING = bits(saying.told for saying in REFUSALS) | Told.ELSEWHERE.bit
CONFLICTING = bits(saying.told for saying in CONFLICTS)
CHANGING = bits(CHANGES) | Told.JOINS.bit


def sentences_of(findings: int, *, twin: int | None = None, is_done: bool = False) -> Iterator[Sentence]:
    """What the bits say, refusals first. `is_done`: the row has been through the register."""
    offer = OFFERED if is_done else TO_OFFER
    for saying in (*REFUSALS, offer, *CONFLICTS, *NOTES):
        if findings & saying.told.bit:
            yield Sentence(saying.words, {"row": twin, "cells": _unread(saying.told, findings)})


def _unread(told: Told, findings: int) -> Sentence:
    """The cells that a finding is about, as part of a sentence."""
    names = [Sentence(words) for cell, words in UNREAD.get(told, {}).values() if findings & cell.bit]
    places = "、".join(f"{{n{at}}}" for at in range(len(names)))
    return Sentence(places, {f"n{at}": name for at, name in enumerate(names)})


def changes_in(findings: int) -> list[str]:
    """The names of what a row changes, for translation."""
    return [words for told, words in CHANGES.items() if findings & told.bit]
