"""What a password must be, in the profile of 附表十 or of ASVS (RQ-A6). The settings choose rules and numbers.

Nothing is cut off or folded: a password works exactly as it was set.
"""

import unicodedata

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

PRODUCT_WORDS = ("gmplan", "taipei", "password", _n("密碼"), _n("性別主流化"))


class Rule:
    """A validator whose help is the sentence it refuses with."""

    def get_help_text(self) -> str:
        return self.sentence()

    def refuse(self, code: str, sentence: str = ""):
        raise ValidationError(sentence or self.sentence(), code=code)


class Length(Rule):
    def __init__(self, shortest: int, longest: int):
        self.shortest, self.longest = shortest, longest

    def sentence(self) -> str:
        return _("密碼須為 %(shortest)d 至 %(longest)d 個字元。") % vars(self)

    def validate(self, password, user=None):
        if not self.shortest <= len(password) <= self.longest:
            now = _("目前為 %(count)d 個字元。") % {"count": len(password)}
            self.refuse("length", f"{self.sentence()}{now}")


class Kinds(Rule):
    def __init__(self, at_least: int):
        self.at_least = at_least

    def sentence(self) -> str:
        return _("密碼須含大寫字母、小寫字母、數字、符號中至少 %(at_least)d 種；含中文字者不受此限。") % vars(
            self
        )

    def validate(self, password, user=None):
        """A Chinese character is one of thousands and outweighs the four kinds."""
        kinds = [
            any(one.isupper() for one in password),
            any(one.islower() for one in password),
            any(one.isdigit() for one in password),
            any(not one.isalnum() for one in password),
        ]
        if sum(kinds) < self.at_least and not any(unicodedata.category(one) == "Lo" for one in password):
            self.refuse("kinds")


class Uncommon(Rule, CommonPasswordValidator):
    """Django's list of 20,000."""

    def sentence(self) -> str:
        return _("密碼不得為常見的密碼。")

    def get_help_text(self) -> str:
        return self.sentence()

    def validate(self, password, user=None):
        if password.casefold().strip() in self.passwords:
            self.refuse("common")


class Unlike(Rule):
    """Not like the name, the account, the staff number, the agency or this product."""

    def sentence(self) -> str:
        return _("密碼不得含有您的姓名、帳號、員工編號、機關名稱或本系統名稱。")

    def validate(self, password, user=None):
        typed = _folded(password)
        if any(word in typed for word in _words(user)):
            self.refuse("like")


class NotUsedBefore(Rule):
    def __init__(self, last: int):
        self.last = last

    def sentence(self) -> str:
        return _("密碼不得與最近 %(last)d 次使用過的相同。") % vars(self)

    def validate(self, password, user=None):
        if user is None or user.pk is None:
            return
        used = [user.password, *user.past_passwords.values_list("hash", flat=True)[: self.last]]
        if any(check_password(password, one) for one in list(dict.fromkeys(used))[: self.last]):
            self.refuse("used")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _words(user) -> list[str]:
    """Words too near to the person; those of one or two letters would refuse too much."""
    words = list(PRODUCT_WORDS)
    if user:
        words += [user.username, user.email.partition("@")[0]]
        person = getattr(user, "person", None) if user.pk else None
        if person:
            words += [
                person.name,
                person.staff_number,
                person.agency.name,
                person.agency.short_name,
                person.agency.code,
            ]
    folded = [_folded(word) for word in words]
    return [word for word in folded if len(word) >= (4 if word.isascii() else 2)]
