"""What the other inspectorates see of a programme."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from jtai.errors import Invalid
from programmes import policies
from programmes.models import Programme, Sharing


@transaction.atomic
def set_sharing(programme: Programme, *, sharing: str, by: User) -> Programme:
    """From now on the others see nothing, what is published, or everything."""
    row = Programme.objects.select_for_update(of=("self",)).select_related("inspectorate").get(pk=programme.pk)
    policies.can_set_sharing.check(by, row)
    if sharing not in Sharing.values:
        raise Invalid(_("Select what the other inspectorates see."), field="sharing")
    before, row.sharing = row.sharing, sharing
    row.save(update_fields=["sharing"])
    record("programme.set_sharing", row, stream=f"programme:{row.pk}", by=by, before=before, after=sharing)
    return row
