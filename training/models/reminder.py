"""That somebody was reminded, and when: a second reminder has to wait (N-2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from notices.models import Letter
from organization.models import Person
from organization.models.versioned import Versioned


class ReminderQuerySet(models.QuerySet):
    def of(self, agency_id):
        return self.filter(person__agency_id=agency_id)

    def visible_to(self, actor):
        return actor.within(self, person="person_id", agency="person__agency_id", only_personnel=True)


class Reminder(Versioned):
    """One digest of what a person has still to do, as it was laid in the outbox."""

    person = models.ForeignKey(
        Person, verbose_name=_("人員"), on_delete=models.PROTECT, related_name="reminders"
    )
    letter = models.OneToOneField(
        Letter, verbose_name=_("信件"), on_delete=models.PROTECT, related_name="reminder"
    )
    written_on = models.DateField(_("擬信日"))

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("提醒")
        verbose_name_plural = _("提醒")
        ordering = ["-written_on", "-id"]
        indexes = [models.Index(fields=["written_on", "person"], name="reminders_of_a_week")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "written_on"],
                name="reminder_once_a_day",
                violation_error_message=_("今日已擬過這位同仁的提醒。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.written_on}"
