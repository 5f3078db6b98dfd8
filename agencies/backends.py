"""Who signs in comes with their organisation: one query instead of two on every page."""

from typing import Any

from axes.backends import AxesStandaloneBackend
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from accounts.models import User
from agencies.queries import keep_membership


class MemberBackend(AxesStandaloneBackend, ModelBackend):
    """Django's own check of e-mail and password, refused while that address is locked out from where the request comes.

    The person is read together with their membership.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **more: Any
    ) -> User | None:
        """The person with this address and password. Raises PermissionDenied while locked out, before anything is compared."""
        AxesStandaloneBackend.authenticate(self, request, username=username, password=password, **more)
        found: User | None = ModelBackend.authenticate(self, request, username=username, password=password, **more)
        return found

    def get_user(self, user_id: Any) -> User | None:
        """The active person of a session, or None."""
        rows = User.objects.select_related("membership__inspectorate")
        person = rows.filter(pk=user_id).first()
        if person is None or not self.user_can_authenticate(person):
            return None
        keep_membership(person)
        return person
