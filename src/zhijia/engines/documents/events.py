"""The kinds of acts on documents."""

from zhijia.trail.kinds import declare_event

DOCUMENT_ISSUED = declare_event("documents.issued", "印发文书")
DOCUMENT_ANNULLED = declare_event("documents.annulled", "作废文书")
SIGNED_COPY_ENTERED = declare_event("documents.signed_copy_entered", "登记签章件")
DOCUMENT_SERVED = declare_event("documents.served", "送达文书材料")
DOCUMENT_RECEIVED = declare_event("documents.received", "签收文书材料")
FORM_PRESCRIBED = declare_event("documents.form_prescribed", "规定文书格式")
SERIES_SET = declare_event("documents.series_set", "登记发文代字")
