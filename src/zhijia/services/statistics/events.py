"""The kinds of acts of the annual return."""

from zhijia.trail.kinds import declare_event

SURVEY_OPENED = declare_event("statistics.survey_opened", "布置统计年报")
OPENED = declare_event("statistics.opened", "发出统计年报表")
HANDED_OUT = declare_event("statistics.handed_out", "向下布置统计年报")
FILLED = declare_event("statistics.filled", "填写统计年报")
OVERRIDDEN = declare_event("statistics.overridden", "改填系统计算的数")
COMPILED = declare_event("statistics.compiled", "提请签发统计年报")
SIGNED = declare_event("statistics.signed", "签发统计年报")
REOPENED = declare_event("statistics.reopened", "退回修改统计年报")
ACCEPTED = declare_event("statistics.accepted", "审核通过统计年报")
SENT_BACK = declare_event("statistics.sent_back", "退回统计年报")
READ_BACK = declare_event("statistics.read_back", "导入填好的统计年报表")
CORRECTED = declare_event("statistics.corrected", "开始更正统计年报")
