"""Who leaves, or loses a role, leaves no team unsaid: the administrator reads it before, who has to fill the place after."""

import pytest
from django.urls import reverse

from agencies import commands as people_commands
from inspections.models import Part
from jobs.models import Email
from tests.walk import OTHER_AREA, inspection_at
from tests.walk_reports import report_at

pytestmark = pytest.mark.django_db
SUBJECT = "A place on an inspection team is empty"


def page(client, viewer, name, *args):
    client.force_login(viewer)
    return client.get(reverse(name, args=args)).content.decode()


def told():
    return sorted(Email.objects.filter(subject=SUBJECT).values_list("to", flat=True))


def test_the_page_says_how_many_inspections_they_lead(client, people):
    one = inspection_at("fieldwork")
    two = inspection_at("set-up", area=OTHER_AREA)
    inspection_at("planned", area="X003")  # not announced: its number is a secret too
    inspection_at("cancelled", area="X004")
    said = page(client, people.ofsted_administrator, "person_leave", people.lead.pk)
    assert "They lead 2 inspections that are under way" in said
    assert "Ask the programme lead to hand them over first" in said
    assert not {one.local_area.name, two.local_area.name} & set(said.split())
    said = page(client, people.ofsted_administrator, "person_leave", people.ofsted.pk)
    assert "They have 2 places on the teams of inspections that are under way" in said
    assert "They lead" not in said
    assert "under way" not in page(client, people.ofsted_administrator, "person_leave", people.stranger.pk)


def test_the_lead_and_the_own_programme_leads_learn_which_place_is_empty(people):
    inspection = inspection_at("fieldwork")
    people_commands.leave(people.cqc, by=people.cqc_administrator)
    assert told() == sorted([people.lead.email, people.cqc_programme_lead.email])
    mail = Email.objects.filter(subject=SUBJECT)[0].body
    said = f"{people.cqc.name} has no place any more on the team of the inspection of {inspection.local_area.name}"
    assert (said in mail, mail.endswith(f"/inspections/{inspection.pk}/team/")) == (True, True)


def test_of_the_lead_who_left_the_programme_leads_learn(people):
    inspection_at("fieldwork")
    people_commands.leave(people.lead, by=people.ofsted_administrator)
    assert told() == [people.programme_lead.email]


def test_a_planned_week_is_not_named_and_what_is_over_not_told(people):
    planned = inspection_at("planned")
    inspection_at("cancelled", area=OTHER_AREA)
    people_commands.leave(people.cqc, by=people.cqc_administrator)
    bodies = list(Email.objects.filter(subject=SUBJECT).values_list("body", flat=True))
    assert len(bodies) == 2
    assert all("not announced yet" in body and planned.local_area.name not in body for body in bodies)


def test_the_end_of_a_role_says_before_and_after_that_a_place_ends_with_it(client, people):
    inspection = inspection_at("fieldwork")
    assert inspection.team.get(user=people.observer).part == Part.OBSERVER
    role = people.observer.roles.get()
    said = page(client, people.ofsted_administrator, "role_end", people.observer.pk, role.pk)
    assert "They have 1 place as observer on the team of an inspection that is under way. It ends too" in said
    assert "empty" not in said
    people_commands.end_role(role, by=people.ofsted_administrator)
    assert told() == []
    mails = Email.objects.filter(subject="A place on an inspection team has ended")
    assert sorted(mails.values_list("to", flat=True)) == sorted([people.lead.email, people.programme_lead.email])
    assert all("Nobody has to take an observer’s place over." in body for body in mails.values_list("body", flat=True))
    other = people.programme_lead.roles.get()
    assert "under way" not in page(client, people.ofsted_administrator, "role_end", people.programme_lead.pk, other.pk)


def test_the_page_names_the_way_round_and_says_what_the_button_does(client, people):
    inspection_at("fieldwork")
    said = page(client, people.cqc_administrator, "person_leave", people.cqc.pk)
    assert "Ask the programme lead to hand this place over first" in said
    assert f'<h1 class="govuk-heading-l">Record that {people.cqc.name} has left</h1>' in said
    assert "Record that they have left</button>" in " ".join(said.split()).replace(" </button>", "</button>")


def test_afterwards_the_administrator_reads_how_many_places_stand_empty_and_not_where(client, people):
    two = [inspection_at("fieldwork"), inspection_at("set-up", area=OTHER_AREA)]
    inspection_at("planned", area="X003")  # not announced: not counted either

    def sent(person, administrator, name="person_leave", *more):
        client.force_login(administrator)
        answer = client.post(reverse(name, args=[person.pk, *more]), follow=True)
        said = [str(message) for message in answer.context["messages"]]
        assert not [row for row in two if row.local_area.name in said[0]]
        return said

    role = people.observer.roles.get().pk
    assert sent(people.cqc, people.cqc_administrator) == [
        f"{people.cqc.name} has left. 2 places on inspection teams stand empty now."
    ]
    assert sent(people.lead, people.ofsted_administrator) == [
        f"{people.lead.name} has left. 2 inspections that are under way have no lead inspector now."
    ]
    assert sent(people.stranger, people.ofsted_administrator) == [f"{people.stranger.name} has left."]
    assert sent(people.observer, people.ofsted_administrator, "role_end", role) == [
        f"The role of {people.observer.name} has ended. 2 places as observer have ended."
    ]


def test_once_the_report_is_out_nobody_is_looked_for_but_a_lead(people):
    report_at("published")
    people_commands.leave(people.cqc, by=people.cqc_administrator)
    assert told() == []
    people_commands.leave(people.lead, by=people.ofsted_administrator)
    assert told() == [people.programme_lead.email]
