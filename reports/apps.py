"""The reports app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jobs import registry


class ReportsConfig(AppConfig):
    """Names the app and registers its work."""

    name = "reports"

    def ready(self) -> None:
        """Building is a job, whose handler is imported by workers only. Steps from drafting on wait for what is known here.

        An administrator reads before a role ends how many decisions and signatures wait for its holder. What routine programmes
        look at came of a statement, which is put into words here.
        """
        from agencies.queries import say_what_is_lost  # noqa: PLC0415 -- models are loaded only now
        from inspections.policies import READY  # noqa: PLC0415 -- models are loaded only now
        from intelligence import naming  # noqa: PLC0415 -- as above
        from reports.policies import READY_RULES  # noqa: PLC0415 -- as above
        from reports.queries import lost_on_reports, said_of_statements  # noqa: PLC0415 -- as above

        READY.update(READY_RULES)
        say_what_is_lost(lost_on_reports)
        naming.say("reports.statement", said_of_statements)
        registry.register("reports.build", "reports.tasks.build_report", what=_("The report"))
