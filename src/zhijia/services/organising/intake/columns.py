"""What is looked for in a roster of members, what offices call it, and how the columns of a sheet are guessed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhijia.engines.imports.columns import chinese_words
from zhijia.lib.normalise import half_width, tidy_text
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models.person_codes import Education, HouseholdKind, IdKind, PoliticalStatus, Sex

MOST_OF_HEAD = 30
"""So much of a head is shown."""
REMARK = re.compile(r"[（(【\[].*?[）)】\]]|[*＊:：]")


@dataclass(frozen=True, slots=True)
class RosterColumn:
    """`key` names the value, `label` is its head in the template, `also` are other heads; `example` stands in the template."""

    key: str
    label: str
    also: tuple[str, ...] = ()
    example: str = ""

    @property
    def heads(self) -> tuple[str, ...]:
        return (self.label, *self.also)


COLUMNS = (
    RosterColumn("name", gettext_noop("姓名"), ("职工姓名", "会员姓名", "员工姓名", "名字"), "柳某"),
    RosterColumn("id_kind", gettext_noop("证件类型"), ("证件种类", "证件类别", "证件名称"), "居民身份证"),
    RosterColumn(
        "id_number",
        gettext_noop("证件号码"),
        (
            "身份证号",
            "身份证号码",
            "公民身份号码",
            "公民身份证号码",
            "居民身份证号码",
            "身份证件号码",
            "证件号",
            "身份证",
        ),
    ),
    RosterColumn(
        "phone", gettext_noop("手机号码"), ("手机", "手机号", "联系电话", "移动电话", "联系方式", "电话号码", "电话")
    ),
    RosterColumn("sex", gettext_noop("性别"), (), "女"),
    RosterColumn("born_on", gettext_noop("出生日期"), ("出生年月日", "生日"), "1990-01-01"),
    RosterColumn("ethnicity", gettext_noop("民族"), (), "汉族"),
    RosterColumn("political_status", gettext_noop("政治面貌"), ("政治身份",), "群众"),
    RosterColumn("education", gettext_noop("学历"), ("文化程度", "最高学历", "受教育程度"), "大学本科"),
    RosterColumn("household_kind", gettext_noop("户籍性质"), ("户口性质", "户籍类型", "户口类型", "户籍类别"), "城镇"),
    RosterColumn("is_migrant", gettext_noop("农民工"), ("是否农民工", "农民工标识"), "否"),
    RosterColumn("is_dispatched", gettext_noop("劳务派遣"), ("是否劳务派遣", "劳务派遣工", "派遣工"), "否"),
    RosterColumn("is_new_form", gettext_noop("新就业形态"), ("是否新就业形态", "新就业形态劳动者"), "否"),
    RosterColumn("address", gettext_noop("居住地址"), ("住址", "家庭住址", "现住址", "家庭地址", "联系地址", "地址")),
    RosterColumn(
        "union",
        gettext_noop("工会"),
        ("所属工会", "工会名称", "基层工会", "所在工会", "工会组织"),
        "青禾纺织工会委员会",
    ),
    RosterColumn("group", gettext_noop("分会或小组"), ("分会", "工会小组", "所属小组", "小组", "分工会")),
    RosterColumn(
        "employer", gettext_noop("工作单位"), ("用人单位", "单位名称", "所在单位", "企业名称", "单位", "公司")
    ),
    RosterColumn(
        "employer_code", gettext_noop("单位统一社会信用代码"), ("统一社会信用代码", "单位信用代码", "社会信用代码")
    ),
    RosterColumn("employed_on", gettext_noop("入职日期"), ("入职时间", "到岗日期", "进厂日期"), "2024-03-01"),
    RosterColumn("from_on", gettext_noop("入会日期"), ("入会时间", "加入工会日期", "加入工会时间"), "2024-03-01"),
    RosterColumn("approved_on", gettext_noop("批准日期"), ("批准入会日期", "批准时间", "审批日期")),
    RosterColumn("joined_on", gettext_noop("首次入会日期"), ("首次入会时间", "首次加入工会日期")),
)
BY_KEY = {column.key: column for column in COLUMNS}
REQUIRED = ("name", "id_number")
KINDS = chinese_words(IdKind.choices)
WORDS: Mapping[str, Mapping[str, str]] = {
    "id_kind": {word: value for value, word in KINDS.items()}
    | {
        "身份证": "resident",
        "第二代身份证": "resident",
        "二代身份证": "resident",
        "港澳台居住证": "permit",
        "军官证": "military",
        "护照号": "passport",
    },
    "sex": {word: value for value, word in chinese_words(Sex.choices).items()}
    | {"男性": "1", "女性": "2", "1": "1", "2": "2"},
    "political_status": {word: value for value, word in chinese_words(PoliticalStatus.choices).items()}
    | {"党员": "01", "预备党员": "02", "团员": "03", "无党派": "12"},
    "education": {word: value for value, word in chinese_words(Education.choices).items()}
    | {
        "硕士": "10",
        "博士": "10",
        "硕士研究生": "10",
        "博士研究生": "10",
        "本科": "20",
        "大学": "20",
        "专科": "30",
        "大专": "30",
        "中专": "40",
        "技校": "40",
        "职高": "40",
        "高中": "60",
        "初中": "70",
    },
    "household_kind": {word: value for value, word in chinese_words(HouseholdKind.choices).items()}
    | {"非农": "urban", "非农业": "urban", "非农业户口": "urban", "农业": "rural", "农业户口": "rural"},
}
"""For each column with words of its own: what may stand there, and what it means."""
YES_NO = {"是": True, "否": False, "有": True, "无": False, "√": True, "×": False, "Y": True, "N": False}
FLAGS = ("is_migrant", "is_dispatched", "is_new_form")
DAYS = ("born_on", "employed_on", "from_on", "approved_on", "joined_on")


def tidy_head(head: str) -> str:
    """A head without remarks in brackets, marks and spaces: 身份证号 for ＊身份证号（18位）."""
    return REMARK.sub("", tidy_text(half_width(head))).replace(" ", "")


_BY_HEAD = {tidy_head(head): column.key for column in COLUMNS for head in column.heads}


def guess_mapping(header: Sequence[str], known: Mapping[str, str]) -> dict[str, int]:
    """Which column holds what: as the union's people confirmed it before (`known`), else by its head."""
    heads = [tidy_head(head) for head in header]
    found: dict[str, int] = {}
    for of in (known, _BY_HEAD):
        for at, head in enumerate(heads):
            key = of.get(head, "")
            if key in BY_KEY and key not in found and at not in found.values():
                found[key] = at
    return found


def find_header(rows: Sequence[Sequence[str]], known: Mapping[str, str]) -> int | None:
    """The row that is most like a head among the first ones of a sheet, or None when nothing is like one."""
    scores = [len(guess_mapping(row, known)) for row in rows]
    best = max(scores, default=0)
    return scores.index(best) if best >= len(REQUIRED) else None


def heads_confirmed(header: Sequence[str], mapping: Mapping[str, int]) -> dict[str, str]:
    """What is remembered of a confirmed mapping: tidy head → key."""
    return {tidy_head(header[at]): key for key, at in mapping.items() if tidy_head(header[at])}
