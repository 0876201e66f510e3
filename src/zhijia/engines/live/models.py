"""What a live region shows at present, ready rendered, in each language."""

from django.db import models


class Fragment(models.Model):
    """The newest picture of a channel. `version` grows by one with each change and never goes back."""

    channel = models.CharField("频道", max_length=80)
    language = models.CharField("语言", max_length=10)
    html = models.TextField("画面")
    version = models.BigIntegerField("第几版", default=1)
    changed_at = models.DateTimeField("变动时间")

    class Meta:
        verbose_name = "实时画面"
        constraints = (models.UniqueConstraint(fields=("channel", "language"), name="live_one_picture_a_channel"),)
