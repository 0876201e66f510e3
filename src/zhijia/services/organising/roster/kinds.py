"""What is looked for in the register, with its rule (services §J: ME-*, ID-09; §K: A16)."""

from dataclasses import dataclass

from zhijia.lib.sentences import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked for. `of` is what a row of its list is about; an `amount` counts people of a union."""

    code: str
    rule: str
    label: str
    help: str
    of: str


CHECKS = (
    Check(
        "duplicate",
        "A16",
        _("疑似重复的人员"),
        _("姓名和出生日期、姓名和手机号码或证件号码相同的两条记录，逐对比对后合并。"),
        "pair",
    ),
    Check("too_young", "ME-02", _("入会时未满最低年龄的会员"), _("请核对出生日期和入会日期。"), "person"),
    Check(
        "transfer_silent",
        "ME-05",
        _("转会申请逾期没有答复"),
        _("转入工会没有在期限内答复；没有答复不视为同意。"),
        "case",
    ),
    Check("left_work", "ME-08", _("离职已久、会籍没有变动的会员"), _("劳动关系结束后会籍应随之转移或保留。"), "person"),
    Check(
        "too_many",
        "ME-09",
        _("会员多于职工的工会"),
        _("职工人数按所覆盖单位登记的人数；人数未登记的单位不比。"),
        "union",
    ),
    Check(
        "outlier",
        "ME-10",
        _("入会率异常的工会"),
        _("大单位职工全部入会，或入会率一年内上升过多，请核实名册。"),
        "union",
    ),
    Check(
        "founding",
        "ME-11",
        _("可以单独建会的单位"),
        _("同一单位在兜底工会的会员达到一定人数，单位还没有自己的工会。"),
        "enterprise",
    ),
    Check("phone_unverified", "ID-09", _("手机号码未核验的会员"), _("未核验的号码不用于短信和登录。"), "amount"),
    Check("no_document", "A16", _("没有登记证件的会员"), _("没有证件号码，无法与别处的记录核对。"), "amount"),
)
BY_CODE = {check.code: check for check in CHECKS}
