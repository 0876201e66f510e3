"""The kinds of acts this engine records."""

from zhijia.trail.kinds import declare_event

DECLARED = declare_event("indicators.declared", "设立申报指标")
CLOSED = declare_event("indicators.closed", "停用申报指标")
REPORTED = declare_event("indicators.reported", "填报")
CORRECTED = declare_event("indicators.corrected", "更正填报")
FROZEN = declare_event("indicators.frozen", "封存指标")
DRIFTED = declare_event("indicators.drifted", "指标与记录不一致，已按记录更正")
