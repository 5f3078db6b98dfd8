"""The programmes app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jobs import registry


class ProgrammesConfig(AppConfig):
    """Names the app, registers its work, and says to the room below what activities are called and which programmes there are."""

    name = "programmes"

    def ready(self) -> None:
        """Reading a table of activities is a job, whose handler is imported by workers only.

        An item of the room below names what it was learned in, what it informs, and what it was used in.
        """
        from intelligence import naming  # noqa: PLC0415 -- models are loaded only now
        from programmes.queries import (  # noqa: PLC0415 -- as above
            activities_to_name,
            programmes_of,
            said_of_activities,
            said_of_programmes,
        )

        registry.register("programmes.import", "programmes.importing.running.run_import", what=_("The import"))
        naming.say("programmes.activity", said_of_activities)
        naming.say("programmes.programme", said_of_programmes)
        naming.offer("programmes.activity", activities_to_name)
        naming.programmes_from(programmes_of)
