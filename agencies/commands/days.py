"""One-off bank holidays."""

from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from agencies import policies
from agencies.models import BankHoliday
from agencies.queries import forget_holidays
from audit import trail
from jtai.errors import Invalid


@transaction.atomic
def add_bank_holiday(*, day: date, name: str, by: User) -> BankHoliday:
    """Add a day on which nobody works. Raises Invalid when the day is one already.

    Dates that were computed before stay as they are until somebody moves the inspection's week.
    """
    policies.can_add_bank_holiday.check(by)
    made, new = BankHoliday.objects.get_or_create(day=day, defaults={"name": name, "added_by_hand": True})
    if not new:
        written = date_format(day, "j F Y")
        raise Invalid(_("%(day)s is already a bank holiday: %(name)s.") % {"day": written, "name": made.name}, "day")
    trail.record("bank_holiday.add", made, stream="reference", by=by, day=day, name=name)
    forget_holidays()
    # Once more after the commit: another request of this process may have read in between.
    transaction.on_commit(forget_holidays)
    return made
