"""Two people save the same text: neither loses a word."""

import json

import pytest
from django.db import transaction
from django.urls import reverse

from inspections import commands, queries
from inspections.framework_loading import load_framework
from inspections.models import Evaluation, Finding, Strand
from inspections.queries import reference
from tests.hidden import hidden
from tests.walk import (
    FRAMEWORKS,
    THEMATIC,
    agency_of,
    evaluate_all,
    finding,
    framework_version,
    inspection_at,
    note,
    strand_of,
)

pytestmark = pytest.mark.django_db
FINDING = {"kind": "strength", "effect": "improves", "level": "practice"}


@pytest.fixture
def twice(client, people):
    """A finding into which two people saved from version 1; the second one's page."""
    inspection = inspection_at("fieldwork")
    found = finding(inspection, by=people.cqc)
    client.force_login(people.cqc)
    data = {**FINDING, "strand": strand_of(inspection).pk, "base": 1}
    address = reverse("finding_edit", args=[inspection.pk, found.pk])
    assert client.post(address, {**data, "statement": "First"}).status_code == 302
    second = client.post(
        address, {**data, "statement": "Second", "level": "strategic", "agency": agency_of(inspection, "icb").pk}
    )
    return inspection, found, second


def stands(found):
    """Words, level and versions as they are now."""
    fresh = Finding.objects.select_related("text").get(pk=found.pk)
    return fresh.text.body, fresh.level, fresh.text.version


def test_a_stale_save_leads_to_both_versions(client, twice):
    inspection, found, second = twice
    versions = reverse("text_versions", args=[inspection.pk, "findings", found.pk, 3])
    assert second.url == versions
    page = client.get(versions).content.decode()
    assert "First" in page
    assert "Second" in page
    assert "Strategic" in page
    assert "Fellmoor Integrated Care Board" in page
    assert stands(found) == ("First", "practice", 2)


@pytest.mark.parametrize(
    ("keep", "merged", "after"),
    [
        ("mine", "", ("Second", "strategic", 4)),
        ("current", "Second", ("First", "practice", 2)),
        ("merged", "First and second", ("First and second", "practice", 4)),
    ],
)
def test_either_version_or_a_third_can_stand(client, twice, keep, merged, after):
    inspection, found, second = twice
    answer = client.post(second.url, {"keep": keep, "merged": merged, "base": 2})
    assert answer.url == found.get_absolute_url()
    assert stands(found) == after
    assert "Compare with version" not in client.get(answer.url).content.decode()
    assert client.post(second.url, {"keep": "current", "base": after[2]}).status_code == 409
    history = client.get(reverse("text_history", args=[inspection.pk, "findings", found.pk])).content.decode()
    assert {word for word in ("Agencies share information early.", "First", "Second") if word in history} == {
        "Agencies share information early.", "First", "Second",
    }  # fmt: skip


def test_a_third_writer_in_between_is_seen_before_one_chooses(client, twice):
    inspection, found, second = twice
    address = reverse("finding_edit", args=[inspection.pk, found.pk])
    client.post(address, {**FINDING, "strand": strand_of(inspection).pk, "base": 2, "statement": "Third"})
    for keep in ("mine", "current"):
        page = client.post(second.url, {"keep": keep, "base": 2})
        assert page.status_code == 409
        assert ("Third" in page.content.decode(), hidden(page, "base")) == (True, "4")
    answer = client.post(second.url, {"keep": "merged", "merged": "All three", "base": 2})
    assert answer.url == reverse("text_versions", args=[inspection.pk, "findings", found.pk, 5])
    assert stands(found) == ("Third", "practice", 4)
    assert [row.body for row in queries.waiting_beside(Finding.objects.get(pk=found.pk).text)] == ["All three"]


@pytest.mark.parametrize(("keep", "after"), [("mine", "Second"), ("current", "Third")])
def test_whoever_has_read_what_a_third_wrote_chooses_on_the_page_that_showed_it(client, twice, keep, after):
    inspection, found, second = twice
    address = reverse("finding_edit", args=[inspection.pk, found.pk])
    client.post(address, {**FINDING, "strand": strand_of(inspection).pk, "base": 2, "statement": "Third"})
    page = client.post(second.url, {"keep": keep, "merged": "Half of a text", "base": 2})
    assert (page.status_code, "Half of a text" in page.content.decode()) == (409, True)
    assert client.post(second.url, {"keep": keep, "base": hidden(page, "base")}).status_code == 302
    assert stands(found)[0] == after


def test_unusable_choices_keep_the_typing(client, twice):
    _inspection, found, second = twice
    for data in (
        {},
        {"keep": "x", "merged": "Typed"},
        {"keep": "merged", "merged": "  "},
        {"keep": "merged", "merged": "a\x00Typed"},
    ):
        page = client.post(second.url, {"base": 2, **data})
        assert page.status_code == 422, data
        assert "Typed" not in str(data) or "Typed" in page.content.decode()
    assert stands(found) == ("First", "practice", 2)


