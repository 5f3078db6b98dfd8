"""The intelligence app."""

from django.apps import AppConfig


class IntelligenceConfig(AppConfig):
    """Names the app, and says what somebody leaves behind."""

    name = "intelligence"

    def ready(self) -> None:
        """Who leaves with drafts: an administrator reads before how many stay with the programme leads."""
        from agencies.queries import say_what_is_lost  # noqa: PLC0415 -- models are loaded only now
        from intelligence.queries import left_drafts  # noqa: PLC0415 -- as above

        say_what_is_lost(left_drafts)
