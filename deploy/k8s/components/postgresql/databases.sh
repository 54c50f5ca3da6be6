#!/bin/sh
# A database and a role for each service, at the first start of an empty volume: nobody can open
# another's. The image's entrypoint runs it as the superuser, before the server has a port.
set -eu
passwords=${PASSWORDS:-/run/secrets/postgresql}
for service in marketdata signal risk execution; do
  # Variables of psql: it quotes them, whatever a password holds. They are not for --command.
  psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 \
    --username="${POSTGRES_USER:-postgres}" --dbname=postgres \
    --set=service="$service" --set=password="$(cat "$passwords/$service-password")" <<'SQL'
CREATE ROLE :"service" LOGIN PASSWORD :'password';
CREATE DATABASE :"service" OWNER :"service";
REVOKE CONNECT ON DATABASE :"service" FROM PUBLIC;
SQL
done
