"""The desk app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Names the app."""

    name = "desk"

    def ready(self) -> None:
        """A disclosure tells the trail in the words of the trail's pages; its room lies below and knows no page."""
        from desk import labels, verbs  # noqa: PLC0415 -- models are loaded only now
        from disclosure.telling import Vocabulary, speak  # noqa: PLC0415 -- as above

        speak(Vocabulary(verbs.sentence, labels.plainly, verbs.detail))
