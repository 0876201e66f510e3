"""Invented content for the record components."""

from datetime import UTC, date, datetime, timedelta

from zhijia.ui.components import (
    Action,
    CalendarDay,
    Chip,
    ClockCard,
    Column,
    Crumb,
    DayKind,
    Fact,
    FilterField,
    Notice,
    Option,
    Page,
    PrintHead,
    Stat,
    Step,
    Tab,
    TimelineEntry,
    TreeNode,
    WhyDate,
)

TODAY = date(2026, 11, 22)
DESK_COLUMNS = (
    Column(is_check=True, width="check"),
    Column("最迟", width="date", sort_url="#", sorted="ascending"),
    Column("状态", width="light"),
    Column("事项"),
    Column("单位", width="short"),
    Column("依据", width="mid"),
    Column("下一步", width="act"),
)
DESK_ROWS = tuple(
    {"on": date(2026, month, day), "light": light, "words": words, "what": what, "who": who, "why": why, "act": act}
    for month, day, light, words, what, who, why, act in (
        (11, 19, "late", "逾期 3 日", "书面答复逾期未到", "青石机械", "收到次日起 20 日", "发出提示"),
        (11, 20, "late", "逾期 2 日", "整改情况未回复", "云岭电子", "限期 15 日", "登记回复"),
        (11, 20, "late", "逾期 2 日", "十月月报缺报", "南塘纺织", "次月 20 日前", "催报"),
        (11, 22, "near", "今天", "签订后报送截止", "沐禾食品", "签订起 10 日", "督促报送"),
        (11, 22, "near", "今天", "公示期满", "白鹭物流", "公示 5 个工作日", "审批名单"),
        (11, 24, "near", "还有 2 日", "任务进展待报告", "权益部", "分解表第 4 项", "报告进展"),
        (11, 24, "near", "还有 2 日", "审查期将满", "东港建材", "收到起 15 日", "查看"),
        (11, 25, "behind", "滞后", "会议纪要未上传", "安禾包装", "会后 5 个工作日", "补传纪要"),
        (11, 26, "ok", "", "专项合同续订", "锦程服饰", "期满前 60 日", "发出要约"),
        (11, 27, "ok", "", "成立申请待批复", "启航软件", "收到起 15 日", "批复"),
        (11, 30, "ok", "", "年度履约检查", "沐禾食品", "每年一次", "安排检查"),
        (11, 30, "ok", "", "第三轮走访", "12 家单位", "每季度一次", "登记走访"),
        (12, 1, "ok", "", "会议材料送达", "宏川机械", "会前 7 日", "核对送达"),
        (12, 2, "ok", "", "整改复查", "云岭电子", "整改期满起 5 日", "复查"),
        (12, 3, "ok", "", "区域合同认可", "花溪片 31 家", "协议约定", "汇总认可"),
        (12, 4, "ok", "", "换届提醒", "嘉木印务", "期满前 30 日", "通知"),
        (12, 7, "ok", "", "异议答复", "白鹭物流", "收到起 10 日", "答复"),
        (12, 8, "ok", "", "联系点扩面", "权益部", "分解表第 9 项", "报告进展"),
        (12, 9, "none", "", "第四季度清单", "东港建材", "季末后 10 日", "核对"),
        (12, 10, "none", "", "第二批名单生成", "68 家", "工作安排", "确认名单"),
        (12, 11, "none", "", "年度评议表回收", "临江片 24 家", "工作安排", "催收"),
        (12, 14, "none", "", "培训名额分配", "各片区", "工作安排", "分配"),
    )
)
CHIPS = (
    Chip("全部", "#", 22, is_current=True),
    Chip("今天到期", "#", 2),
    Chip("已逾期", "#", 3),
    Chip("等对方", "#", 41),
)
KEPT = {"show": "open"}
FIELDS = (
    FilterField("text", "单位名称或编号", "白鹭"),
    FilterField("place", "地区", "", (("", "所有地区"), ("1", "东港区"), ("2", "临江片"))),
)
PAGE = Page(shown=22, first=1, total=1234, next_url="#next", previous_url="#previous")
UNCOUNTED_PAGE = Page(shown=25, next_url="#next")
TABS = (Tab("事实", "#", is_current=True), Tab("文书", "#", count=3), Tab("经过", "#", count=12), Tab("人员", "#"))
CRUMBS = (Crumb("待办", "#"), Crumb("专项合同", "#"), Crumb("LJ-2026-0417"))
STEPS = (
    Step("已受理", "done", "11月2日"),
    Step("已入户", "done", "11月9日"),
    Step("公示中", "now", "到 11月27日"),
    Step("发放", "ahead"),
)
TIMELINE = (
    TimelineEntry("逾期，转为需要您办理", datetime(2026, 11, 19, 16, 0, tzinfo=UTC), who="系统", light="late"),
    TimelineEntry("到期前 5 日提醒双方", datetime(2026, 11, 14, 1, 0, tzinfo=UTC), who="系统", light="near"),
    TimelineEntry(
        "书面通知〔2026〕86号 送达",
        datetime(2026, 10, 30, 6, 5, tzinfo=UTC),
        who="方知秋",
        note="对方收件人签收（附件 1）",
        url="#",
    ),
    TimelineEntry("登记事项", date(2026, 10, 28), who="方知秋"),
)
AHEAD = (TimelineEntry("最迟答复", date(2026, 12, 4), is_ahead=True), *TIMELINE[2:])
FACTS = (
    Fact("编号", "LJ-2026-0417"),
    Fact("单位", "青石机械（临江）有限公司", url="#"),
    Fact("职工人数", "1,286", note="2026年10月 申报"),
    Fact("承办", "林知夏 · 权益部干事"),
    Fact("联系电话", "", url="#"),
    Fact("备注"),
)
STATS = (
    Stat("覆盖单位", "1,742", unit="家", url="#", note="比上月多 18 家"),
    Stat("按期率", "93.1", unit="%", url="#", light="near", light_words="离目标差 1.9"),
    Stat("逾期事项", "3", unit="件", url="#", light="late"),
    Stat("职工评价", None, note="最近一次：2026年9月30日"),
)


