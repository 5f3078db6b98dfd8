"""What the inspectorates record under their programmes, marked, and a row for each address of it."""

from django.utils.timezone import localdate

from accounts.models import User
from programmes import commands
from programmes.models import Activity
from tests.leaks.marks import Marks
from tests.leaks.rows import HUNDRED, At, Kwargs, Row, alone, first, nothing, sent
from tests.leaks.targets import ABSENT, ELSEWHERE, Target
from tests.programmes import acting
from tests.programmes.tables import as_csv, imported
from tests.walk import Cast

CODES = ("ilacs", "fundamental-standards", "clas", "peel")
OURS, SHARED = "activity of one inspectorate", "shared activity"


def sow(marks: Marks, people: Cast, extras: dict[str, User], target: Target) -> None:
    """Ofsted and CQC share what is published, HMICFRS nothing, and of its reviews CQC shares everything."""
    acting.programme("peel", "own")
    acting.programme("clas", "all")

    def text(kind: str, owner: str) -> str:
        return marks.text(kind, ELSEWHERE, owner)

    planned = acting.activity("ilacs", "focused-visit", focus="weakness", focus_words=text(OURS, "ofsted"), reference="1")
    published = acting.published(
        "ilacs", "standard-inspection", effect="hinders", words=text("earlier words of an activity", "ofsted"),
        timing_reason=text("reason for the time", "ofsted"), reference="2", published_on=localdate(),
    )  # fmt: skip
    _reword(published, text("kept words of an activity", "ofsted"), base=0, by=people.lead)
    _reword(published, text(SHARED, "ofsted"), base=1, by=people.ofsted)
    commands.put_report(published, data=text(SHARED, "ofsted").encode(), name="letter.txt", by=people.ofsted)
    # By somebody who is of Ofsted now, and was of CQC then.
    done = acting.done("fundamental-standards", "inspection", effect="improves", words=text(OURS, "cqc"), by=extras["moved"])
    commands.put_report(done, data=text(OURS, "cqc").encode(), name="draft.txt", by=extras["moved"])
    kept = acting.breach(done, words=text(OURS, "cqc"))
    of_breach = acting.reword(kept, base=0, words=text(OURS, "cqc")).kept
    asked = acting.recommendation(done, "icb", words=text(OURS, "cqc"))
    review = acting.done("clas", "review", outcome=text(SHARED, "cqc"))
    told = acting.recommendation(review, "icb", words=text("earlier words of an activity", "cqc"))
    acting.reword(told, words=text(SHARED, "cqc"))
    of_told = acting.reword(told, words=text("kept words of an activity", "cqc")).kept
    force = acting.published("peel", "peel-assessment", effect="both", words=text(OURS, "hmicfrs"))
    item = acting.check_item("ilacs", words=text("thing to look at", "ofsted"), agency=planned.agency)
    look = {"activity": published, "seen": text("thing to look at", "ofsted"), "seen_on": acting.ENDED}
    commands.look_at_check_item(item, **look, by=people.ofsted)
    # Its name and its fault say what stands in the table.
    words = text(OURS, "ofsted")
    table = as_csv([("3", "annual-conversation", words, "2026-03-03", "", "done")])
    target.ids["import"].append(imported(table, name=f"{words}.csv").pk)
    target.ids["activity"] += [planned.pk, published.pk, done.pk, review.pk, force.pk]
    target.ids["activity_revision"] += [row.pk for row in published.text.revisions.filter(kept_beside=True)]
    target.ids["activity_number"] += [row.number for row in published.text.revisions.filter(kept_beside=True)]
    target.ids["breach"].append(kept.pk)
    target.ids["recommendation"] += [asked.pk, told.pk]
    target.ids["check_item"].append(item.pk)
    target.ids["kept_breach"] += [of_breach.pk, of_breach.number]
    target.ids["kept_recommendation"] += [of_told.pk, of_told.number]


