"""The kinds of acts on a sheet."""

from zhijia.trail.kinds import declare_event

OPENED = declare_event("scorecards.opened", "建立评分表")
SELF_SCORED = declare_event("scorecards.self_scored", "自评")
CHECKED = declare_event("scorecards.checked", "核查评分")
REVIEWED = declare_event("scorecards.reviewed", "复核评分")
SPOT_CHECKED = declare_event("scorecards.spot_checked", "市级抽查")
SAMPLE_DRAWN = declare_event("scorecards.sample_drawn", "抽取抽查名单")
RECOUNTED = declare_event("scorecards.recounted", "自动计算的得分前后不一致")
GRADED = declare_event("scorecards.graded", "评定等次")
