"""The reports app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jobs import registry


class ReportsConfig(AppConfig):
    """Names the app and registers its work."""

    name = "reports"

    def ready(self) -> None:
        """Building is a job, whose handler is imported by workers only. Steps from drafting on wait for what is known here."""
        from inspections.policies import READY  # noqa: PLC0415 -- models are loaded only now
        from reports.policies import READY_RULES  # noqa: PLC0415 -- as above

        READY.update(READY_RULES)
        registry.register("reports.build", "reports.tasks.build_report", what=_("The report"))
