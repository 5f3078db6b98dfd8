"""Who signs in comes with their organisation: one query instead of two on every page."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from accounts.models import User
from agencies.queries import keep_membership


class MemberBackend(ModelBackend):
    """Django's own check of e-mail and password; the person is read together with their membership."""

    def get_user(self, user_id: Any) -> User | None:
        """The active person of a session, or None."""
        rows = User.objects.select_related("membership__inspectorate")
        person = rows.filter(pk=user_id).first()
        if person is None or not self.user_can_authenticate(person):
            return None
        keep_membership(person)
        return person
