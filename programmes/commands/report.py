"""The report of an activity: one file."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from files.commands import accept, forget, kept
from jtai.errors import NotNow
from programmes import policies
from programmes.commands.keeping import locked
from programmes.models import Activity


def put_report(activity: Activity, *, data: bytes, name: str, by: User) -> Activity:
    """Attach the report, or replace it. Raises Invalid with the limit that the file passes; nothing is kept then."""
    policies.can_say_what_it_showed.check(by, activity)
    upload = accept(data, name=name)
    with kept(upload) as file:
        activity = locked(activity)
        policies.can_say_what_it_showed.check(by, activity)
        before = activity.report
        activity.report, activity.report_name, activity.report_scan = file, upload.name, upload.scan
        activity.save(update_fields=["report", "report_name", "report_scan"])
        record(
            "activity.put_report", activity, stream=activity.stream, by=by,
            name=upload.name, sha256=file.sha256, sent_sha256=upload.sent_sha256,
        )  # fmt: skip
        if before is not None and before.pk != file.pk:
            forget(before)
    return activity


@transaction.atomic
def remove_report(activity: Activity, *, by: User) -> Activity:
    """Take the report away. The trail keeps its name and digest; the bytes go."""
    activity = locked(activity)
    policies.can_say_what_it_showed.check(by, activity)
    file, name = activity.report, activity.report_name
    if file is None:
        raise NotNow(_("There is no report to remove."))
    activity.report, activity.report_name, activity.report_scan = None, "", ""
    activity.save(update_fields=["report", "report_name", "report_scan"])
    record("activity.remove_report", activity, stream=activity.stream, by=by, name=name, sha256=file.sha256)
    forget(file)
    return activity
