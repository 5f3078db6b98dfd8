"""What the database itself sees to: nothing of the trail is changed, and the application's role can only add to it.

The application reads the tables and calls the functions below. They run with the rights of the role that owns the tables
(SECURITY DEFINER) and look up names in its schema only. Which other roles there are, audit_restrict() finds out from the
rights that they have been given: their names differ from one database to the next.
"""

from typing import ClassVar

from django.db import migrations

APPENDING = r"""
CREATE OR REPLACE FUNCTION audit_record(
    in_stream text, in_actor text, in_verb text, in_target text, in_words jsonb, in_words_digest text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
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
    UPDATE audit_head SET sequence = head.sequence + 1, digest = made, moved = true WHERE stream = in_stream;
END $$;

-- The ends that moved since the last seal; a stream in which somebody is writing at this moment waits for the next one.
CREATE FUNCTION audit_take_moved() RETURNS TABLE (stream varchar, sequence bigint, digest varchar)
LANGUAGE sql SECURITY DEFINER AS $$
    UPDATE audit_head AS head SET moved = false
    FROM (SELECT h.stream FROM audit_head AS h WHERE h.moved FOR UPDATE SKIP LOCKED) AS taken
    WHERE head.stream = taken.stream AND head.sequence > 0
    RETURNING head.stream, head.sequence, head.digest;
$$;

-- The one way in which words go: an event in the same stream names the places, and the words there become empty.
CREATE FUNCTION audit_erase(in_stream text, in_actor text, in_words jsonb, in_words_digest text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    erasure bigint;
    gone bigint;
BEGIN
    PERFORM audit_record(in_stream, in_actor, 'audit.erase_words', 'audit.head:' || in_stream, in_words, in_words_digest);
    SELECT e.id INTO erasure FROM audit_event AS e JOIN audit_head AS h ON h.stream = e.stream AND h.sequence = e.sequence
    WHERE e.stream = in_stream;
    UPDATE audit_words AS w SET data = '{}'::jsonb, erased_by = erasure
    FROM audit_event AS e, jsonb_array_elements(in_words -> 'ranges') AS r
    WHERE w.event_id = e.id AND e.stream = in_stream AND e.verb NOT LIKE 'audit.%' AND w.erased_by IS NULL
        AND e.id <> erasure AND e.sequence BETWEEN (r ->> 0)::bigint AND (r ->> 1)::bigint;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
"""
REFUSING = r"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- Words may only become empty, and only when they name a later event of their stream that says so.
CREATE FUNCTION audit_guard_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.event_id = OLD.event_id AND NEW.data = '{}'::jsonb AND OLD.erased_by IS NULL THEN
        PERFORM FROM audit_event AS erased
            JOIN audit_event AS erasure ON erasure.stream = erased.stream AND erasure.sequence > erased.sequence
            JOIN audit_words AS said ON said.event_id = erasure.id,
            jsonb_array_elements(said.data -> 'ranges') AS r
        WHERE erased.id = NEW.event_id AND erasure.id = NEW.erased_by AND erasure.verb = 'audit.erase_words'
            AND erased.sequence BETWEEN (r ->> 0)::bigint AND (r ->> 1)::bigint;
        IF FOUND THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'audit_words is append-only' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER audit_words_are_append_only BEFORE UPDATE OR DELETE ON audit_words
    FOR EACH ROW EXECUTE FUNCTION audit_guard_words();
-- A head goes on by one event, or is marked as sealed or moved. The condition costs a writer next to nothing.
CREATE TRIGGER audit_head_only_moves_on BEFORE UPDATE ON audit_head FOR EACH ROW
    WHEN (NEW.stream <> OLD.stream OR NEW.sequence NOT IN (OLD.sequence, OLD.sequence + 1)
        OR (NEW.sequence = OLD.sequence AND NEW.digest <> OLD.digest))
    EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_is_kept BEFORE DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_seal_is_append_only BEFORE UPDATE OR DELETE ON audit_seal FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_mark_is_append_only BEFORE UPDATE OR DELETE ON audit_mark FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_read_is_append_only BEFORE UPDATE OR DELETE ON audit_read FOR EACH ROW EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_event_is_never_emptied BEFORE TRUNCATE ON audit_event EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_words_are_never_emptied BEFORE TRUNCATE ON audit_words EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_is_never_emptied BEFORE TRUNCATE ON audit_head EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_seal_is_never_emptied BEFORE TRUNCATE ON audit_seal EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_mark_is_never_emptied BEFORE TRUNCATE ON audit_mark EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_read_is_never_emptied BEFORE TRUNCATE ON audit_read EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_read_is_never_emptied BEFORE TRUNCATE ON audit_read_default EXECUTE FUNCTION audit_refuse();
"""
READING = r"""
-- The tables of this month and of the months to come. A month whose reads already lie in the default table stays there.
CREATE FUNCTION audit_make_months(in_ahead integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    first timestamp;
    name text;
    made integer := 0;
BEGIN
    FOR step IN 0 .. in_ahead LOOP
        first := date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => step);
        name := 'audit_read_' || to_char(first, 'YYYY_MM');
        CONTINUE WHEN to_regclass(name) IS NOT NULL;
        BEGIN
            EXECUTE format('CREATE TABLE %I PARTITION OF audit_read FOR VALUES FROM (%L) TO (%L)',
                name, first AT TIME ZONE 'UTC', (first + interval '1 month') AT TIME ZONE 'UTC');
            EXECUTE format('CREATE TRIGGER audit_read_is_never_emptied BEFORE TRUNCATE ON %I EXECUTE FUNCTION audit_refuse()', name);
            made := made + 1;
        EXCEPTION WHEN check_violation THEN
            NULL;
        END;
    END LOOP;
    IF made > 0 THEN
        PERFORM audit_restrict();
    END IF;
    RETURN made;
