"""A row for each address of people: who they are, how they sign in, what is recorded and what is asked about them."""

from tests.leaks.rows import HUNDRED, At, Kwargs, Row, alone, first, here, nothing, sent
from tests.leaks.targets import ABSENT, ELSEWHERE, Target

# What a line shows may be searched, and nothing else.
SEARCH_A_TRAIL = ("", "?text=Marked", "?text=Robin")
PASSWORD = "three small brown kettles"


def of_role(target: Target) -> list[Kwargs]:
    """A role, below its person."""
    person, role = target.ids["role"] or [ABSENT, ABSENT]
    return [{"pk": person, "role": role}]


def secret(name: str) -> At:
    """The link that went out in an e-mail."""
    return lambda target: [{"secret": target.secrets.get(name, "nothing")}]


def link(target: Target) -> list[Kwargs]:
    """The link to a new password."""
    return [{"uid": target.secrets.get("uid", "x"), "token": target.secrets.get("token", "x")}]


def access(**more: object) -> At:
    """Below CQC's request for access."""
    return lambda target: [{"pk": first(target, "access"), **more}]


def found(target: Target) -> list[Kwargs]:
    """Whatever may be found in a request for access, of one inspection."""
    kinds = {kind: kind for kind in ("note", "finding", "evaluation", "paragraph", "comment", "point", "file", "child")}
    pairs = [
        (kind, value)
        for kind, ids in {**kinds, "answer": "item", "note-words": "revision"}.items()
        for value in target.ids[ids]
    ]
    return [{"pk": first(target, "access"), "kind": kind, "number": value} for kind, value in pairs or [("note", ABSENT)]]


def pages_of_search(target: Target) -> tuple[str, ...]:
    """All that was found of one inspection; elsewhere the list that is not narrowed, and what belongs to no inspection."""
    if target.key == ELSEWHERE:
        return (*(f"?page={number}" for number in range(1, 25)), "?inspection=none", "?kind=email", "?kind=event")
    return tuple(f"?inspection={target.pk}&page={number}" for number in range(1, 7))


ACCESS: dict[str, Row] = {
    "access_requests": Row(nothing, ("", "?text=Somebody")),
    "access_request_add": Row(nothing),
    **{
        name: Row(access())
        for name in (
            "access_request", "access_request_close", "access_names", "access_search_add", "access_preview", "access_export",
            "access_index", "access_request_change", "access_request_extend", "access_request_reopen",
        )
    },
    "access_search": Row(
        lambda target: [{"pk": first(target, "access"), "search": first(target, "access_search")}], narrowed=pages_of_search
    ),
    "access_export_file": Row(access(number=1)),
    **{
        name: Row(found)
        for name in ("access_item", "access_item_take_out", "access_item_lift", "access_hold", "access_release")
    },
}  # fmt: skip


TRAILS: dict[str, Row] = {
    **{name: Row(here(), SEARCH_A_TRAIL) for name in ("inspection_trail", "inspection_reads")},
    **{name: Row(here()) for name in ("inspection_trail_csv", "inspection_reads_csv")},
    "own_trail": Row(nothing, SEARCH_A_TRAIL),
    "own_trail_csv": Row(nothing),
    "person_trail": Row(alone("person"), SEARCH_A_TRAIL),
    "person_trail_csv": Row(alone("person")),
    "retention": Row(nothing),
}
PEOPLE: dict[str, Row] = {
    "people": Row(nothing, ("", "?text=qz", "?left=1")),
    "invite": Row(nothing, sends=sent(name="Olu", email="hmicfrs@walk.example", job_title="Inspector")),
    "invitations": Row(nothing),
    **{name: Row(alone("pk", "invitation")) for name in ("invitation_send", "invitation_withdraw")},
    **{name: Row(alone("pk", "recovery")) for name in ("recovery", "recovery_withdraw")},
    **{name: Row(alone("pk", "person")) for name in ("person", "person_change", "person_leave", "recovery_ask", "role_give")},
    "role_end": Row(of_role),
    "invitation_accept": Row(secret("invitation"), sends=sent(password=PASSWORD), opens="invitation"),
    "recovery_use": Row(secret("recovery"), sends=sent(password=PASSWORD)),
    **{name: Row(nothing) for name in ("calendar_feed", "calendar_feed_make", "calendar_feed_revoke")},
    # Whoever has the secret of CQC's inspector reads when they inspect; no word of what they found, and no reason for a date.
    "calendar_file": Row(secret("calendar"), opens="week"),
    **{name: Row(nothing) for name in ("interests", "interests_state")},
    "interest_add": Row(nothing, sends=sent(kind="lives", local_area=1)),
    **{name: Row(alone("pk", "interest"), sends=sent(kind="lives")) for name in ("interest_change", "interest_end")},
    "api_people": Row(nothing, ("?page_size=100", "?text=qz")),
    "api_person": Row(alone("pk", "person"), sends=sent(job_title="Senior inspector")),
    "api_person_leave": Row(alone("pk", "person")),
    "api_recovery_ask": Row(alone("pk", "person"), sends=sent(reason="Lost")),
    "api_roles": Row(alone("pk", "person"), sends=sent(kind="analyst")),
    "api_role": Row(of_role),
    "api_invitations": Row(nothing, HUNDRED, sends=sent(name="Olu", email="hmicfrs@walk.example", job_title="Inspector")),
    **{name: Row(alone("pk", "invitation")) for name in ("api_invitation", "api_invitation_send")},
    **{name: Row(alone("pk", "recovery")) for name in ("api_recovery", "api_recovery_confirm")},
    "api_interests": Row(nothing, HUNDRED, sends=sent(kind="lives", local_area=1)),
    "api_interest": Row(alone("pk", "interest")),
    "api_interests_state": Row(nothing, sends=sent(nothing=True)),
}
SIGN_IN: dict[str, Row] = {
    **{
        name: Row(nothing)
        for name in (
            "account_login", "mfa_authenticate", "passkey_options", "session_extend", "account_reauthenticate", "second_factor",
            "totp_add", "passkey_add", "recovery_codes",
        )
    },
    "password_forgotten": Row(nothing, sends=sent(email="lead@walk.example")),
    "password_change": Row(nothing, sends=sent(password=PASSWORD)),
    "password_reset": Row(link, sends=sent(password=PASSWORD)),
    **{name: Row(lambda _target: [{"provider_id": "nobody"}]) for name in ("openid_connect_login", "openid_connect_callback")},
    **{name: Row(alone("pk", "kept")) for name in ("kept", "kept_discard")},
    "factor_remove": Row(alone("pk", "factor")),
}  # fmt: skip
