"""What counts against which limit (settings.RATE_LIMITS), by the names of addresses."""

# name of the address → what it counts as; every other operation of the API counts as "api", other pages are not counted
RATE_LIMITED = {
    "sign_in": "sign_in", "mfa_authenticate": "sign_in", "account_reauthenticate": "sign_in", "api_session": "sign_in",
    "invite": "letters", "invitation_send": "letters", "recovery_ask": "letters",
    "api_invitations": "letters", "api_invitation_send": "letters", "api_recovery_ask": "letters",
    "inspections": "search", "local_areas": "search", "agencies": "search", "notes": "search", "findings": "search",
    "people": "search", "api_people": "search", "inspection_trail": "search", "own_trail": "search", "person_trail": "search", "inspection_reads": "search",
    "inspection_trail_csv": "export", "inspection_reads_csv": "export", "own_trail_csv": "export", "person_trail_csv": "export",
    "report_text": "export", "report_file": "export", "report_preview": "export", "response_draft_text": "export",
    "response_file": "export", "request_file": "export", "response_item_file": "export", "api_report_file": "export",
    "api_response_file": "export", "api_request_file": "export",
    "item_signals": "search", "item_trail": "search", "letter_trail": "search", "activity_trail": "search", "item_use_add": "search",
    "items_export": "export", "item_trail_csv": "export", "letter_trail_csv": "export", "activity_trail_csv": "export",
    "items": "search", "item_queue": "search", "item_file": "export", "api_item_file": "export",
    "letters": "search", "letter_pdf": "export", "api_letter_pdf": "export",
    "access_search_add": "search", "access_search": "search", "access_export_file": "export", "access_index": "export",
    "invitation_accept": "sign_in", "recovery_use": "sign_in", "password_reset": "sign_in", "password_forgotten": "sign_in",
    "published_reports": "public", "published_report": "public", "published_report_pdf": "public",
    "activity_import": "upload", "api_imports": "upload", "activity_import_template": "export", "activity_import_faults": "export",
    "programme": "search", "activity_add": "search", "programme_following": "search", "programme_export": "export",
    "programme_following_export": "export",
    "activity_report_file": "export", "activity_report": "upload", "api_activity_report": "upload",
    "school_holidays": "search", "school_holidays_import": "upload", "api_school_holidays_import": "upload", "school_holidays_export": "export", "school_holidays_template": "export",
    "response_files": "upload", "api_response_request_files": "upload", "item_file_add": "upload", "api_item_files": "upload",
}  # fmt: skip
RATE_LIMITED_SENDING = {"sign_in", "upload", "letters"}  # counted only when something is sent
