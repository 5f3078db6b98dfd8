"""Sends the e-mails of the outbox."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from jobs.models import Email
from jobs.registry import Finish, Reporter


def send(reporter: Reporter, /, *, email: int) -> Finish:
    """Handler of kind jobs.mail. Its Message-ID is the row's, so that a mail server can drop a second copy."""
    row = Email.objects.get(pk=email)
    if row.sent_at is not None:
        return None
    reporter.progress(50, _("Sending"))
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    EmailMessage(row.subject, row.body, to=[row.to], headers={"Message-ID": f"<outbox.{row.pk}@{domain}>"}).send()
    return lambda: _sent(email)


def _sent(email: int) -> None:
    Email.objects.filter(pk=email, sent_at__isnull=True).update(sent_at=Now())
    Email.objects.filter(pk=email, forget=True).update(body="")
