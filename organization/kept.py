"""What was typed into a form that could not be taken (RQ-C11): signed, given back to the same browser, sent again.

Files and passwords are not kept.
"""

from dataclasses import dataclass

from django.core import signing

MAX_CHARACTERS = 200_000
SALT = "organization.kept"
NOT_KEPT = ("csrfmiddlewaretoken", "next", "kept")
NOT_TYPED = ("token", "id", "shown", "verb")


@dataclass(frozen=True)
class Kept:
    """Where the form went and what stood in it; ``account`` is whose session had ended, if that is known."""

    path: str
    fields: list[tuple[str, str]]
    account: int | None = None
    is_too_long: bool = False

    @property
    def texts(self) -> list[str]:
        """What a person typed, for reading and copying."""
        return [value for name, value in self.fields if value and name not in NOT_TYPED]

    def packed(self) -> str:
        return signing.dumps([self.path, self.fields, self.account], salt=SALT, compress=True)


def of_request(request) -> Kept:
    """The posted fields, as far as they may be kept."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_KEPT and "password" not in name
        for value in values
    ]
    is_too_long = sum(len(value) for _, value in fields) > MAX_CHARACTERS
    return Kept(
        path=request.get_full_path(),
        fields=[] if is_too_long else fields,
        account=getattr(request, "expired_account", None),
        is_too_long=is_too_long,
    )


def unpacked(text: str, max_age: int) -> Kept | None:
    """What ``packed`` gave, or None when it is not ours or too old."""
    try:
        path, fields, account = signing.loads(text, salt=SALT, max_age=max_age)
    except signing.BadSignature:
        return None
    return Kept(path, [tuple(one) for one in fields], account)