def _reword(row: Activity, words: str, *, base: int, by: User) -> None:
    facts = {"kind": row.kind, "starts_on": row.starts_on, "ends_on": row.ends_on, "timing_reason": row.timing_reason}
    commands.edit_activity(row, base=base, words=words, effect="hinders", reference="2", by=by, **facts)


def codes(_target: Target) -> list[Kwargs]:
    """Programmes of three inspectorates."""
    return [{"code": code} for code in CODES]


def years(_target: Target) -> list[Kwargs]:
    """The year in which everything took place."""
    return [{"code": code, "year": acting.BEGAN.year} for code in CODES]


def exports(_target: Target) -> list[Kwargs]:
    """As files."""
    return [{"code": code, "kind": "csv"} for code in CODES]


def imports(target: Target) -> list[Kwargs]:
    """The table that was sent in, below its own programme and below another."""
    return [{"code": code, "pk": first(target, "import")} for code in CODES[:2]]


def versions(argument: str, of: str) -> At:
    """The words that were kept beside, of the activity that has some."""
    return lambda target: [{"pk": (target.ids["activity"][1:] or [ABSENT])[0], argument: first(target, of)}]


def kept_of(what: str, argument: str) -> At:
    """Words that were kept beside those of the breach or recommendation that was recorded last: by their key, or by their number."""
    turn = 0 if argument == "revision" else 1

    def at(target: Target) -> list[Kwargs]:
        found = target.ids[f"kept_{what}"] or [ABSENT, ABSENT]
        return [{"pk": (target.ids[what] or [ABSENT])[-1], argument: found[turn]}]

    return at


