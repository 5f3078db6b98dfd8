"""The reports app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jobs import registry


class ReportsConfig(AppConfig):
    """Names the app and registers its work."""

    name = "reports"

    def ready(self) -> None:
        """Building is a job; its handler is imported by workers only."""
        registry.register("reports.build", "reports.tasks.build_report", what=_("The report"))
