"""What the page frame and the tables need and Django's own tags do not give."""

from functools import partial
from urllib.parse import urlencode

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import NoReverseMatch, reverse

register = template.Library()

AMOUNT = 100_000
"""From here on a number is as wide as an amount of money."""


@register.simple_tag(takes_context=True)
def again(context, name: str) -> str:
    """A block's text a second time: the heading is also the title of the document."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return block.nodelist.render(context).strip() if block else ""


@register.simple_tag(takes_context=True)
def this_page_in(context, year: int) -> str:
    """The same page in another year; the plan of that year where the page has no such sister."""
    match = getattr(context.get("request"), "resolver_match", None)
    names = [match.view_name] if match and set(match.kwargs) == {"year"} else []
    for name in [*names, "reports:plan"]:
        try:
            return reverse(name, kwargs={"year": year})
        except NoReverseMatch:
            continue
    return ""


@register.filter
def beside(row, columns) -> list[tuple]:
    """Each cell of a row with its column."""
    return list(zip(row, columns, strict=True))


@register.filter
def wide(table) -> list[tuple]:
    """Each column of a table (or its snapshot) with whether it holds amounts, numbers too long for a narrow column."""
    part = table.get if isinstance(table, dict) else partial(getattr, table)
    rows = [*part("rows"), *part("foot")]
    return [
        (column, any(isinstance(row[place], int) and abs(row[place]) >= AMOUNT for row in rows))
        for place, column in enumerate(part("columns"))
    ]


@register.simple_tag(takes_context=True)
def asking(context, url: str) -> str:
    """``url`` of the agency that the overseer named in the page's own address; unchanged without one."""
    agency = context["request"].GET.get("agency")
    return f"{url}{'&' if '?' in url else '?'}{urlencode({'agency': agency})}" if agency else url
