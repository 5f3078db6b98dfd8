"""Who decides on statements sees an inspection from notification on: a group of its own, no longer the programme office's."""

from typing import Any

from django.db import migrations


def a_group_of_its_own(apps: Any, _schema_editor: Any) -> None:
    """The holders of the role go from the office into the group of the decisions, which sees what the local areas know of."""
    group_of = apps.get_model("auth", "Group").objects.get_or_create
    roles = apps.get_model("agencies", "Role").objects.filter(valid_to=None, user__membership__inspectorate__isnull=False)
    leads = set(roles.filter(kind="programme-lead").values_list("user", flat=True))
    for role in roles.filter(kind="decision-maker").select_related("user__membership__inspectorate"):
        code = role.user.membership.inspectorate.code
        role.user.groups.add(group_of(name=f"decisions:{code}")[0])
        if role.user_id not in leads:
            role.user.groups.remove(group_of(name=f"office:{code}")[0])
    notified = apps.get_model("inspections", "Inspection").objects.filter(notified_at__isnull=False)
    if not notified.exists():
        return  # nor are there permissions in a database that is being made
    view = apps.get_model("auth", "Permission").objects.get(content_type__app_label="inspections", codename="view_inspection")
    group = group_of(name="decisions:ofsted")[0]
    for row in notified:
        apps.get_model("inspections", "InspectionGroupPermission").objects.get_or_create(
            group=group, permission=view, content_object=row
        )


def back_to_the_office(apps: Any, _schema_editor: Any) -> None:
    """As it was: in the office's group, which holds every grant that it held."""
    groups = apps.get_model("auth", "Group").objects
    for group in groups.filter(name__startswith="decisions:"):
        office = groups.get_or_create(name=group.name.replace("decisions:", "office:", 1))[0]
        for user in group.user_set.all():
            user.groups.add(office)
        apps.get_model("inspections", "InspectionGroupPermission").objects.filter(group=group).delete()
        group.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0008_deferrals_say_their_year"),
        ("agencies", "0006_school_holidays"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(a_group_of_its_own, back_to_the_office),
    ]
