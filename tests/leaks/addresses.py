"""A row for each address: with which ids it is asked, and what is sent to it. An address without a row fails the test."""

from typing import Any

from tests.leaks import plans, programmes
from tests.leaks.addresses_of_letters import LETTERS
from tests.leaks.addresses_of_people import ACCESS, PEOPLE, SIGN_IN, TRAILS
from tests.leaks.addresses_of_sharing import SHARING
from tests.leaks.addresses_of_terms import TERMS
from tests.leaks.addresses_of_years import YEARS
from tests.leaks.rows import HUNDRED, Kwargs, Row, each, files, first, here, nothing, paragraphs, sent, texts, versions
from tests.leaks.targets import ABSENT, Target
from tests.walk import AREA, OTHER_AREA, WEEK_TO_COME


def form(target: Target) -> dict[str, Any]:
    """What any form might take, with the ids of this inspection: forms pass over what is not theirs."""
    return {
        "base": 1, "version": 1, "text": "Words.", "statement": "Words.", "body": "Words.", "reason": "Because.", "why": "More.",
        "notes": target.ids["note"], "findings": target.ids["finding"], "finding": first(target, "finding"),
        "child": first(target, "child"), "paragraph": first(target, "paragraph"), "strand": 1, "keep": "mine", "held": "yes",
        "answer": "Yes.", "decision": "approved", "summary": "Clear.", "direction": "up", "person": 1, "part": "inspector",
        "kind": "strength", "effect": "improves", "level": "practice", "activity": "interview", "required": "no",
        "asked_by": "Director", "received_by": "Director", "heading": "", "before": "x", "place": "0",
    }  # fmt: skip


def year(target: Target) -> list[Kwargs]:
    """The programme year of the inspection."""
    return [{"year": target.inspection.programme_year}]


def candidate(target: Target) -> list[Kwargs]:
    """Its local area in that year."""
    return [{"year": target.inspection.programme_year, "code": target.inspection.local_area.code}]


def empty(target: Target) -> list[Kwargs]:
    """The place of somebody who has left."""
    return [{"pk": target.pk, "place": first(target, "place of left")}]


