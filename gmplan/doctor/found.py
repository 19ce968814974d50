"""What a check found."""

from dataclasses import dataclass

from django.conf import settings

GOOD, WARNING, BAD = "✓", "⚠", "✗"


@dataclass(frozen=True)
class Found:
    """``mark`` tells how bad it is, ``sentence`` what there is and what to do."""

    title: str
    mark: str
    sentence: str

    @property
    def is_good(self) -> bool:
        return self.mark == GOOD

    def __str__(self) -> str:
        return f"{self.mark} {self.title}：{self.sentence}"


def good(title: str, sentence: str) -> Found:
    return Found(title, GOOD, sentence)


def warning(title: str, sentence: str) -> Found:
    return Found(title, WARNING, sentence)


def bad(title: str, sentence: str) -> Found:
    return Found(title, BAD, sentence)


def unready(title: str, sentence: str) -> Found:
    """What a demonstration may leave as it is and production may not."""
    return Found(title, BAD if settings.PRODUCTION else WARNING, sentence)
