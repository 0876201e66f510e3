"""What this floor itself writes to the log."""

from zhijia.trail.kinds import declare_event

ERASED = declare_event("trail.erased", "依法删除内容")