def test_one_press_saves_nothing_that_was_not_written_and_once_settled_nothing_is_offered(client, twice):
    _inspection, found, second = twice
    page = client.get(second.url).content.decode()
    assert (">\nFirst</textarea>" in page, "takes what it changed here as well" in page) == (True, True)
    answer = client.post(second.url, {"keep": "merged", "merged": "First\r\n", "base": 2})
    assert (answer.status_code, "These are the words that stand." in answer.content.decode()) == (422, True)
    assert stands(found) == ("First", "practice", 2)
    client.post(second.url, {"keep": "current", "base": 2})
    page = client.get(second.url).content.decode()
    assert ("have been settled" in page, 'name="keep"' in page) == (True, False)


def test_only_who_may_edit_may_choose(client, people, twice):
    inspection, found, second = twice
    commands.share_finding(queries.finding_for(people.cqc, inspection, found.pk), by=people.cqc)
    client.force_login(people.hmicfrs)
    assert client.post(second.url, {"keep": "mine", "base": 2}).status_code == 403
    client.force_login(people.stranger)
    assert client.post(second.url, {"keep": "mine", "base": 2}).status_code == 404


def test_notes_and_evaluations_alike(client, people):
    inspection = inspection_at("moderation")
    noted = note(inspection, by=people.ofsted)
    evaluate_all(inspection)
    evaluation = Evaluation.objects.filter(inspection=inspection).first()
    findings = list(inspection.findings.values_list("pk", flat=True)[:2])
    client.force_login(people.ofsted)
    for noun, thing, data in (
        ("note", noted, {"activity": "interview", "strand": strand_of(inspection).pk}),
        ("evaluation", evaluation, {"effect": "both", "findings": findings}),
    ):
        address = reverse(f"{noun}_edit", args=[inspection.pk, thing.pk])
        client.post(address, {**data, "base": 1, "text": "First"})
        second = client.post(address, {**data, "base": 1, "text": "Second", "findings": findings[:1]})
        assert second.url == reverse("text_versions", args=[inspection.pk, f"{noun}s", thing.pk, 3])
        assert client.get(second.url).status_code == 200
        assert client.post(second.url, {"keep": "mine", "base": 2}).status_code == 302
        thing.text.refresh_from_db()
        assert thing.text.body == "Second"
    assert list(evaluation.findings.values_list("pk", flat=True)) == findings[:1]


def test_there_is_no_other_noun_and_no_other_number(client, twice):
    inspection, found, _second = twice
    for noun, number in (("things", 3), ("findings", 1), ("findings", 99), ("notes", 3)):
        assert client.get(reverse("text_versions", args=[inspection.pk, noun, found.pk, number])).status_code == 404
    assert client.get(reverse("text_history", args=[inspection.pk, "things", found.pk])).status_code == 404


def strands_of(framework):
    return [strand.name for strand in queries.framework_choices(framework).strands]


def test_a_version_that_is_written_anew_has_its_new_strands_at_once(tmp_path):
    framework = framework_version()
    before = strands_of(framework)
    wanted = json.loads((FRAMEWORKS / f"{THEMATIC}.json").read_text())
    wanted["strands"][0]["name"] = "Another name"
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(wanted))
    assert load_framework(changed).changed == 1
    assert strands_of(framework) == ["Another name", *before[1:]]
    assert framework_version().pk == framework.pk


def test_strands_of_a_world_that_is_gone_refuse_nothing_a_minute_later(client, people, monkeypatch):
    """The same key and other strands: a world that was undone, or a version that another process wrote anew."""
    framework = framework_version()
    with transaction.atomic():
        framework.strands.all().delete()
        Strand.objects.create(framework=framework, code="gone", name="Gone", summary="Gone", position=1)
        assert strands_of(framework) == ["Gone"]
        transaction.set_rollback(True)
    inspection = inspection_at("fieldwork")
    found = finding(inspection, by=people.cqc)
    client.force_login(people.cqc)
    address = reverse("finding_edit", args=[inspection.pk, found.pk])
    data = {**FINDING, "strand": strand_of(inspection).pk, "base": 1, "statement": "First"}
    assert client.post(address, data).status_code == 422
    monkeypatch.setattr(reference, "KEPT_SECONDS", -1)
    assert client.post(address, data).status_code == 302


@pytest.mark.parametrize("world", ["first", "second"])
def test_no_test_meets_what_another_ones_process_kept(world):
    """As after a module with a server, which counts keys from 1 anew: each of the two leaves strands that are none."""
    framework = framework_version()
    kept = reference.FrameworkChoices((), (), {})
    assert kept not in [choices for _read, choices in reference._kept.values()], world
    reference._kept[framework.pk] = (reference.time.monotonic(), kept)
