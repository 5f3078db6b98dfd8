"""The scheduling app."""

from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    """Names the app, and hears of people who leave."""

    name = "scheduling"

    def ready(self) -> None:
        """Whose membership ends, their leave is kept no longer."""
        from agencies.commands import on_leave  # noqa: PLC0415 -- models are loaded only now
        from scheduling.commands import forget_absences  # noqa: PLC0415 -- as above

        on_leave(forget_absences)
