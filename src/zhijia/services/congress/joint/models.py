"""Joint meetings between sessions (B6): what they decide holds until the next session confirms it or does not."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models.unions import TreePath
from zhijia.services.congress.rules.powers import Power
from zhijia.services.congress.terms.models import CongressTerm


class JointMeeting(models.Model):
    """联席会议. `session` is the case of the session at which its decision was put (WC-031)."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="joint_meeting", verbose_name=_("事项"))
    term = models.ForeignKey(
        CongressTerm, on_delete=models.PROTECT, related_name="joint_meetings", verbose_name=_("届次")
    )
    topic = models.CharField(_("议题"), max_length=200)
    power = models.CharField(_("职权"), max_length=13, choices=Power.choices)
    authority = models.CharField(_("授权依据"), max_length=300)
    called_for = models.DateField(_("拟召开日期"), null=True)
    held_on = models.DateField(_("召开日期"), null=True)
    attendance = models.CharField(_("参加人员"), max_length=500, blank=True)
    decision = models.TextField(_("协商结果"), max_length=2000, blank=True)
    confirmed_on = models.DateField(_("确认日期"), null=True)
    is_confirmed = models.BooleanField(_("已确认"), null=True)
    session = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("会议"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("联席会议")
        constraints = [
            models.CheckConstraint(condition=Q(power__in=Power.values), name="jointmeeting_power_known"),
            models.CheckConstraint(
                condition=Q(confirmed_on=None, is_confirmed=None)
                | Q(held_on__isnull=False, confirmed_on__isnull=False, is_confirmed__isnull=False),
                name="jointmeeting_confirmed_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.topic
