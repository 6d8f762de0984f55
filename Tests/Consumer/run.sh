#!/usr/bin/env bash
# Builds a package of its own that depends on the MIME and Bounces products, and reads a bounce with it.
set -euo pipefail
cd "$(dirname "$0")"
swift build --scratch-path ../../.build/consumer >../../.build/build-consumer.log 2>&1 || {
    cat ../../.build/build-consumer.log
    exit 1
}
got=$(../../.build/consumer/debug/consumer <<'EOF'
From: MAILER-DAEMON@mx.example.net
To: alerts@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Could not deliver.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; nobody@example.net
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown
--b--
EOF
)
want=$'bounce 3\nnobody@example.net 5.1.1 user-unknown'
if [ "$got" != "$want" ]; then
    printf 'the consumer printed\n%s\nwanted\n%s\n' "$got" "$want"
    exit 1
fi
echo "a package that depends on MIME and Bounces builds and reads a bounce"
