"""What is recorded of impact assessments. Their subject is the union that made them."""

from zhijia.trail.kinds import declare_event

ASSESSMENT_ENTERED = declare_event("organising.assessment_entered", "登记个人信息保护影响评估")
