"""The database itself appends events, chains them, and refuses to change or remove one."""

from typing import ClassVar

from django.db import migrations

# The digest covers what audit.trail.digest_of covers, in the same order; sha256() is built in, no extension is needed.
FORWARDS = r"""
CREATE FUNCTION audit_record(
    in_stream text, in_actor text, in_verb text, in_target text, in_words jsonb, in_words_digest text
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    head audit_head%ROWTYPE;
    moment timestamptz := clock_timestamp();
    made text;
    event_id bigint;
BEGIN
    INSERT INTO audit_head (stream, sequence, digest) VALUES (in_stream, 0, '') ON CONFLICT (stream) DO NOTHING;
    SELECT * INTO head FROM audit_head WHERE stream = in_stream FOR UPDATE;
    made := encode(sha256(convert_to(concat_ws(E'\n',
        head.digest, in_stream, (head.sequence + 1)::text,
        to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        in_actor, in_verb, in_target, in_words_digest), 'UTF8')), 'hex');
    INSERT INTO audit_event (stream, sequence, at, actor, verb, target, words_digest, previous, digest)
    VALUES (in_stream, head.sequence + 1, moment, in_actor, in_verb, in_target, in_words_digest, head.digest, made)
    RETURNING id INTO event_id;
    INSERT INTO audit_words (event_id, data) VALUES (event_id, in_words);
    UPDATE audit_head SET sequence = head.sequence + 1, digest = made WHERE stream = in_stream;
END $$;

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit events are append-only' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
"""
BACKWARDS = """
DROP TRIGGER audit_event_is_append_only ON audit_event;
DROP FUNCTION audit_refuse();
DROP FUNCTION audit_record(text, text, text, text, jsonb, text);
"""


class Migration(migrations.Migration):
    """Adds the function audit_record and the trigger that refuses changes."""

    dependencies: ClassVar = [("audit", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(FORWARDS, BACKWARDS)]
