"""The agencies app."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Names the app, and tells the sign-in page whom a demonstration has."""

    name = "agencies"

    def ready(self) -> None:
        """Who does what is known here; the sign-in page lies in a lower room."""
        from accounts.demonstration import cast_from  # noqa: PLC0415 -- models are loaded only now
        from agencies.queries import demonstration_cast  # noqa: PLC0415 -- as above

        cast_from(demonstration_cast)
