"""What the clock sets going."""

from celery import shared_task
from django.db import connection

from audit.sealing import seal

MONTHS_AHEAD = 2


@shared_task
def seal_trail() -> None:
    """Seal what moved; each minute."""
    seal()


@shared_task
def make_months() -> None:
    """Make the tables of reads for the months to come; each day."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_make_months(%s)", [MONTHS_AHEAD])
