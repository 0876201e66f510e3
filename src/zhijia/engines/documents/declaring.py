"""What this engine declares when it is loaded: its own template, and that moves issue documents through it."""

from pathlib import Path

from zhijia.engines.cases.papers import fill_port
from zhijia.engines.documents.composing.merging import Field, FieldKind
from zhijia.engines.documents.issuing.issue import ANNULMENT, issue_ordered
from zhijia.engines.documents.issuing.registry import register_template
from zhijia.lib.sentences import gettext_noop as _

register_template(
    ANNULMENT,
    _("作废通知"),
    Path(__file__).parent / "documents" / "annulment.md",
    [Field("annulled"), Field("issued_on", FieldKind.DAY), Field("reason", FieldKind.TEXT)],
)
fill_port(issue_ordered)
