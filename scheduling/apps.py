"""The scheduling app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jobs import registry


class SchedulingConfig(AppConfig):
    """Names the app, and registers its work."""

    name = "scheduling"

    def ready(self) -> None:
        """Looking for a better plan is a job, whose handler is imported by workers only: OR-Tools is large."""
        registry.register("scheduling.improve", "scheduling.tasks.improve_proposal", what=_("The search for a better plan"))
