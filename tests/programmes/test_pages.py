"""The pages: from a plan to what it showed and what is followed, without losing a typed word."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from jtai.errors import Invalid, NotNow
from programmes import commands, queries
from programmes.models import Activity, Breach, Programme, Recommendation
from tests.programmes.acting import ENDED, activity, breach, check_item, council, done, programme, published, recommendation
from tests.walk import AREA, cast

pytestmark = pytest.mark.django_db


def day(name, text):
    parts = text.split()
    return {f"{name}_day": parts[0], f"{name}_month": parts[1], f"{name}_year": parts[2]}


DAYS = {**day("starts_on", "12 5 2025"), **day("ends_on", "16 5 2025")}


@pytest.fixture
def ofsted(client):
    programme()
    client.force_login(cast().ofsted)
    return client


@pytest.fixture
def cqc(client):
    programme()
    client.force_login(cast().cqc)
    return client


def kind(code, of="ilacs"):
    return programme(of).activity_kinds.get(code=code).pk


def says(client, address, **posted):
    """The page that an address leads to, after its form was sent."""
    answer = client.post(address, posted, follow=True) if posted else client.get(address)
    return answer.content.decode()


def test_an_activity_is_recorded_from_the_list_of_those_it_can_be_of(ofsted):
    council()
    add = reverse("activity_add", args=["ilacs"])
    link = f"{add}?subject={AREA.lower()}-local-authority"
    assert link in says(ofsted, f"{add}?text=fellm")
    soon = day("starts_on", f"{timezone.localdate() + timedelta(days=30):%d %m %Y}")
    facts = {**soon, "kind": kind("focused-visit"), "standing": "planned", "focus": "weakness"}
    page = says(ofsted, link, **facts)
    assert "Enter which strength or weakness was identified." in page
    page = says(ofsted, link, **facts, focus_words="Neglect", reference="R7")
    assert "The activity was recorded." in page
    assert "Focused visit: Fellmoor Council" in page
    row = Activity.objects.get()
    assert (row.focus_words, row.reference, row.agency) == ("Neglect", "R7", council())


@pytest.mark.parametrize("focus", ["weakness", ""])
def test_a_focus_that_was_typed_for_another_kind_is_refused_and_stays_on_the_page(ofsted, focus):
    council()
    link = f"{reverse('activity_add', args=['ilacs'])}?subject={AREA.lower()}-local-authority"
    facts = {**DAYS, "kind": kind("monitoring-visit"), "standing": "done", "focus": focus, "focus_words": "Neglect of babies"}
    page = says(ofsted, link, **facts)
    assert ("“Monitoring visit” has no focus." in page, "Neglect of babies" in page) == (True, True)
    assert Activity.objects.count() == 0


def test_the_last_day_of_one_day_is_the_first_and_a_single_kind_is_chosen_already(client):
    programme()
    client.force_login(cast().hmicfrs)
    link = f"{reverse('activity_add', args=['peel'])}?subject={council(kind='police').code}"
    only = kind("peel-assessment", "peel")
    assert f'<option value="{only}" selected>' in says(client, link)
    empty = {"ends_on_day": "", "ends_on_month": "", "ends_on_year": ""}
    says(client, link, **day("starts_on", "12 5 2025"), **empty, kind=only, standing="done")
    row = Activity.objects.get()
    assert row.ends_on == row.starts_on


def test_what_is_recorded_already_is_not_recorded_twice_by_mistake(ofsted):
    row = done(agency=council())
    link = f"{reverse('activity_add', args=['ilacs'])}?subject={AREA.lower()}-local-authority"
    facts = {**DAYS, "kind": row.kind_id, "standing": "done", "outcome": "Typed words"}
    page = says(ofsted, link, **facts)
    assert ("with this first day is recorded already" in page, "Typed words" in page) == (True, True)
    commands.take_back(row, standing="done", by=row.recorded_by)
    row.refresh_from_db()
    commands.cancel_activity(row, reason="Flood", by=row.recorded_by)
    assert "The activity was recorded." in says(ofsted, link, **facts)
    assert Activity.objects.count() == 2


def test_it_goes_its_way_page_by_page(ofsted):
    row = activity(kind="standard-inspection", timing_reason="Three years are over.")
    page = says(ofsted, row.get_absolute_url())
    assert ("Mark as done" in page, "Record judgements" in page, "Three years are over." in page) == (True, False, True)
    assert "Now record what it showed." in says(ofsted, reverse("activity_done", args=[row.pk]), **DAYS)
    words = {"effect": "hinders", "words": "Referrals come late.", "timing_reason": "Three years are over."}
    edit = {**DAYS, "base": 2, "kind": row.kind_id, **words}
    assert "Referrals come late." in says(ofsted, reverse("activity_edit", args=[row.pk]), **edit)
    area = row.programme.judgement_areas.get(code="overall-effectiveness")
    judged = {f"judged-{area.pk}": area.scale.values.get(code="inadequate").pk}
    assert "Inadequate" in says(ofsted, reverse("activity_judgements", args=[row.pk]), **judged)
    file = SimpleUploadedFile("letter.txt", b"The letter")
    assert "letter.txt" in says(ofsted, reverse("activity_report", args=[row.pk]), document=file)
    address = reverse("activity_publish", args=[row.pk])
    assert "It ended on 16 May 2025." in says(ofsted, address, **day("published_on", "1 5 2025"))
    assert "marked as published" in says(ofsted, address, **day("published_on", "16 6 2025"))
    assert ofsted.get(reverse("activity_report_file", args=[row.pk])).getvalue() == b"The letter"
    assert "The report was removed." in says(ofsted, reverse("activity_report_remove", args=[row.pk]), sure="yes")
    assert ofsted.get(reverse("activity_report_file", args=[row.pk])).status_code == 404
    assert "was undone" in says(ofsted, reverse("activity_take_back", args=[row.pk]), standing="published")


def test_a_file_that_cannot_be_kept_says_why(ofsted):
    row = done()
    file = SimpleUploadedFile("letter.exe", b"MZ\x00\x01")
    assert "letter" not in Activity.objects.get().report_name
    answer = ofsted.post(reverse("activity_report", args=[row.pk]), {"document": file})
    assert answer.status_code == 422
    assert Activity.objects.get().report is None


def test_what_a_planned_one_cannot_show_yet_is_not_asked_and_what_stands_is_not_lost(ofsted):
    row = activity(kind="standard-inspection", timing_reason="Now.")
    address = reverse("activity_edit", args=[row.pk])
    page = says(ofsted, address)
    assert ('name="words"' in page, 'name="timing_reason"' in page) == (False, True)
    says(ofsted, address, **DAYS, base=1, kind=row.kind_id, timing_reason="Now.", reference="9")
    assert (Activity.objects.get().timing_reason, Activity.objects.get().reference) == ("Now.", "9")


def test_two_versions_are_shown_side_by_side_and_settled(ofsted):
    row = done()
    address = reverse("activity_edit", args=[row.pk])
    says(ofsted, address, **DAYS, base=1, kind=row.kind_id, effect="improves", words="First.")
    page = says(ofsted, address, **DAYS, base=1, kind=row.kind_id, effect="hinders", words="Second.")
    assert ("Second." in page, "Other fields that differ" in page) == (True, True)
    settle = reverse("activity_versions", args=[row.pk, 3])
    assert "These are the words that stand." in says(ofsted, settle, base=2, keep="merged", merged="First.")
    assert "settled" in says(ofsted, settle, base=2, keep="merged", merged="Third.")
    assert "Which should stand?" not in says(ofsted, settle)
    assert Activity.objects.get().text.body == "Third."
    assert "Version 4" in says(ofsted, reverse("activity_history", args=[row.pk]))


def test_two_people_who_changed_different_fields_lose_neither(ofsted):
    row = done()
    address, facts = reverse("activity_edit", args=[row.pk]), {**DAYS, "base": 1, "kind": row.kind_id}
    says(ofsted, address, **facts, reference="R7")
    ofsted.force_login(cast().lead)
    page = says(ofsted, address, **facts, outcome="Slow progress")
    for said in ("Slow progress", "R7", "so what stands stays", f"by {cast().ofsted.name}", "the words that stand stay"):
        assert said in page
    says(ofsted, reverse("activity_versions", args=[row.pk, 3]), base=2, keep="mine")
    row.refresh_from_db()
    assert (row.reference, row.outcome) == ("R7", "Slow progress")
    page = says(ofsted, reverse("activity_history", args=[row.pk]))
    assert ("No words" in page, "Slow progress" in page) == (False, True)


def test_cancelled_and_taken_up_again(ofsted):
    row = activity()
    assert "Enter why it is cancelled" in says(ofsted, reverse("activity_cancel", args=[row.pk]), reason=" ")
    page = says(ofsted, reverse("activity_cancel", args=[row.pk]), reason="Flood in the office")
    assert "Flood in the office" in page
    assert "Undo the cancellation" in page
    says(ofsted, reverse("activity_take_back", args=[row.pk]), standing="cancelled")
    assert Activity.objects.get().standing == "planned"


def test_a_breach_and_a_recommendation_are_recorded_and_followed(cqc):
    row = done("fundamental-standards", "inspection")
    facts = {"agency": row.agency_id, "standard": "Safeguarding", "words": "Staff did not refer."}
    dates = {**day("found_on", "16 5 2025"), **day("address_by", "16 7 2025")}
    assert "The breach was recorded." in says(cqc, reverse("breach_add", args=[row.pk]), **facts, **dates)
    found = Breach.objects.get()
    following = reverse("programme_following", args=["fundamental-standards"])
    assert "days late" in says(cqc, following)
    step = reverse("breach_step", args=[found.pk, "address"])
    assert "Enter a day on or after 16 May 2025." in says(cqc, step, **day("on", "1 5 2025"), note="Trained.")
    assert "Addressed" in says(cqc, step, **day("on", "20 5 2025"), note="Trained.")
    assert "Nothing is open" in says(cqc, following)
    assert "Safeguarding" in says(cqc, f"{following}?closed=on")
    says(cqc, reverse("breach_step", args=[found.pk, "reopen"]), reason="A slip.", state="addressed")
    assert Breach.objects.get().state == "must-address"
    assert cqc.get(reverse("breach_step", args=[found.pk, "forget"])).status_code == 404
    page = says(cqc, reverse("recommendation_add", args=[row.pk]), agency=council(kind="icb").pk, words="Commission a nurse.")
    assert "Commissioner" in page
    asked = Recommendation.objects.get()
    says(cqc, reverse("recommendation_close", args=[asked.pk]), met="no", note="Nothing was done.", **day("on", "1 6 2025"))
    assert Recommendation.objects.get().state == "not-met"
    says(cqc, reverse("recommendation_reopen", args=[asked.pk]), reason="A slip.", state="not-met")
    assert Recommendation.objects.get().state == "open"


def test_what_was_handed_down_is_looked_at(ofsted):
    row, item = done(), check_item(agency=council())
    page = says(ofsted, row.get_absolute_url())
    address = f"{reverse('check_item', args=[item.pk])}?activity={row.pk}"
    assert (item.words in page, f'href="{address}"' in page) == (True, True)
    page = says(ofsted, address)
    assert f'value="{row.pk}" selected>{row.kind}: {row.agency}, 12 May 2025<' in page
    assert f'<a class="govuk-link" href="{row.get_absolute_url()}">Cancel</a>' in page
    assert "Nobody has looked at it yet." in page
    page = says(ofsted, address, activity=row.pk, seen="The hub works.", **day("seen_on", "16 5 2025"))
    assert [words in page for words in ("What was seen was saved.", "The hub works.", "Nothing waits")] == [True, True, False]
    page = says(ofsted, reverse("check_item", args=[item.pk]))
    assert page.count("The hub works.") == 1
    assert f'href="{row.get_absolute_url()}">{row.kind}: {row.agency}, 12 May 2025</a>' in page
    assert f"Recorded by {cast().ofsted.name}" in page
    assert f'href="{row.programme.get_absolute_url()}">Cancel</a>' in page


def test_what_was_handed_down_is_opened_with_any_nonsense_beside_it(ofsted):
    programme()
    item = check_item(agency=council())
    for text in ("%00", "x", "9999999999999999999999", "1"):
        assert ofsted.get(f"{reverse('check_item', args=[item.pk])}?activity={text}").status_code == 200


def test_after_a_step_is_undone_nobody_reads_that_it_was_done(client):
    row = breach(published("fundamental-standards", "inspection"))
    address, people = row.get_absolute_url(), cast()
    client.force_login(people.cqc)
    for step, state in (("address", "Addressed"), ("enforce", "Enforcement"), ("resolve", "Resolved after enforcement")):
        if step == "enforce":
            page = says(client, reverse("breach_step", args=[row.pk, "reopen"]), reason="Wrong one.", state="addressed")
            assert "The breach is recorded as “Must be addressed” again." in page
            for person in (people.cqc, people.ofsted):
                client.force_login(person)
                page = says(client, address)
                assert [words in page for words in ("Note address.", "Wrong one.")] == [False, False]
            client.force_login(people.cqc)
        page = says(client, reverse("breach_step", args=[row.pk, step]), note=f"Note {step}.", **day("on", "17 5 2025"))
        assert f"The breach is recorded as “{state}”." in page
    assert re.findall(r"(What is enforced|How it was resolved)</dt>\s*<dd[^>]*>([^<]*)", page) == [
        ("What is enforced", "Note enforce."), ("How it was resolved", "Note resolve."),
    ]  # fmt: skip


def test_after_a_recommendation_is_opened_again_nobody_reads_that_it_was_met(client):
    row = recommendation(published("clas", "review"))
    client.force_login(cast().cqc)
    page = says(client, reverse("recommendation_close", args=[row.pk]), met="yes", note="All met.", **day("on", "1 6 2025"))
    assert ("The recommendation is closed: it was met." in page, "All met." in page) == (True, True)
    page = says(client, reverse("recommendation_reopen", args=[row.pk]), reason="Mistake.", state="met")
    assert ("All met." in page, "Mistake." in page) == (False, False)


def test_whoever_undoes_a_step_of_an_activity_reads_how_it_stands_now(ofsted):
    row = published()
    page = says(ofsted, reverse("activity_take_back", args=[row.pk]), standing="published")
    assert "The last step was undone. The activity is recorded as “Done” again." in page


def test_whoever_judges_reads_who_sees_it_at_once(ofsted):
    row = published(kind="standard-inspection")
    assert "can read this as soon as you save it" in says(ofsted, reverse("activity_judgements", args=[row.pk]))


def test_what_others_see_is_decided_by_a_programme_lead(client):
    programme()
    client.force_login(cast().programme_lead)
    assert "What others see" in says(client, reverse("programme", args=["ilacs"]))
    says(client, reverse("programme_sharing", args=["ilacs"]), sharing="own")
    assert Programme.objects.get(code="ilacs").sharing == "own"


def test_what_others_would_lose_sight_of_is_counted_before_it_is_hidden(client):
    published(), done(starts_on=ENDED, ends_on=ENDED)
    programme(sharing="published")
    client.force_login(cast().programme_lead)
    address = reverse("programme_sharing", args=["ilacs"])
    page = says(client, address, sharing="own")
    assert "see 1 activity of this programme now" in page
    assert Programme.objects.get(code="ilacs").sharing == "published"
    says(client, address, sharing="own", sure="own")
    assert Programme.objects.get(code="ilacs").sharing == "own"
    says(client, address, sharing="all")
    assert "see 1 activity of this programme now" in says(client, address, sharing="published")
    assert "see 2 activities of this programme now" in says(client, address, sharing="own")
    assert Programme.objects.get(code="ilacs").sharing == "all"


def test_what_is_not_shared_is_not_counted_as_nothing(cqc):
    published(), done(starts_on=ENDED, ends_on=ENDED)
    programme(sharing="published")
    assert "Not shared" in says(cqc, reverse("programmes"))
    Programme.objects.exclude(inspectorate__code="cqc").update(sharing="all")
    assert "Not shared" not in says(cqc, reverse("programmes"))


def test_publishing_names_what_is_not_recorded_yet(ofsted):
    row = done(kind="standard-inspection")
    address = reverse("activity_publish", args=[row.pk])
    area = row.programme.judgement_areas.get(code="overall-effectiveness")
    page = says(ofsted, address)
    assert ("No judgement is recorded for:" in page, area.name in page, "Nothing is recorded of what it showed" in page) == (
        True,
    ) * 3
    judged = {f"judged-{one.pk}": one.scale.values.first().pk for one in queries.judgement_areas(row.programme, row.ends_on)}
    nothing = says(ofsted, reverse("activity_judgements", args=[row.pk]), before="")
    assert "It was saved that nothing is judged." in nothing
    says(ofsted, reverse("activity_judgements", args=[row.pk]), before="", **judged)
    assert "No judgement is recorded for:" not in says(ofsted, address)


def test_a_breach_is_of_an_agency_at_which_the_programme_looks(cqc):
    row = done("fundamental-standards", "inspection")
    page = says(cqc, reverse("breach_add", args=[row.pk]))
    assert (row.agency.name in page, council(kind="police").name in page) == (True, False)
    with pytest.raises(Invalid, match="does not look at"):
        breach(row, agency=council(kind="police"))
    review = done("clas", "review")
    with pytest.raises(NotNow, match="No rule of this programme follows breaches"):
        breach(review, agency=council(kind="health-provider"))


def test_a_breach_is_offered_where_a_rule_of_the_programme_follows_it(client):
    offered = {}
    for code, kind_of, person in (("ilacs", "monitoring-visit", "ofsted"), ("fundamental-standards", "inspection", "cqc")):
        row = done(code, kind_of)
        client.force_login(getattr(cast(), person))
        page = says(client, row.get_absolute_url())
        offered[code] = ("Record a breach" in page, "Add a recommendation" in page)
    assert offered == {"ilacs": (False, True), "fundamental-standards": (True, True)}


def test_a_kind_says_how_long_it_lasts(ofsted):
    council()
    page = says(ofsted, f"{reverse('activity_add', args=['ilacs'])}?subject={AREA.lower()}-local-authority")
    for label in ("Standard inspection (2 weeks on site)", "Short inspection (1 week on site)", "Self-assessment"):
        assert label in page


def test_others_see_no_button_no_reason_and_no_history(cqc):
    row = published(kind="standard-inspection", effect="hinders", words="Late.", timing_reason="A secret reason.")
    page = says(cqc, row.get_absolute_url())
    assert "Late." in page
    for absent in ("A secret reason.", "What you can do", "History", "Recorded by", "Record a breach"):
        assert absent not in page


def test_the_list_is_filtered_sorted_and_counts_what_is_seen(cqc):
    done()
    published(reference="2")
    page = says(cqc, reverse("programme", args=["ilacs"]))
    assert "1 activity that you can see" in page
    assert "You see what Ofsted shares of it." in page
    assert "No activity that you can see fits these filters." in says(cqc, f"{reverse('programme', args=['ilacs'])}?year=2020")


def test_people_without_casework_have_no_link_to_it(client):
    programme()
    people = cast()
    seen = {}
    for part in ("ofsted", "observer", "ofsted_administrator", "governance", "co_ordinator", "administrator"):
        client.force_login(getattr(people, part))
        seen[part] = f'href="{reverse("programmes")}"' in client.get(reverse("account")).content.decode()
    assert [part for part, there in seen.items() if there] == ["ofsted"]
