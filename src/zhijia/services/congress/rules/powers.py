"""What a congress does with a matter (B4): each power has another effect, and which applies depends on the employer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Power(models.TextChoices):
    REVIEW_ADVISE = "review_advise", _("审议建议")
    PASS = "pass", _("审议通过")
    AGREE_VETO = "agree_veto", _("审查同意或否决")
    DECIDE = "decide", _("审议决定")
    SUPERVISE = "supervise", _("审查监督")
    ELECT = "elect", _("民主选举")
    EVALUATE = "evaluate", _("民主评议")


RESERVED = frozenset({Power.PASS, Power.AGREE_VETO, Power.DECIDE, Power.ELECT})
"""Powers that only the congress itself has: without its vote nothing comes of the matter (WC-025, WC-032)."""
