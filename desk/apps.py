"""The desk app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Names the app, and says what words that were kept belong to."""

    name = "desk"

    def ready(self) -> None:
        """What lies below speaks with the words of pages: of words that were kept, and of the trail in a disclosure."""
        from accounts.describing import describe_by  # noqa: PLC0415 -- models are loaded only now
        from desk import labels, verbs  # noqa: PLC0415 -- as above
        from desk.typed import describe  # noqa: PLC0415 -- as above
        from disclosure.telling import Vocabulary, speak  # noqa: PLC0415 -- as above

        describe_by(describe)
        speak(Vocabulary(verbs.sentence, labels.plainly, verbs.detail))
