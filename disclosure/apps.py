"""The app's label."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """Subject access and freedom of information."""

    name = "disclosure"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Retention knows nothing of this room: it is told what goes of it, and how."""
        from disclosure import forgetting  # noqa: PLC0415 -- models are loaded only now
        from disclosure.models import AccessRequest  # noqa: PLC0415 -- as above
        from retention.commands import Other, register  # noqa: PLC0415 -- as above

        register("access", Other(AccessRequest, forgetting.requests_due, forgetting.held_with, forgetting.empty))
