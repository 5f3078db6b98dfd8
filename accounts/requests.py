"""Requests whose person is known to be signed in: what views and operations behind the closed door say that they take."""

from django.http import HttpRequest
from rest_framework.request import Request

from accounts.models import User


class SignedIn(HttpRequest):
    """A page's request past LoginRequiredMiddleware. An annotation only; nobody makes one."""

    user: User


class SignedInCall(Request):
    """An API request past IsAuthenticated. An annotation only; nobody makes one."""

    user: User
