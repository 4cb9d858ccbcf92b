#!/usr/bin/env bash
# Asks one of the probes of this container, livez, readyz or startupz, on their own port (8081, or PROBES_PORT), and says by its
# exit code whether all is well. Needs nothing but bash.
set -euo pipefail
exec 3<> "/dev/tcp/127.0.0.1/${PROBES_PORT:-8081}"
printf 'GET /%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "${1:-livez}" >&3
read -r -t 3 _ status _ <&3
[ "$status" = 200 ]
