"""Why the parser hesitated: one code, one sentence for the cadre who reviews the reading."""

from enum import Enum

from zhijia.lib.sentences import gettext_noop


class DoubtCode(Enum):
    """The ten pitfalls of the plan grammar, then what a reading may lack.

    `sentence` is addressed to the reviewing cadre. `is_question` is false where the rule is certain, so that nobody is
    asked about 进一步.
    """

    QUOTED_NAME = "quoted_name", gettext_noop("引号或书名号里的数字通常是名称，不是目标值，请核对。"), True
    SLOGAN = "slogan", gettext_noop("像是口号或总括性说法，不是要完成的数量，请核对。"), True
    ORDINAL = "ordinal", gettext_noop("这是规划序号、届次或等级，不是数量。"), False
    LEXICALISED = "lexicalised", gettext_noop("这里的数字是固定词语的一部分，不表示数量。"), False
    ELIGIBILITY = "eligibility", gettext_noop("像是适用对象的条件，不是要完成的数量，请核对。"), True
    PARAMETER = "parameter", gettext_noop("像是补贴、比例、时长等政策参数，不是工作目标，请核对。"), True
    BASELINE = "baseline", gettext_noop("这是提高前的基数，目标值在它后面。"), False
    REFERENCE = "reference", gettext_noop("像是已经完成的事实或参照对象，不是本计划的目标，请核对。"), True
    LIST_COUNT = "list_count", gettext_noop("像是对下文条目的计数，不是目标，请核对。"), True
    PROPER_NAME = "proper_name", gettext_noop("数字属于专有名称，不是目标值，请核对。"), True
    PART_OF_WORD = "part_of_word", gettext_noop("“全部”在这里是另一个词的一部分。"), False
    SUBSTRING = "substring", gettext_noop("这是更长的编号或代码中的一段数字。"), False
    NO_YEAR = "no_year", gettext_noop("没有写明年份，计划年度也无法确定，请补充年份。"), True
    YEAR_GUESSED = "year_guessed", gettext_noop("计划年度是根据文中日期推断的，请核对。"), True
    HALF_GUESSED = "half_guessed", gettext_noop("按上半年或下半年计划处理，依据只有正文中的说法，请核对。"), True
    NO_HALF = "no_half", gettext_noop("没有写明是全年还是半年计划，按全年处理，请核对。"), True
    SHARED_COMPARATOR = (
        "shared_comparator",
        gettext_noop("前一个数量有“不少于”一类的词，这个数量是否同样适用，请确认。"),
        True,
    )
    UNIT_MISSING = "unit_missing", gettext_noop("数字后面没有单位，请补充。"), True
    BARE_NUMERAL = "bare_numeral", gettext_noop("单独的“百”“千”“万”是确数还是概数，请确认。"), True
    IN_NAME_SCALE = "in_name_scale", gettext_noop("数字写在活动名称里，请确认是否作为目标值考核。"), True
    SUB_TARGET = "sub_target", gettext_noop("这是前一个目标“其中”的一部分，不得与前者相加。"), False
    NUMERAL_IN_WORDS = "numeral_in_words", gettext_noop("用汉字写的小数目，请确认是否作为目标值。"), True
    VAGUE_DATE = "vague_date", gettext_noop("只有“尽快”“限期”一类的说法，没有日期，请补充。"), True
    APPROXIMATE_PERIOD = "approximate_period", gettext_noop("节日或季节的起止按惯例估算，请填写准确日期。"), True
    UNPUBLISHED_CALENDAR = (
        "unpublished_calendar",
        gettext_noop("这一年的放假通知还没有，工作日只扣除了周末，请核对日期。"),
        True,
    )
    RELATIVE_TO_ISSUE = "relative_to_issue", gettext_noop("期限从印发之日起算，但没有找到印发日期，请补充。"), True
    BEFORE_ISSUE = "before_issue", gettext_noop("按计划年度推算的日期早于印发日期，请核对年份。"), True
    IMPLICIT_OWNER = "implicit_owner", gettext_noop("文中没有写“负责”“牵头”，责任主体只是推测，请确认。"), True
    OPEN_LIST = "open_list", gettext_noop("后面有“等有关部门”，责任单位没有列全，请补充。"), True
    NO_VERB = "no_verb", gettext_noop("没有找到表示动作的词，请确认这是不是一项任务。"), True

    sentence: str
    is_question: bool

    def __new__(cls, code: str, sentence: str, is_question: bool) -> "DoubtCode":
        member = object.__new__(cls)
        member._value_ = code
        member.sentence = sentence
        member.is_question = is_question
        return member
