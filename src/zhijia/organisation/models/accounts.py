"""Accounts: the way in for a person. They hold no personal data; the person does."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.people import Person
from zhijia.organisation.models.posts import Post
from zhijia.organisation.models.unions import TreePath


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """账号. Lock-out is counted here, because a count in memory is one count per worker process."""

    username = models.CharField(_("账号"), max_length=40, unique=True)
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="user", verbose_name=_("人员")
    )
    is_active = models.BooleanField(_("启用"), default=True)
    must_change_password = models.BooleanField(_("首次登录须改密"), default=False)
    failed_logins = models.PositiveSmallIntegerField(_("连续失败次数"), default=0)
    locked_until = models.DateTimeField(_("锁定至"), null=True, blank=True)
    acting_post = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("当前岗位")
    )
    created_at = models.DateTimeField(_("建立时间"))

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        verbose_name = verbose_name_plural = _("账号")

    def __str__(self) -> str:
        return self.username


class ActivationSlip(models.Model):
    """开通凭条: a printed one-time code by which a person opens the account. Only a hash of the code is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="slips", verbose_name=_("账号"))
    code_hash = models.CharField(max_length=128)
    issued_at = models.DateTimeField(_("签发时间"))
    issued_by_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("签发岗位"))
    expires_at = models.DateTimeField(_("有效至"))
    used_at = models.DateTimeField(_("使用时间"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    path = TreePath(_("路径"))

    class Meta:
        verbose_name = verbose_name_plural = _("开通凭条")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(used_at=None, revoked_at=None),
                name="slip_one_open_per_user",
            )
        ]


class PasswordReset(models.Model):
    """重置密码: asked for by one post, confirmed by another person through another post."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="resets", verbose_name=_("账号"))
    reason = models.CharField(_("原因"), max_length=200)
    asked_at = models.DateTimeField(_("申请时间"))
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("申请人"))
    asked_by_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("申请岗位"))
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("确认人")
    )
    confirmed_by_post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("确认岗位")
    )
    path = TreePath(_("路径"))

    class Meta:
        verbose_name = verbose_name_plural = _("重置密码")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("asked_by")),
                name="reset_two_people",
                violation_error_message=_("申请人和确认人不能是同一人。"),
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by_post=None) | ~models.Q(confirmed_by_post=models.F("asked_by_post")),
                name="reset_two_posts",
                violation_error_message=_("重置密码须由两个岗位共同完成。"),
            ),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(confirmed_at=None), name="reset_one_open_per_user"
            ),
        ]
