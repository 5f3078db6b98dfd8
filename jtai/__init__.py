"""Wiring, and the small leaves that every app may use. Imports no app."""

from jtai.celery import app as celery_app

__all__ = ("celery_app",)
