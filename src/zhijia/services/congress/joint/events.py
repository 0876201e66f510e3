"""The kinds of acts of a joint meeting."""

from zhijia.trail.kinds import declare_event

OPENED = declare_event("congress.joint_opened", "提请联席会议")
CALLED = declare_event("congress.joint_called", "召集联席会议")
HELD = declare_event("congress.joint_held", "登记联席会议结果")
CONFIRMED = declare_event("congress.joint_confirmed", "职代会确认联席会议决定")
DROPPED = declare_event("congress.joint_dropped", "取消联席会议")
