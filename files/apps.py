"""The files app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Names the app."""

    name = "files"
