"""The programmes app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jobs import registry


class ProgrammesConfig(AppConfig):
    """Names the app and registers its work."""

    name = "programmes"

    def ready(self) -> None:
        """Reading a table of activities is a job, whose handler is imported by workers only."""
        registry.register("programmes.import", "programmes.importing.running.run_import", what=_("The import"))
