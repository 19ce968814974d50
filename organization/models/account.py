"""The user model: one account, one person (RQ-A16)."""

import datetime
import unicodedata

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def normal_name(name: str) -> str:
    """Account names compare under NFKC, without outer blanks and letter case (RQ-A2)."""
    return unicodedata.normalize("NFKC", name or "").strip().casefold()


class AccountManager(BaseUserManager):
    """Finds an account however its name was typed."""

    def get_by_natural_key(self, username):
        return self.get(username=normal_name(username))

    def create_user(self, username, password=None, **fields):
        account = self.model(username=normal_name(username), **fields)
        account.set_password(password)
        account.full_clean()
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser, PermissionsMixin):
    """Who signs in. ``is_staff`` opens the admin site; what is seen there follows the roles."""

    username = models.CharField(
        _("帳號"),
        max_length=60,
        unique=True,
        error_messages={"unique": _("此帳號已有人使用。")},
    )
    email = models.EmailField(_("電子郵件"), blank=True)
    is_active = models.BooleanField(_("啟用"), default=True)
    is_staff = models.BooleanField(_("可進入管理後台"), default=False)
    must_change_password = models.BooleanField(_("下次登入須變更密碼"), default=False)
    password_set_at = models.DateTimeField(_("密碼設定時間"), null=True, blank=True)
    until = models.DateField(_("停用日（臨時帳號）"), null=True, blank=True)
    is_demo = models.BooleanField(_("示範帳號"), default=False, editable=False)
    created_at = models.DateTimeField(_("建立時間"), auto_now_add=True)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("帳號")
        verbose_name_plural = _("帳號")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.username

    def clean(self) -> None:
        self.username = normal_name(self.username)
        super().clean()

    def may_sign_in(self, moment: datetime.datetime) -> bool:
        """No demonstration in production, no initial secret left unchanged too long, and its day not over."""
        if self.is_demo and settings.PRODUCTION:
            return False
        unchanged_since = self.password_set_at if self.must_change_password else None
        if unchanged_since and moment - unchanged_since > settings.INITIAL_PASSWORD_LIVES:
            return False
        return not self.has_ended(moment.astimezone(timezone.get_current_timezone()).date())

    def may_be_reset(self, moment: datetime.datetime) -> bool:
        """An expired initial secret may be replaced by mail; an ended account may not."""
        day = moment.astimezone(timezone.get_current_timezone()).date()
        return bool(self.email) and not self.has_ended(day)

    def has_ended(self, day: datetime.date) -> bool:
        return self.until is not None and day >= self.until

    def must_renew_password(self, moment: datetime.datetime) -> bool:
        """First sign-in, or older than the profile allows (RQ-A6, A7)."""
        if self.must_change_password:
            return True
        days = settings.PASSWORD_MAX_DAYS
        return bool(days and self.password_set_at) and moment - self.password_set_at > datetime.timedelta(
            days
        )


class PastPassword(models.Model):
    """A hash once used, so that the last ones can be refused (RQ-A6)."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="past_passwords")
    hash = models.CharField(max_length=200)
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("舊密碼")
        verbose_name_plural = _("舊密碼")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.account} {self.set_at:%Y-%m-%d}"
