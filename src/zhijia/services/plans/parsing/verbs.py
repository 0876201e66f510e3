"""Finding the verb of a task: adverbs off, prepositional phrase off, then the first verb of the office language."""

import re
from typing import Final

ACTIONS: Final = (
    "组织实施 组织开展 组织推动 建立健全 建立完善 健全完善 协商确定 贯彻落实 推广应用 推广使用 统筹推进 协调推进 督促检查 督促指导 监督检查 宣传贯彻 宣传推广 "
    "总结推广 研究制定 制定出台 摸底排查 调查研究 走访慰问 集中整治 跟踪问效 培育打造 培养选拔 评选表彰 培训轮训 学习宣传 学习贯彻 "
    "开展 加强 完善 健全 加大 引导 组织 建立 提高 宣传 优化 提供 推进 推动 推行 推广 落实 实施 制定 出台 编制 修订 建设 构建 打造 培育 培养 培训 轮训 "
    "举办 举行 召开 承办 开设 开办 设立 成立 组建 新建 改建 扩建 改造 升级 创建 创新 创办 发展 扩大 拓展 拓宽 增加 增设 增强 深化 强化 细化 量化 固化 "
    "规范 改进 改善 改革 转变 调整 整合 整治 整改 清理 排查 摸排 摸清 摸底 检查 督查 督促 督导 监督 监测 监控 考核 考评 评估 评选 评定 表彰 奖励 激励 "
    "命名 推荐 推选 选树 选派 选拔 遴选 弘扬 倡导 培植 营造 创造 服务 维护 保障 保护 帮助 帮扶 扶持 资助 救助 慰问 走访 关心 关爱 关注 支持 鼓励 动员 "
    "发动 带动 促进 协助 协调 配合 联系 联合 参与 参加 了解 掌握 分析 研究 探索 总结 收集 征集 听取 反映 报送 报告 汇报 通报 公布 公开 发布 刊发 "
    "编印 编写 印发 发放 发挥 发动 履行 执行 贯彻 学习 教育 教导 宣讲 抓好 抓紧 抓实 搞好 做好 做实 做强 做大 办好 办理 用好 管好 建好 建强 建成 建有 配备 配强 配齐 "
    "安排 部署 落地 明确 确定 界定 厘清 列出 列入 纳入 分解 签订 协商 谈判 调解 调处 调研 化解 解决 处理 处置 处罚 查处 打击 防范 防止 预防 杜绝 遏制 "
    "控制 压减 压缩 降低 减少 减轻 取消 严明 严肃 严格落实 畅通 疏通 搭建 搭好 打通 打破 打赢 开通 开发 开放 引进 引入 招录 招聘 吸纳 吸引 安置 转移 转化 "
    "激发 调动 凝聚 统筹 统一 汇聚 汇总 募集 筹集 筹措 筹建 投入 使用 运用 利用 应用 采用 审议 审查 审核 审计 验收 核查 核实 核定 登记 备案 建档 "
    "巩固 提升 加快 加速 加固 加密 试点 试行 启动 实行 普及 覆盖 全覆盖 关停 关闭 淘汰 升格 挂钩 结对 对接 衔接 共享 接入 上线 运行 维修 修复 修缮 "
    "修建 铺设 绿化 种植 治理 净化 美化 消除 缓解 满足 丰富 充实 补充 补齐 补足 弥补 夯实 筑牢 织密 守住 把握 把好 理顺 理清 争创 争当 "
    "创作 制作 拍摄 出版 更新 补贴 补助 减免 返还 缴纳 收缴 拨付 划拨 管理 经营 运营 指导 辅导 指派 派驻 派出 委派 聘请 聘任 任用 选举 换届 轮岗 挂职 "
    "动员 号召 劝导 疏导 约谈 问责 追究 惩处 惩治 查找 查摆 查清 对照 自查 反馈 回访 跟踪 跟进 催办 督办 销号 兑现 兑付 落细 压实 树立 正视 使 打好 唱响 讲好 传承 "
    "续签 重签 集中 牵头 负责 承担 主办 达到 实现 完成 形成 进行 展开 确保 稳定 取得 "
    "融入 植入 嵌入 延伸 下沉 赋能 释放 挖掘 盘活 兜住 兜牢 守护 呵护 抚慰 探视 看望 送上 送去 配置 配发 购置 购买 采购 添置 设置 增配 划定 布局 规划 谋划 策划 设计 论证 "
    "建议 提出 提请 提交 上报 呈报 受理 答复 回应 交流 研讨 座谈 观摩 考察 参观 练兵 比武 竞赛 表扬 推介 树强 做优 做精 做细 抓牢 抓严 抓细 抓深 管住 盯紧 紧盯"
).split()
RESULTS: Final = frozenset(
    "促进 推动 提高 提升 增强 确保 使 实现 满足 丰富 改善 保障 形成 达到 取得 保持 稳定 调动 激发 发挥 减少 降低 减轻 凝聚 汇聚 杜绝 防止 努力 争取 缓解 带动 统一 负责 "
    "转变 发展 服务 创造 解决 树立 承担 适应 推广".split()
)
_ADVERBS: Final = (
    "进一步|继续|积极|扎实|大力|切实|深入|认真|全面|广泛|充分|着力|努力|不断|逐步|逐级|逐项|逐户|逐年|更好地?|更加|及时|按时|按期|如期|定期|不定期|依法|依规|主动|自觉|密切|始终|"
    "普遍|牢牢|紧紧|重点|统筹|有序|稳步|持续|严格|坚决|注重|善于|合理|科学|有效|率先|同步|相应|分别|联合|共同|经常|适时|尽快|尽早|限期|首先|其次|最后|再次|"
    "扎扎实实|实实在在|高质量|高标准|高水平|高效|精准|精心|精细|全力|全程|全员|合力|协同|因地制宜地?|分类|分级|分批|分期|分步|集中|统一|多渠道|多形式|多层次|多途径|有针对性地|"
    "有计划地?|有步骤地?|有重点地?|有条件地?|灵活|妥善|稳妥|审慎|从严|从快|从实|从细|优先|适当|适度|适时|大胆|勇于|敢于|带头|模范|狠抓落实|牢固|坚持|坚定不移地?|毫不动摇地?|一律|全部|都|均|再|又|还|也|"
    "就近|就地|免费|无偿|足额|依托|线上线下|常态化|制度化|规范化|系统化|系统|整体|综合|分层|滚动|动态|实时|随时|深化|快速|迅速|抓紧|加紧|好|地|新|拟|计划|力争|争取|力求|探索|鼓励|支持|可|宜"
)
_OPENERS: Final = "并且|并|从而|同时|此外|另外|另|而且|以及|还要|也要|仍要|既要|又要|都要|要|应当|应|须|必须|务必|需要|需|将|其中|一方面|另一方面|在此基础上|总之|特别是|尤其是|尤其"
_PREPOSITIONS: Final = "以|在|对于|对|通过|按照|按|围绕|把|将|由|从|结合|依托|针对|为了|为|向|与|同|会同|根据|随着|利用|用|于|自|借助|凭借|参照|依据|依照|经|经过|立足|面向|本着|遵循|每"
_SPOKEN: Final = r"[“‘《「][^”’》」]{0,60}[”’》」]|（[^（）]{0,60}）"
_ACTION_LIST: Final = "|".join(sorted(set(ACTIONS), key=lambda verb: (-len(verb), verb)))
_HEAD: Final = re.compile(
    rf"[ 、“○]*(?:(?:{_OPENERS})(?!后)|(?:{_ADVERBS})|○)*?(?P<verb>{_ACTION_LIST})(?!性|者|率|类|型|度(?!假)|化|员|队|力度|办法|方案|制度|工作(?:的|者)|中心|部门|单位|小组)"
)
_PREPOSED: Final = re.compile(rf"[ ○]*(?:(?:{_OPENERS})|(?:{_ADVERBS})|○)*?(?P<preposition>{_PREPOSITIONS})")
_ADVERBIAL: Final = frozenset("按照 按 根据 依据 依照 参照 随着 本着 遵循 立足 面向".split())
_ADVERBIAL_END: Final = re.compile(
    r"(?:中|上|下|内|时|后|前|同时|过程|基础|重点|导向|目标|主题|榜样|契机|抓手|载体|平台|依托|突破口|切入点|主线|核心|关键|原则|要求|办法|规定|精神|部署|思路|方针|指导|指引|引领|牵引|方式|形式|等方面)$"
)
_MODAL: Final = re.compile(
    r"(?<![主重需必只都就不是])(?:要(?![求点素件约领闻好])|应当?(?!用|对|急|邀|届)|须|必须|应于|将(?=[对在于]))"
)
_ANY: Final = re.compile(rf"{_SPOKEN}|(?P<verb>{_ACTION_LIST})(?!性|者|率|类|型|员|的)")


