"""The kinds of acts of a question."""

from zhijia.trail.kinds import declare_event

ASKED = declare_event("openness.question_asked", "职工就公开内容提问")
ANSWERED = declare_event("openness.question_answered", "答复职工就公开内容的提问")