END $$;

-- The one way in which reads go: whole months, and an event says so.
CREATE FUNCTION audit_forget_reads(in_before timestamptz, in_actor text, in_words jsonb, in_words_digest text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    month record;
    gone bigint;
BEGIN
    IF in_before > now() - interval '1 year' OR (in_words ->> 'before')::timestamptz IS DISTINCT FROM in_before THEN
        RAISE EXCEPTION 'reads of the last year are kept, and the event names the day' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT count(*) INTO gone FROM audit_read WHERE quarter < in_before;
    IF gone = 0 THEN
        RETURN 0;
    END IF;
    FOR month IN
        SELECT c.oid::regclass AS name FROM pg_inherits JOIN pg_class AS c ON c.oid = inhrelid
        WHERE inhparent = 'audit_read'::regclass AND c.relname ~ '^audit_read_[0-9]{4}_[0-9]{2}$'
            AND to_timestamp(right(c.relname, 7) || ' +00', 'YYYY_MM TZH') + interval '1 month' <= in_before
    LOOP
        EXECUTE format('DROP TABLE %s', month.name);
    END LOOP;
    ALTER TABLE audit_read DISABLE TRIGGER audit_read_is_append_only;
    DELETE FROM audit_read WHERE quarter < in_before;
    ALTER TABLE audit_read ENABLE TRIGGER audit_read_is_append_only;
    PERFORM audit_record('reads', in_actor, 'audit.forget_reads', 'audit.read:all', in_words, in_words_digest);
    RETURN gone;
END $$;
"""
RESTRICTING = r"""
-- Whoever else may use these tables may read them, add seals and reads, and call the functions: nothing more.
CREATE FUNCTION audit_restrict() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    had record;
    role record;
    called text;
BEGIN
    FOR had IN
        SELECT DISTINCT c.oid::regclass AS name, c.relkind AS kind, c.relname AS plain, c.relispartition AS part,
            CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS whose
        FROM pg_class AS c, aclexplode(c.relacl) AS a
        WHERE c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'audit_event'::regclass)
            AND c.relkind IN ('r', 'p', 'S') AND a.grantee <> c.relowner
            AND c.relname ~ '^audit_(event|words|head|seal|mark|read)(_|$)'
    LOOP
        EXECUTE format('REVOKE ALL ON %s %s FROM %s',
            CASE had.kind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, had.name, had.whose);
        CONTINUE WHEN had.kind = 'S' OR had.part;
        EXECUTE format('GRANT SELECT ON %s TO %s', had.name, had.whose);
        IF had.plain IN ('audit_seal', 'audit_mark', 'audit_read') THEN
            EXECUTE format('GRANT INSERT ON %s TO %s', had.name, had.whose);
        END IF;
    END LOOP;
    FOR role IN
        SELECT DISTINCT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS name
        FROM pg_class AS c, aclexplode(c.relacl) AS a WHERE c.oid = 'audit_event'::regclass AND a.grantee <> c.relowner
    LOOP
        FOREACH called IN ARRAY ARRAY[
            'audit_record(text, text, text, text, jsonb, text)', 'audit_take_moved()', 'audit_make_months(integer)',
            'audit_erase(text, text, jsonb, text)', 'audit_forget_reads(timestamptz, text, jsonb, text)']
        LOOP
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %s', called, role.name);
        END LOOP;
    END LOOP;
END $$;

DO $$
DECLARE
    called text;
BEGIN
    FOREACH called IN ARRAY ARRAY[
        'audit_record(text, text, text, text, jsonb, text)', 'audit_take_moved()', 'audit_make_months(integer)',
        'audit_erase(text, text, jsonb, text)', 'audit_forget_reads(timestamptz, text, jsonb, text)', 'audit_restrict()',
        'audit_refuse()', 'audit_guard_words()']
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', called, current_schema());
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', called);
    END LOOP;
END $$;

SELECT audit_restrict();
SELECT audit_make_months(2);
"""
BACKWARDS = r"""
DROP TRIGGER audit_words_are_append_only ON audit_words;
DROP TRIGGER audit_head_only_moves_on ON audit_head;
DROP TRIGGER audit_head_is_kept ON audit_head;
DROP TRIGGER audit_seal_is_append_only ON audit_seal;
DROP TRIGGER audit_mark_is_append_only ON audit_mark;
DROP TRIGGER audit_read_is_append_only ON audit_read;
DROP TRIGGER audit_event_is_never_emptied ON audit_event;
DROP TRIGGER audit_words_are_never_emptied ON audit_words;
DROP TRIGGER audit_head_is_never_emptied ON audit_head;
DROP TRIGGER audit_seal_is_never_emptied ON audit_seal;
DROP TRIGGER audit_mark_is_never_emptied ON audit_mark;
DROP TRIGGER audit_read_is_never_emptied ON audit_read;
DROP TRIGGER audit_read_is_never_emptied ON audit_read_default;
DROP FUNCTION audit_forget_reads(timestamptz, text, jsonb, text);
DROP FUNCTION audit_make_months(integer);
DROP FUNCTION audit_restrict();
DROP FUNCTION audit_guard_words();
DROP FUNCTION audit_erase(text, text, jsonb, text);
DROP FUNCTION audit_take_moved();
GRANT EXECUTE ON FUNCTION audit_record(text, text, text, text, jsonb, text) TO PUBLIC;
"""


class Migration(migrations.Migration):
    """Adds functions and triggers, and takes all rights to change the trail from every role but the owner."""

    dependencies: ClassVar = [("audit", "0003_seals_and_reads")]
    operations: ClassVar = [migrations.RunSQL([APPENDING, REFUSING, READING, RESTRICTING], BACKWARDS)]
