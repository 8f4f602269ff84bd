#!/usr/bin/env bash
# Run once by the postgres image, when its data folder is new: the role that owns and migrates the databases, and the role
# the application works with. The application creates the databases itself.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -v owner_password="$JOBLANE_OWNER_PASSWORD" -v app_password="$JOBLANE_APP_PASSWORD" \
  --username "$POSTGRES_USER" --dbname postgres <<'SQL'
CREATE ROLE joblane_owner LOGIN CREATEDB BYPASSRLS PASSWORD :'owner_password';
CREATE ROLE joblane_app LOGIN NOBYPASSRLS PASSWORD :'app_password';
-- A database that is restored is put in place of one that is in use.
GRANT pg_signal_backend TO joblane_owner;
SQL
