"""The two locks on an inspection: steps hold it alone, saves share it, so that typists never queue behind each other."""

from django.db import connection

from inspections.models import Inspection

# Django has no FOR SHARE: the lock is taken by name in one statement that also reads what to judge by.
SHARE = """
SELECT id, status, paused_from FROM inspections_inspection WHERE id = %s FOR SHARE
"""
SHARE_WITH_AGENCIES = """
SELECT status, paused_from, ARRAY(
    SELECT member.agency_id
    FROM agencies_partnershipmember member JOIN agencies_partnership partnership ON partnership.id = member.partnership_id
    WHERE partnership.local_area_id = inspection.local_area_id
) AS agencies
FROM inspections_inspection inspection WHERE id = %s FOR SHARE OF inspection
"""


def own(inspection: Inspection) -> Inspection:
    """The row locked FOR NO KEY UPDATE until commit, read anew. Inserts that point at it go on."""
    return (
        Inspection.objects.select_for_update(no_key=True, of=("self",))
        .select_related("local_area__region", "framework", "topic")
        .get(pk=inspection.pk)
    )


def shared(inspection: Inspection) -> Inspection:
    """The same object with its present status, shared-locked until commit: no step passes while a save is under way."""
    (row,) = Inspection.objects.raw(SHARE, [inspection.pk])
    inspection.status, inspection.paused_from = row.status, row.paused_from
    return inspection


def shared_with_agencies(inspection: Inspection) -> tuple[Inspection, frozenset[int]]:
    """The same, and the keys of the agencies of its local area's partnership: those that may be named in it."""
    with connection.cursor() as cursor:
        cursor.execute(SHARE_WITH_AGENCIES, [inspection.pk])
        inspection.status, inspection.paused_from, agencies = cursor.fetchone()
    return inspection, frozenset(agencies)
