"""Puts the actor on each request: the rights of that very day (RQ-A13, RQ-B9)."""

from django.utils.functional import SimpleLazyObject

from core.clock import today
from organization.actor import ANONYMOUS, actor_for


class ActorMiddleware:
    """``request.actor``, looked up when first asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = SimpleLazyObject(lambda: _actor(request))
        return self.get_response(request)


def _actor(request):
    return actor_for(request.user, today()) if request.user.is_authenticated else ANONYMOUS
