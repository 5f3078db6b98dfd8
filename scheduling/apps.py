"""The scheduling app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jobs import registry


class SchedulingConfig(AppConfig):
    """Names the app, and hears of people who leave."""

    """Names the app, and registers its work."""

    name = "scheduling"

    def ready(self) -> None:
        """Looking for a better plan is a job, whose handler is imported by workers only: OR-Tools is large.

        Whose membership ends, their leave is kept no longer.
        """
        from agencies.commands import on_leave  # noqa: PLC0415 -- models are loaded only now
        from scheduling.commands import forget_absences  # noqa: PLC0415 -- as above

        on_leave(forget_absences)
        registry.register("scheduling.improve", "scheduling.tasks.improve_proposal", what=_("The search for a better plan"))
