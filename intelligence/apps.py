"""The intelligence app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jobs import registry


class IntelligenceConfig(AppConfig):
    """Names the app, registers its work, and says what somebody leaves behind."""

    name = "intelligence"

    def ready(self) -> None:
        """Building a letter is a job, whose handler is imported by workers only.

        Who leaves with drafts: an administrator reads before how many stay with the programme leads.
        """
        from agencies.queries import say_what_is_lost  # noqa: PLC0415 -- models are loaded only now
        from intelligence.queries import left_drafts  # noqa: PLC0415 -- as above

        registry.register("intelligence.letter", "intelligence.tasks.build_letter", what=_("The letter"))
        say_what_is_lost(left_drafts)