DAYS = {"starts_on": "2025-05-12", "ends_on": "2025-05-16"}
TYPED = {
    "starts_on": "12 5 2025", "ends_on": "16 5 2025", "published_on": "16 6 2025", "on": "16 6 2025", "seen_on": "16 5 2025",
    "standing": "published", "reason": "Because.", "note": "Done.", "sharing": "all", "words": "Words.", "base": 1, "keep": "mine",
}  # fmt: skip
ROWS: dict[str, Row] = {
    "programmes": Row(nothing),
    "programme": Row(codes, ("", "?text=Fell&sort=oldest", "?standing=planned"), sends=sent(**TYPED)),
    "programme_export": Row(exports, ("", "?sort=oldest")),
    "programme_following": Row(codes, ("", "?closed=on&text=stand", "?area=X001&sort=agency", "?body=x001-icb&sort=last")),
    "programme_following_export": Row(exports, ("", "?closed=on")),
    "programme_due": Row(years, ("", "?text=Fell&state=overdue")),
    "api_programme_due": Row(years),
    "programme_sharing": Row(codes, sends=sent(**TYPED)),
    "activity_add": Row(codes, ("", "?subject=x001-local-authority", "?text=Fell"), sends=sent(**TYPED)),
    **{
        name: Row(alone("pk", "activity"), sends=sent(**TYPED))
        for name in (
            "activity", "activity_edit", "activity_done", "activity_publish", "activity_cancel", "activity_take_back",
            "activity_judgements", "activity_report", "activity_report_remove", "activity_report_file", "activity_history",
            "activity_trail", "activity_trail_csv",
            "breach_add", "recommendation_add",
        )
    },
    "activity_versions": Row(versions("number", "activity_number"), sends=sent(**TYPED)),
    "activity_import": Row(codes, sends=sent(what="load")),
    "activity_import_template": Row(exports),
    "activity_imports": Row(codes),
    **{
        name: Row(imports)
        for name in ("activity_import_run", "activity_import_progress", "activity_import_faults")
    },
    **{name: Row(imports) for name in ("activity_import_load", "activity_import_retry")},
    "api_imports": Row(codes, HUNDRED, sends=sent(name="A.csv", document="QQ==", only_check=True)),
    "api_import": Row(imports),
    "api_import_faults": Row(imports, HUNDRED),
    **{name: Row(imports, sends=sent()) for name in ("api_import_load", "api_import_retry")},
    "breach": Row(alone("pk", "breach")),
    "breach_step": Row(lambda target: [{"pk": first(target, "breach"), "step": "address"}], sends=sent(**TYPED)),
    **{name: Row(alone("pk", "breach"), sends=sent(**TYPED)) for name in ("breach_withdraw", "breach_bring_back")},
    "breach_edit": Row(alone("pk", "breach"), sends=sent(**TYPED)),
    "breach_history": Row(alone("pk", "breach")),
    "breach_versions": Row(kept_of("breach", "number"), sends=sent(**TYPED)),
    **{
        name: Row(alone("pk", "recommendation"), sends=sent(**TYPED))
        for name in ("recommendation", "recommendation_edit", "recommendation_close", "recommendation_reopen")
    },
    **{
        name: Row(alone("pk", "recommendation"), sends=sent(**TYPED))
        for name in ("recommendation_withdraw", "recommendation_bring_back")
    },
    "recommendation_history": Row(alone("pk", "recommendation")),
    "recommendation_versions": Row(kept_of("recommendation", "number"), sends=sent(**TYPED)),
    "check_item": Row(alone("pk", "check_item"), sends=sent(**TYPED)),
    "api_programmes": Row(nothing, HUNDRED),
    "api_programme": Row(codes),
    "api_programme_sharing": Row(codes, sends=sent(sharing="all")),
    "api_activities": Row(
        codes, ("?page_size=100", "?text=Fell"), sends=sent(kind="inspection", agency="x001-health-provider", **DAYS)
    ),
    "api_programme_following": Row(codes, ("?page_size=100&closed=true", "?text=stand", "?area=X001&sort=agency")),
    "api_activity": Row(alone("pk", "activity"), sends=sent(kind="monitoring-visit", **DAYS)),
    "api_activity_done": Row(alone("pk", "activity"), sends=sent(**DAYS)),
    "api_activity_publish": Row(alone("pk", "activity"), sends=sent(published_on="2025-06-16")),
    "api_activity_cancel": Row(alone("pk", "activity"), sends=sent(reason="Snow")),
    "api_activity_take_back": Row(alone("pk", "activity"), sends=sent(standing="published")),
    "api_activity_judgements": Row(alone("pk", "activity"), sends=sent(judgements=[])),
    "api_activity_report": Row(alone("pk", "activity"), sends=sent(name="A.txt", content="QQ==")),
    "api_activity_revisions": Row(alone("pk", "activity"), HUNDRED),
    "api_activity_settle": Row(versions("revision", "activity_revision"), sends=sent(keep="mine", base=2)),
    "api_breaches": Row(
        alone("pk", "activity"),
        sends=sent(agency="x001-icb", standard="S", words="W", found_on="2025-05-16", address_by="2025-06-16"),
    ),
    "api_recommendations": Row(alone("pk", "activity"), sends=sent(agency="x001-icb", words="Words.")),
    "api_breach": Row(alone("pk", "breach"), sends=sent(step="address", on="2025-05-16", note="Done.")),
    "api_breach_reopen": Row(alone("pk", "breach"), sends=sent(reason="A slip.", state="addressed")),
    **{
        f"api_{what}_{name}": Row(alone("pk", what), sends=sent(reason="A slip.", state="met"))
        for what in ("breach", "recommendation")
        for name in ("withdraw", "bring_back")
    },
    "api_recommendation": Row(alone("pk", "recommendation"), sends=sent(met=True, on="2025-05-16", note="Seen.")),
    "api_recommendation_reopen": Row(alone("pk", "recommendation"), sends=sent(reason="A slip.", state="met")),
    **{
        f"api_{what}_revisions": Row(alone("pk", what), HUNDRED) for what in ("breach", "recommendation")
    },
    **{
        f"api_{what}_settle": Row(kept_of(what, "revision"), sends=sent(keep="mine", base=2))
        for what in ("breach", "recommendation")
    },
    "api_check_items": Row(nothing, HUNDRED),
    "api_check_item": Row(
        alone("pk", "check_item"),
        sends=lambda target: {"activity": target.ids["activity"][1], "seen": "Works.", "seen_on": "2025-05-16"},
    ),
}  # fmt: skip
