"""What is recorded by hand of a union's life."""

from zhijia.trail.kinds import declare_event

LIFE_RECORDED = declare_event("organising.life_recorded", "登记工会活力事实")
FEE_RECORDED = declare_event("organising.fee_recorded", "登记工会经费拨缴")
FEE_SETTLED = declare_event("organising.fee_settled", "登记工会经费补缴")
