# Runs inside the namespaces of make.sh: waits for the world, then runs the script of the server, $SERVER, which calls
#   listen            waits until the server answers on port 25
#   send KIND RCPT…   gives it one of our alerts; the mail that comes back is kept as KIND.eml
#   finish SECONDS    waits until all have come back, at most so long
set -euo pipefail
exec </dev/null
listen() { python3 /samples/world.py listen "$@"; }
send() { python3 /samples/world.py send "$@"; }
finish() { python3 /samples/world.py finish "$@"; }
python3 /samples/world.py listen 192.0.2.50
# shellcheck source=/dev/null
. "/samples/$SERVER.sh"