def _days(first: date, kinds: str) -> tuple[CalendarDay, ...]:
    """One letter a day: t trigger, c counted, s skipped, m makeup, d due."""
    names: dict[str, tuple[DayKind, str]] = {
        "t": ("trigger", "起因日，不计"),
        "c": ("counted", ""),
        "s": ("skipped", "休息日，不计"),
        "m": ("makeup", "调休上班，计入"),
        "d": ("due", "最迟"),
    }
    return tuple(CalendarDay(first + timedelta(days=i), *names[letter]) for i, letter in enumerate(kinds))


WHY_NATURAL = WhyDate(
    due_on=date(2026, 11, 19),
    trigger="2026年10月30日 对方签收书面通知",
    rule="收到之日起 20 日内书面答复",
    citation="《示例规定》第十二条（2020年）",
    citation_url="#",
    confidence="已核对原文",
    steps=("起因当日不计，10月31日为第 1 日", "第 20 日为 11月19日 周四", "末日不逢休息日，不顺延"),
    days=_days(date(2026, 10, 30), "t" + "c" * 19 + "d"),
)
WHY_WORKING = WhyDate(
    due_on=date(2026, 10, 12),
    trigger="2026年9月24日 收到申请",
    rule="收到之日起 7 个工作日内答复",
    citation="《示例办法》第六条（2019年）",
    confidence="仅凭记忆，只提醒不限制",
    steps=(
        "起因当日不计",
        "9月25日至27日、10月1日至7日放假，不计",
        "10月10日 周六调休上班，计入",
        "10月12日为第 7 个工作日",
    ),
    days=_days(date(2026, 9, 24), "tsssccc" + "s" * 7 + "ccmsd"),
)
CLOCKS = (
    ClockCard("书面答复", date(2026, 11, 19), "late", "逾期 3 日", who="等对方", why=WHY_NATURAL),
    ClockCard("协商会议", date(2026, 11, 27), "near", "还有 5 日", who="等权益部"),
    ClockCard("签订后报送", date(2026, 12, 24), "ok", "还有 32 日"),
)
EMPTY = Notice(
    "今天没有到期的事项",
    "下一件在 11月24日 周二到期。",
    (Action("看本周全部", "#", "primary"), Action("登记走访", "#", icon="plus")),
    icon="check",
)
REFUSED = Notice(
    "这一步要由分管副主席办理",
    "您是申请人，按规定申请人不能自己批准。分管副主席现在是方知秋。",
    (Action("提醒方知秋", "#", "primary"), Action("回到事项", "#")),
    icon="lock",
)
MISSING = Notice(
    "没有找到这个单位",
    "它可能不在您的权限范围内，也可能还没有登记。",
    (Action("按信用代码查", "#", "primary"), Action("登记新单位", "#")),
    icon="search",
)
BROKEN = Notice(
    "名单没有导入",
    "第 14 行的信用代码不对，其余 211 行没有问题。改好后重新上传，已经导入过的不会重复。",
    (Action("下载有误的行", "#", "primary", "download"), Action("重新上传", "#")),
    icon="warning",
)
PRINT_HEAD = PrintHead(
    "待办一览",
    issuer="临江市总工会",
    number="2026-11",
    printed_at=datetime(2026, 11, 22, 2, 40, tzinfo=UTC),
    facts=FACTS[:4],
)
TREE = (
    TreeNode(
        "1",
        "临江市总工会",
        "#",
        note="10 个下级",
        has_children=True,
        is_open=True,
        children=(
            TreeNode("11", "白鹭区总工会", "#", note="3 个下级", has_children=True, children_url="tree/", open_url="#"),
            TreeNode(
                "12",
                "花溪县总工会",
                "#",
                note="2 个下级",
                has_children=True,
                is_open=True,
                children=(
                    TreeNode("121", "花溪县餐饮业工会联合会", "#", is_current=True),
                    TreeNode("122", "花溪镇总工会", "#", note="任期将满"),
                ),
            ),
            TreeNode("13", "青石机械工会", "#", initials="qsjxgh"),
        ),
    ),
    TreeNode("2", "直属单位工会", "#"),
)
BRANCHES = tuple(
    TreeNode(key, label, "#")
    for key, label in (("111", "东港街道总工会"), ("112", "南塘镇总工会"), ("113", "白鹭物流工会"))
)
OPTIONS = tuple(
    Option(value, label, note)
    for value, label, note in (
        ("e1", "青石机械（临江）有限公司", "花溪县 · 1,286 人"),
        ("e2", "青禾包装厂", "白鹭区 · 82 人"),
        ("e3", "云岭电子有限公司", "白鹭区 · 640 人"),
        ("e4", "沐禾食品有限公司", "花溪县 · 215 人"),
    )
)