def leading_verb(clause: str) -> tuple[int, str] | None:
    """Offset and verb of a clause that begins with one, adverbs aside."""
    match = _HEAD.match(clause)
    return (match.start("verb"), match["verb"]) if match else None


_ADDRESSED: Final = re.compile(r" *对[^，]*的[^的，]{1,8}$")
_PLACED: Final = re.compile(r"[^，]{0,60}(?<![以及])(?:中|上|下|内|里|间|方面)")


_ASSIGNED: Final = re.compile(
    r"[ ○由]*△[△○、，和及与会同（） 分别共同具体主要统一要应将也都]*(?:负责|牵头|予以配合|配合|协助|协同|主办|承办|负总责)+(?P<rest>.*)"
)


def assigned_verb(clause: str) -> str | None:
    """What an actor (△) is to do: the verb behind 负责/牵头/配合, 负责 itself before a noun, "" when nothing follows."""
    match = _ASSIGNED.match(clause)
    if not match:
        return None
    rest = match["rest"].strip(" ，。；）")
    found = leading_verb(rest)
    return found[1] if found else "负责" if len(rest) >= 2 else ""


def is_adverbial(clause: str) -> bool:
    """以…为重点, 按照…要求, 在…基础上: sets the scene for the clause after it."""
    match = _PREPOSED.match(clause)
    return bool(
        match and (match["preposition"] in _ADVERBIAL or _ADVERBIAL_END.search(clause) or _ADDRESSED.match(clause))
    )


def preposed_verb(clause: str) -> tuple[int, str, str] | None:
    """Offset, verb and preposition of a clause that puts a phrase before its verb: 把…分解到…, 在全市推行…."""
    match = _PREPOSED.match(clause)
    if not match:
        return None
    place = _PLACED.match(clause, match.end()) if match["preposition"] == "在" else None
    found = _first_verb(clause, place.end() if place else match.end())
    return (*found, str(match["preposition"])) if found else None


def after_modal(clause: str) -> tuple[int, str] | None:
    """Offset and verb behind 要/应 of a clause with its own subject: 各区要建立…; a preposed phrase may stand between."""
    modal = _MODAL.search(clause[:40])
    if not modal or modal.start() == 0:
        return None
    rest = clause[modal.end() :]
    found = leading_verb(rest) or last_resort_verb(rest)
    return (modal.end() + found[0], found[1]) if found else None


def last_resort_verb(clause: str) -> tuple[int, str] | None:
    """The first verb anywhere outside quotes and brackets."""
    return _first_verb(clause, 0)


def _first_verb(clause: str, start: int) -> tuple[int, str] | None:
    found = _ANY.finditer(clause, start, start + 120)
    return next(((match.start("verb"), match["verb"]) for match in found if match["verb"]), None)
