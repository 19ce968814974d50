"""Small readings for the pages of the committee chapter."""

from django import template

register = template.Library()


@register.filter
def words(text: str) -> list[str]:
    return text.split()


@register.filter
def field(form, name: str):
    """The form's field called ``name``."""
    return form[name]


@register.filter
def at(values: dict, name: str):
    return values.get(name)
