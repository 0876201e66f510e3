"""Kinds of events of this service."""

from zhijia.trail.kinds import declare_event

APPLIED = declare_event("organising.applied", "申请入会或转会")
APPLICANT_CONTACTED = declare_event("organising.applicant_contacted", "联系申请人")
APPLICATION_APPROVED = declare_event("organising.application_approved", "同意入会或转会")
APPLICATION_DECLINED = declare_event("organising.application_declined", "不同意入会或转会")
