"""What every page gets: the actor, the year, the years of the plan and the navigation."""


def page(request) -> dict:
    return {"actor": getattr(request, "actor", None)}
