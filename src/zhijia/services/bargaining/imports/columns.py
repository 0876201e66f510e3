"""The columns of the sheet of existing contracts."""

from zhijia.engines.imports.columns import SheetColumn, SheetKind, chinese_words
from zhijia.engines.imports.values import one_of, read_code, read_codes, read_count, read_day
from zhijia.lib.sentences import gettext_noop
from zhijia.services.bargaining.models.bargainings import ContractType

YES, NO = "是", "否"
read_yes = one_of({"yes": YES, "no": NO})

CONTRACTS = SheetKind(
    "contracts",
    gettext_noop("既有集体合同"),
    (
        SheetColumn("number", "合同编号", "柳湾集合〔2025〕1号", is_required=True),
        SheetColumn("type", "合同类型", "综合集体合同", one_of(chinese_words(ContractType.choices)), is_required=True),
        SheetColumn("union", "签约工会", "江海青禾纺织有限公司工会委员会", is_required=True),
        SheetColumn("credit_code", "用人单位信用代码", "", read_code),
        SheetColumn("scope", "区域或行业", ""),
        SheetColumn("employer_side", "用人单位方", "江海青禾纺织有限公司"),
        SheetColumn("signed_on", "签订日期", "2025-03-01", read_day),
        SheetColumn("term_from", "期限起", "2025-04-01", read_day, is_required=True),
        SheetColumn("term_to", "期限止", "2028-03-31", read_day, is_required=True),
        SheetColumn("effective_on", "生效日期", "2025-04-01", read_day, is_required=True),
        SheetColumn("headcount", "覆盖职工", "120", read_count),
        SheetColumn("women", "其中女职工", "60", read_count),
        SheetColumn("women_chapter", "含女职工专章", YES, read_yes),
        SheetColumn("wage_chapter", "含工资专章", NO, read_yes),
        SheetColumn("safety_chapter", "含安全卫生专章", NO, read_yes),
        SheetColumn("covers", "覆盖单位信用代码", "", read_codes),
    ),
)
