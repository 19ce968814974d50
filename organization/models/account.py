"""The user model: one account, one person (RQ-A16)."""

import unicodedata

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
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

    def create_superuser(self, username, password=None, **fields):
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)


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