SEARCH = ("", "?text=Fell", "?mine=1")
NOTES = ("", "?text=stand&page_size=100", "?activity=case-tracking&mine=1")
ON_NOTHING: dict[str, Row] = {
    name: Row(nothing)
    for name in (
        "healthz", "home", "accessibility", "privacy", "components", "sign_in", "sign_out", "token_add", "account",
        "bank_holidays", "api_me", "api_session", "api_inspectorates", "api_agencies", "api_frameworks", "api_topics", "api_docs",
        "api_nothing", "programme_years", "year_open", "api_programme_years",
    )
}  # fmt: skip
LISTS: dict[str, Row] = {
    "local_areas": Row(nothing, ("?text=Fell",)),
    "agencies": Row(nothing, ("?text=Fell",)),
    "api_local_areas": Row(nothing, ("?page_size=100&text=Fell",)),
    "inspections": Row(nothing, (*SEARCH, "?status=planned")),
    "api_inspections": Row(nothing, ("?page_size=100", "?page_size=100&status=planned&text=Fell")),
    "api_responses": Row(nothing, HUNDRED),
    "published_reports": Row(nothing, ("", "?text=qz", "?text=Fell")),
    "api_published_reports": Row(nothing, ("?page_size=100", "?text=qz")),
    "api_tokens": Row(nothing, HUNDRED, sends=sent(name="Export", scope="read", days=30)),
    "api_schema": Row(nothing, ("?format=json",)),
}
NAMED: dict[str, Row] = {
    "local_area": Row(lambda target: [{"code": target.inspection.local_area.code}]),
    "api_local_area": Row(lambda target: [{"code": target.inspection.local_area.code}]),
    "agency": Row(lambda target: [{"code": f"{target.inspection.local_area.code.lower()}-police"}]),
    "api_agency": Row(lambda target: [{"code": f"{target.inspection.local_area.code.lower()}-police"}]),
    "api_inspectorate": Row(lambda _target: [{"code": "hmicfrs"}]),
    "api_framework": Row(lambda _target: [{"code": "2022-front-door"}]),
    "programme_year": Row(lambda target: [{"year": target.inspection.programme_year}]),
    "candidates": Row(year, ("", "?columns=all", "?columns=visits&only=coming", "?columns=shared&only=concerns")),
    "candidates_map": Row(year, ("", "?colour=concerns", "?colour=next-visit")),
    "candidates_compare": Row(year, (f"?area={AREA}&area={OTHER_AREA}",)),
    "candidates_export": Row(lambda target: [{"year": target.inspection.programme_year, "kind": "csv"}]),
    "candidate": Row(candidate),
    "api_year_candidates": Row(year, HUNDRED),
    "api_year_candidate": Row(candidate),
    "year_calendar": Row(lambda target: [{"year": target.inspection.programme_year}], ("", "?status=planned")),
    "year_calendar_file": Row(
        lambda target: [{"year": target.inspection.programme_year, "kind": kind} for kind in ("csv", "xlsx")]
    ),
    "api_year_calendar": Row(lambda target: [{"year": target.inspection.programme_year}], HUNDRED),
    "plan_inspection": Row(lambda target: [{"year": target.inspection.programme_year}]),
    "api_programme_year": Row(lambda target: [{"year": target.inspection.programme_year}]),
    "api_programme_year_dates": Row(
        lambda target: [{"year": target.inspection.programme_year}], ("?framework=2022-front-door&fieldwork_start=2026-03-09",)
    ),
    **{
        name: Row(lambda target: [{"year": target.inspection.programme_year}])
        for name in ("year_target", "api_programme_year_target")
    },
    "api_replacements": Row(
        lambda target: [{"year": target.inspection.programme_year}],
        HUNDRED,
        sends=lambda target: {"gone": target.pk, "instead": target.pk, "reason": "Near"},
    ),
    **{
        name: Row(lambda target: [{"year": target.inspection.programme_year, "pk": target.pk}])
        for name in ("replacement_choose", "replacement_take_back", "api_replacement")
    },
    "api_programme_year_places": Row(lambda target: [{"year": target.inspection.programme_year}]),
    "token_revoke": Row(lambda target: [{"pk": first(target, "token")}]),
    "api_token": Row(lambda target: [{"pk": first(target, "token")}]),
    "published_report": Row(lambda target: [{"slug": target.slug}]),
    "published_report_pdf": Row(lambda target: [{"slug": target.slug}]),
    "api_published_report": Row(lambda target: [{"slug": target.slug}]),
}
PAGES: dict[str, Row] = {
    **{
        name: Row(here())
        for name in (
            "inspection", "response", "deferrals", "deferral_refuse", "dates", "team", "team_add", "children", "child_add", "request", "response_request",
            "note_add", "finding_add", "moderation", "evaluations", "evaluation_add", "report", "report_begin",
            "report_preview", "report_text", "report_paragraph_add", "report_quality", "report_quality_send",
            "report_comment_add", "report_review", "report_accuracy", "report_deliver", "report_accuracy_close",
            "report_decision", "report_sign_off", "report_begin_sign_off", "report_freeze", "report_build",
            "report_build_retry", "report_readers", "report_begin_pre_publication", "report_publish", "report_statement",
            "report_receipt", "report_acknowledge", "report_close", "response_accuracy", "response_draft",
            "response_draft_text", "response_point_add", "response_points_send", "response_report", "response_statement",
        )
    },
    "notes": Row(here(), NOTES),
    "findings": Row(here(), ("", "?text=stand&kind=strength")),
    "step": Row(here(name="cancel")),
    "date": Row(here(kind="publication")),
    "date_withdraw": Row(here(kind="publication")),
    "team_end": Row(each("place")),
    "team_leave_empty": Row(empty),
    "child_remove": Row(each("child")),
    **{name: Row(each("item")) for name in ("request_item", "response_request_item")},
    **{name: Row(each("note")) for name in ("note", "note_edit", "note_share")},
    **{
        name: Row(each("finding"))
        for name in (
            "finding", "finding_edit", "finding_notes", "finding_agree", "finding_share", "finding_set_aside", "finding_take_up",
        )
    },
    **{name: Row(each("evaluation")) for name in ("evaluation", "evaluation_edit")},
    "text_history": Row(texts),
    "text_versions": Row(versions("number")),
    **{
        name: Row(paragraphs())
        for name in (
            "report_paragraph", "report_paragraph_findings", "report_paragraph_move", "report_paragraph_remove",
            "report_paragraph_restore", "report_paragraph_history",
        )
    },
    "report_paragraph_versions": Row(paragraphs(number=1)),
    "report_comment_resolve": Row(each("comment")),
    **{name: Row(each("point")) for name in ("report_point", "response_point", "response_point_remove")},
    **{name: Row(here(number=1)) for name in ("report_frozen", "report_sign")},
    "report_signature_withdraw": Row(each("signature")),
    "report_reader_remove": Row(each("reader")),
    **{name: Row(files) for name in ("report_file", "response_file")},
}  # fmt: skip
API: dict[str, Row] = {
    **{
        name: Row(here(), HUNDRED)
        for name in (
            "api_inspection", "api_dates", "api_candidates", "api_request", "api_response_request", "api_report",
            "api_report_words", "api_build", "api_report_files", "api_quality", "api_accuracy",
            "api_sign_off", "api_pre_publication", "api_publish", "api_statement", "api_statement_acknowledge", "api_close",
            "api_freezes", "api_points", "api_response_accuracy", "api_response_draft", "api_response_send",
        )
    },
    "api_steps": Row(here(), sends=sent(step="pause", reason="Because")),
    "api_defer": Row(here(), sends=sent(asked_by="Director", reason="Flood")),
    "api_deferrals": Row(here(), HUNDRED, sends=sent(asked_by="Director", reason="Flood", decision="It can wait")),
    "api_reschedule": Row(here(), sends=sent(fieldwork_start=str(WEEK_TO_COME), reason="Over", week_reason="Few")),
    "api_date": Row(here(kind="publication"), sends=sent(day="2026-05-01", reason="Later")),
    "api_team": Row(here(), HUNDRED, sends=sent(person=1, part="inspector")),
    "api_team_place": Row(each("place")),
    "api_children": Row(here(), HUNDRED, sends=sent(kind="sampled", age_band="10-15", agencies=[])),
    "api_child": Row(each("child")),
    "api_request_return": Row(each("item"), sends=sent(why="More.")),
    "api_notes": Row(
        here(), NOTES,
        sends=lambda target: {
            "text": "Words.", "activity": "interview", "strand": 1, "criterion": None, "agency": None, "child": first(target, "child"),
        },
    ),
    "api_note": Row(
        each("note"),
        sends=lambda target: {
            "text": "Words.", "activity": "interview", "strand": 1, "criterion": None, "agency": None, "child": first(target, "child"),
        },
    ),
    "api_note_share": Row(each("note")),
    "api_findings": Row(here(), ("?page_size=100", "?text=stand&inspectorate=hmicfrs"), sends=form),
    "api_finding": Row(each("finding"), sends=form),
    "api_finding_notes": Row(each("finding"), sends=lambda target: {"notes": target.ids["note"]}),
    "api_finding_share": Row(each("finding")),
    "api_finding_agree": Row(each("finding"), sends=sent(version=1)),
    "api_finding_set_aside": Row(each("finding"), sends=sent(reason="One case")),
    "api_evaluations": Row(
        here(), HUNDRED,
        sends=lambda target: {"strand": 1, "agency": None, "effect": "both", "text": "Mixed.", "findings": target.ids["finding"]},
    ),
    "api_evaluation": Row(
        each("evaluation"), sends=lambda target: {"effect": "both", "text": "Mixed.", "findings": target.ids["finding"]}
    ),
    "api_revisions": Row(texts, HUNDRED),
    **{name: Row(versions("revision"), sends=sent(keep="mine", base=2)) for name in ("api_revision", "api_revision_settle")},
    "api_response_request_answer": Row(each("item"), sends=sent(held=True, answer="Sent.")),
    "api_paragraphs": Row(here(), HUNDRED, sends=sent(section=1, strand=None, text="More.")),
    "api_paragraph": Row(paragraphs(), sends=sent(text="Anew.", heading="")),
    "api_paragraph_findings": Row(paragraphs(), sends=lambda target: {"findings": target.ids["finding"]}),
    "api_paragraph_move": Row(paragraphs(), sends=sent(direction="up")),
    **{name: Row(paragraphs()) for name in ("api_paragraph_remove", "api_paragraph_restore")},
    "api_paragraph_revisions": Row(paragraphs(), HUNDRED),
    "api_paragraph_settle": Row(paragraphs(revision=ABSENT), sends=sent(keep="mine", base=2)),
    "api_comments": Row(here(), HUNDRED, sends=lambda target: {"body": "Why?", "paragraph": first(target, "paragraph")}),
    "api_comment_resolve": Row(each("comment")),
    "api_reviews": Row(here(), HUNDRED, sends=sent(decision="approved", summary="Clear.")),
    "api_point_answer": Row(each("point"), sends=sent(answer="accepted", reason="It does.")),
    "api_accuracy_close": Row(here(), sends=sent(reason="Nothing came.")),
    "api_decision": Row(here(), sends=sent(is_required=False, principal_authority=None, reason="No.")),
    "api_freeze": Row(here(number=1)),
    "api_sign": Row(here(number=1), sends=sent(content_digest="a" * 64, provenance_digest="b" * 64)),
    "api_signature_withdraw": Row(each("signature"), sends=sent(reason="Too early.")),
    **{name: Row(files) for name in ("api_report_file", "api_response_file")},
    "api_readers": Row(here(), HUNDRED, sends=sent(person=1)),
    "api_reader": Row(each("reader")),
    "api_receipt": Row(here(), sends=sent(received_on="2026-05-01", received_by="Director")),
    "api_response_points": Row(here(), HUNDRED, sends=sent(place=0, body="It was in May.")),
    "api_response_point": Row(each("point"), sends=sent(place=None, body="A Tuesday.", before="x")),
    "api_response_statement": Row(here(), HUNDRED, sends=sent(body="We will meet.")),
}  # fmt: skip


