"""The jobs app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Names the app and registers its own kind of job."""

    name = "jobs"

    def ready(self) -> None:
        """The outbox is a job like any other."""
        from jobs import mail, registry  # noqa: PLC0415 -- models can be imported only now

        registry.register("jobs.mail", mail.send, what=_("The e-mail"))
