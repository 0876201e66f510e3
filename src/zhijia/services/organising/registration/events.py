"""The kinds of acts of registering a union as a legal person."""

from zhijia.trail.kinds import declare_event

APPLIED = declare_event("organising.registration_applied", "申请工会法人登记")
SUPPLEMENT_ASKED = declare_event("organising.registration_supplement_asked", "要求补正法人登记材料")
SUPPLEMENTED = declare_event("organising.registration_supplemented", "补正法人登记材料")
REGISTERED = declare_event("organising.registered", "准予工会法人登记")
DECLINED = declare_event("organising.registration_declined", "不予工会法人登记")
WITHDRAWN = declare_event("organising.registration_withdrawn", "撤回法人登记申请")
CHANGE_APPLIED = declare_event("organising.registration_change_applied", "申请法人变更登记")
CHANGED = declare_event("organising.registration_changed", "办理法人变更登记")
RENEWAL_APPLIED = declare_event("organising.registration_renewal_applied", "申请法人换证登记")
RENEWED = declare_event("organising.registration_renewed", "办理法人换证登记")
EXPIRED = declare_event("organising.registration_expired", "法人证书到期")
END_APPLIED = declare_event("organising.deregistration_applied", "申请法人注销登记")
ENDED = declare_event("organising.deregistered", "办理法人注销登记")
REVOKED = declare_event("organising.registration_revoked", "撤销法人登记")
