#!/bin/sh
# Run once by the postgres image, on an empty volume: the role that owns the tables, the role that the application
# uses, and the rights the second gets on every table the first makes. bin/run does the same for a private cluster.
# On the tables of the trail (audit_…) each migration takes them back, down to reading and adding (docs/operations.md).
set -eu

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "${POSTGRES_DB:-postgres}" \
    --set owner_password="$JTAI_OWNER_PASSWORD" --set app_password="$JTAI_APP_PASSWORD" <<'SQL'
CREATE ROLE jtai_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE jtai_app LOGIN PASSWORD :'app_password';
CREATE DATABASE jtai OWNER jtai_owner;
\connect jtai
ALTER DEFAULT PRIVILEGES FOR ROLE jtai_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO jtai_app;
ALTER DEFAULT PRIVILEGES FOR ROLE jtai_owner GRANT USAGE, SELECT ON SEQUENCES TO jtai_app;
SQL