def files_of_items(target: Target) -> list[Kwargs]:
    """Each planted file below its item."""
    pairs = zip(target.ids["file_item"], target.ids["file"], strict=True)
    return [{"pk": target.pk, "item": item, "file": file} for item, file in pairs] or [
        {"pk": target.pk, "item": ABSENT, "file": ABSENT}
    ]


def wanted(target: Target) -> list[Kwargs]:
    """Somebody for whose place an override might be asked."""
    return [{"pk": target.pk, "person": first(target, "named")}]


UPLOAD = sent(name="April.csv", content="YSxiDQoxLDI=")
REQUEST_FILES: dict[str, Row] = {
    **{name: Row(each("item")) for name in ("response_files", "api_request_files")},
    "api_response_request_files": Row(each("item"), HUNDRED, sends=UPLOAD),
    **{
        name: Row(files_of_items)
        for name in (
            "request_file", "response_item_file", "response_file_remove", "api_request_file", "api_response_request_file",
        )
    },
}  # fmt: skip
TEAM: dict[str, Row] = {
    "team_replace": Row(each("place")),
    "api_team_leave_empty": Row(empty),
    "api_team_replace": Row(each("place"), sends=sent(person=1)),
    "override_ask": Row(wanted),
    "override": Row(each("override"), sends=sent(allowed="yes", reason="It is slight.")),
    "override_withdraw": Row(each("override")),
    "api_overrides": Row(here(), HUNDRED, sends=lambda target: {"person": first(target, "named"), "reason": "Nobody else."}),
    "api_override": Row(each("override"), sends=sent(allowed=True, reason="It is slight.")),
}
ROWS: dict[str, Row] = {
    **ON_NOTHING,
    **LISTS,
    **NAMED,
    **PAGES,
    **API,
    **REQUEST_FILES,
    **TEAM,
    **TRAILS,
    **PEOPLE,
    **YEARS,
    **SIGN_IN,
    **ACCESS,
    **plans.ROWS,
    **programmes.ROWS,
    **SHARING,
    **TERMS,
    **LETTERS,
}
# Addresses that say the same whatever inspection is meant: asked once, and not for each status.
ALIKE = {
    *ON_NOTHING, *LISTS, *SHARING, *LETTERS, *PEOPLE, *SIGN_IN, *plans.ROWS, *programmes.ROWS, "own_trail", "own_trail_csv", "person_trail", "person_trail_csv", "retention", "api_inspectorate", "api_framework",
    "api_schema", *(set(ACCESS) - {"access_search", "access_item", "access_item_take_out", "access_item_lift", "access_hold", "access_release"}),
}  # fmt: skip
