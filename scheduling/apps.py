"""The scheduling app."""

from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    """Says of a place in the year what has to be known before an inspection leaves it or comes back."""

    name = "scheduling"

    def ready(self) -> None:
        """Hang the sentences of the year beside the steps that they are about."""
        from inspections.policies import SAID_BEFORE  # noqa: PLC0415 -- models are loaded only now
        from scheduling.queries import said_of_place  # noqa: PLC0415 -- as above

        for step in ("defer", "cancel", "reschedule"):
            SAID_BEFORE.setdefault(step, []).append(said_of_place)
