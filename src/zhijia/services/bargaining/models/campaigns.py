"""The template of a campaign of offers 集中要约 (bargaining-congress §A4 step 1, §A9: the funnel of a campaign)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.campaigns.models import Campaign
from zhijia.organisation.models.unions import TreePath
from zhijia.services.bargaining.models.bargainings import ContractType


class OfferCampaign(models.Model):
    """集中要约: what every enterprise of a campaign is offered to bargain about. Words may hold merge fields (`rules/merging`)."""

    campaign = models.OneToOneField(
        Campaign, on_delete=models.CASCADE, related_name="offers", verbose_name=_("集中行动")
    )
    contract_type = models.CharField(_("合同类型"), max_length=12, choices=ContractType.choices)
    topics = models.TextField(_("协商内容"))
    claims = models.TextField(_("诉求、理由和依据"), blank=True)
    proposed_on = models.DateField(_("拟定协商日期"), null=True)
    proposed_place = models.CharField(_("拟定协商地点"), max_length=120, blank=True)
    negotiators_proposed = models.PositiveSmallIntegerField(_("拟定每方代表人数"), null=True)
    data_requested = models.TextField(_("请对方提供的资料"), blank=True)
    contact = models.CharField(_("联系人"), max_length=60, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("集中要约")
        constraints = [
            models.CheckConstraint(condition=Q(contract_type__in=ContractType.values), name="offercampaign_type_known"),
            models.CheckConstraint(condition=~Q(topics=""), name="offercampaign_is_written"),
        ]
