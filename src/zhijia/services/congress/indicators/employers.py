"""Which employers have a congress and whether it is made up as the law asks; where the region or the industry has one."""

from zhijia.engines.indicators.definitions import publish
from zhijia.engines.indicators.thresholds import declare_threshold
from zhijia.lib.sentences import gettext_noop
from zhijia.services.congress.indicators.making import ENTERPRISE, FIRMS, MEETINGS, TERM, count, rate

DUTY = "company.directors.headcount"
declare_threshold("congress.directors", parameter_key=DUTY)

publish(
    rate(
        "constituted",
        gettext_noop("职代会建制率"),
        gettext_noop(
            "分母：当日被工会覆盖的用人单位，一家只计一次。分子：其中职代会（职工大会）已经成立并且没有届满的，经同意延期的计到延期之日。"
        ),
        of=ENTERPRISE,
    ),
    rate(
        "coverage",
        gettext_noop("职代会覆盖率"),
        gettext_noop(
            "分母：当日被工会覆盖的用人单位，一家只计一次。分子：其中本单位职代会在届，或者向在届的区域性、行业性职代会选派代表的。"
        ),
        of=ENTERPRISE,
    ),
    count(
        "regional_enterprises",
        gettext_noop("区域性行业性职代会覆盖单位数"),
        gettext_noop(
            "当日向在届的区域性、行业性职代会选派代表的用人单位个数，一家只计一次；只在区域内、没有选派代表的不计。"
        ),
        of=ENTERPRISE,
        unit=FIRMS,
    ),
    count(
        "regional",
        gettext_noop("区域性行业性职代会个数"),
        gettext_noop("当日在届的区域性、行业性职代会个数，经同意延期的计到延期之日。"),
        of=TERM,
        family=MEETINGS,
        unit=gettext_noop("个"),
    ),
    rate(
        "composition",
        gettext_noop("代表结构达标率"),
        gettext_noop(
            "分母：当日在届、代表人数和结构可以核对的职工代表大会；情况没有登记、无法核对的不计入。"
            "分子：其中代表人数、中层以上比例、女职工比例、劳务派遣代表都符合规定的。"
        ),
        of=TERM,
    ),
    rate(
        "directors",
        gettext_noop("职工董事监事配备率"),
        gettext_noop(
            "分母：当日职工人数达到应当配备职工董事人数的企业；职工人数没有填写的不计入。分子：其中有职工董事或者职工监事在任的。"
        ),
        of=ENTERPRISE,
        parameter=DUTY,
    ),
)
