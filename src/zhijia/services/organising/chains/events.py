"""What is recorded of chains and of industry federations. Their subjects are the enterprise or the union concerned."""

from zhijia.trail.kinds import declare_event

CHAIN_ENTERED = declare_event("organising.chain_entered", "登记连锁企业")
STORES_ADDED = declare_event("organising.chain_stores_added", "登记连锁门店")
STORE_CLOSED = declare_event("organising.chain_store_closed", "连锁门店关闭")
FEDERATION_RECORDED = declare_event("organising.federation_recorded", "登记行业工会联合会")
FEDERATION_COVERED = declare_event("organising.federation_covered", "行业工会联合会覆盖单位")
FEDERATION_UNCOVERED = declare_event("organising.federation_uncovered", "行业工会联合会不再覆盖单位")
