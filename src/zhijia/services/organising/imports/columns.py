"""The columns of the sheets of organising."""

from zhijia.engines.imports.columns import SheetColumn, SheetKind, chinese_words
from zhijia.engines.imports.values import (
    one_of,
    read_code,
    read_codes,
    read_count,
    read_day,
    read_name,
)
from zhijia.lib.registration_types import REGISTRATION_TYPES
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models.posts import FunctionLine, Role
from zhijia.organisation.models.unions import UnionKind
from zhijia.services.organising.imports.industry import read_section
from zhijia.services.organising.targets.codes import Source

_TYPES = {kind.code: kind.zh for kind in REGISTRATION_TYPES}

UNIONS = SheetKind(
    "unions",
    gettext_noop("工会组织"),
    (
        SheetColumn("parent", "上级工会", "北塘区总工会", is_required=True),
        SheetColumn("kind", "类别", "乡镇（街道）工会", one_of(chinese_words(UnionKind.choices)), is_required=True),
        SheetColumn("name", "名称", "柳湾镇总工会", is_required=True),
        SheetColumn("short_name", "简称", "柳湾镇"),
        SheetColumn("credit_code", "统一社会信用代码", "", read_code),
        SheetColumn("place", "行政区划", "320505", read_code, is_required=True),
        SheetColumn("reporting_group", "归口", ""),
        SheetColumn("founded_on", "成立日期", "2020-01-01", read_day),
        SheetColumn("term_from", "本届起", "2024-03-01", read_day),
        SheetColumn("term_to", "本届止", "2029-03-01", read_day),
        SheetColumn(
            "covers", "覆盖单位信用代码", "", read_codes, note="几个代码用顿号隔开；只登记新的覆盖，不取消原有的"
        ),
    ),
    rank=1,
)
ENTERPRISES = SheetKind(
    "enterprises",
    gettext_noop("用人单位"),
    (
        SheetColumn(
            "credit_code", "统一社会信用代码", "", read_code, is_required=True, also=("社会信用代码", "信用代码")
        ),
        SheetColumn("name", "名称", "江海青禾纺织有限公司", is_required=True, also=("单位名称", "企业名称")),
        SheetColumn("territory", "属地工会", "柳湾镇总工会", is_required=True),
        SheetColumn("place", "行政区划", "320505", read_code, is_required=True),
        SheetColumn("industry_section", "行业门类", "C", read_section, is_required=True),
        SheetColumn("industry_code", "行业代码", "17", read_code),
        SheetColumn("industry_edition", "行业分类版本", "2017", read_code, note="2017 或 2002；新单位不填按 2017"),
        SheetColumn("ownership", "登记注册类型", "170", one_of(_TYPES), is_required=True),
        SheetColumn("headcount", "职工总数", "120", read_count, also=("职工人数", "员工总数")),
        SheetColumn("women", "女职工", "60", read_count, also=("女职工人数", "女职工数")),
        SheetColumn("migrants", "农民工", "", read_count),
        SheetColumn("dispatched", "劳务派遣", "", read_count),
        SheetColumn("address", "住所", "", also=("地址", "单位地址", "注册地址", "经营场所")),
        SheetColumn("legal_representative", "法定代表人", "", also=("法人代表", "法人", "负责人")),
        SheetColumn("founded_on", "成立日期", "2020-01-01", read_day),
    ),
    rank=2,
)
STAFF = SheetKind(
    "staff",
    gettext_noop("岗位和账号"),
    (
        SheetColumn("union", "工会", "柳湾镇总工会", is_required=True),
        SheetColumn("name", "姓名", "柳某", read_name, is_required=True),
        SheetColumn("role", "角色", "工会干部", one_of(chinese_words(Role.choices)), is_required=True),
        SheetColumn("title", "岗位名称", "组织干事", is_required=True),
        SheetColumn("line", "条线", "", one_of(chinese_words(FunctionLine.choices))),
        SheetColumn("from_on", "任职日期", "2024-03-01", read_day, is_required=True),
        SheetColumn("username", "账号名", "", note="一个人有几个岗位的，各行填相同的账号名；不填由系统编号"),
    ),
    rank=3,
)
TARGETS = SheetKind(
    "targets",
    gettext_noop("建会对象"),
    (
        SheetColumn("credit_code", "统一社会信用代码", "", read_code, also=("社会信用代码", "信用代码")),
        SheetColumn(
            "name",
            "单位名称",
            "江海独木食品有限公司",
            also=("企业名称", "用人单位", "名称"),
            note="有代码的可以不填",
        ),
        SheetColumn("source", "来源", "经济普查", one_of(chinese_words(Source.choices)), is_required=True),
        SheetColumn(
            "cadre",
            "责任干部",
            "柳湾镇总工会 · 组织干事",
            also=("责任人",),
            note="属地工会或者其上级工会的岗位；和建会期限一起填",
        ),
        SheetColumn("deadline", "建会期限", "2027-06-30", read_day, also=("完成时限", "期限")),
    ),
    rank=4,
)
