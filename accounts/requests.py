"""Requests whose person is known to be signed in: what views and operations behind the closed door say that they take."""

from collections.abc import Callable

from django.http import HttpRequest
from rest_framework.request import Request

from accounts.models import User


class SignedIn(HttpRequest):
    """A page's request past LoginRequiredMiddleware. An annotation only; nobody makes one.

    needs_second_factor, lacks_second_factor: of the person, of this session; set by agencies.middleware, since this room does
    not know who has casework. only_sign_out: set on pages where a second factor is set up, read by the frame of the page.
    """

    user: User
    needs_second_factor: Callable[[User], bool]
    lacks_second_factor: Callable[[User], bool]
    only_sign_out: bool


class SignedInCall(Request):
    """An API request past IsAuthenticated. An annotation only; nobody makes one."""

    user: User
