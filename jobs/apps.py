"""The jobs app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jobs import registry


class JobsConfig(AppConfig):
    """Names the app and registers its own kind of job."""

    name = "jobs"

    def ready(self) -> None:
        """The outbox is a job like any other."""
        registry.register("jobs.mail", "jobs.mail.send", what=_("The e-mail"))
