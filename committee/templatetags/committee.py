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


@register.filter
def was(field) -> str:
    """What the field held when the page was made, as it is typed."""
    value = field.initial
    return f"{value:%H:%M}" if hasattr(value, "hour") else value or ""
