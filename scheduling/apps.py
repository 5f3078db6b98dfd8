"""The scheduling app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jobs import registry


class SchedulingConfig(AppConfig):
    """Registers its work, and says of a place in the year what has to be known before an inspection leaves it or comes back."""

    name = "scheduling"

    def ready(self) -> None:
        """Looking for a better plan is a job, whose handler is imported by workers only: OR-Tools is large.

        The sentences of the year are hung beside the steps that they are about.
        """
        from inspections.policies import SAID_BEFORE  # noqa: PLC0415 -- models are loaded only now
        from scheduling.queries import said_of_place  # noqa: PLC0415 -- as above

        registry.register("scheduling.improve", "scheduling.tasks.improve_proposal", what=_("The search for a better plan"))
        for step in ("defer", "cancel", "reschedule"):
            SAID_BEFORE.setdefault(step, []).append(said_of_place)
