#!/usr/bin/env bash
# An answer by e-mail loses its list: lines that begin with a hyphen are taken for a signature.
# Who meets it: a coach who asks "what do you need?" and gets "I need: -a ride -child care".
# Guess: only "-- " (two hyphens and a blank) starts a signature.
# Seen: email-reply-parser 0.5.12 drops a last paragraph whose lines begin with a hyphen and no blank; with a blank after
# the hyphen it stays. An answer that itself begins a line with "From:" is cut there as well.
# So: show the person what was understood, and keep the whole message.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check email-reply-parser==0.5.12 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
from email_reply_parser import EmailReplyParser

read = EmailReplyParser.parse_reply
lost = read("I can start if I have:\n\n-a ride\n-child care\n")
kept = read("I can start if I have:\n\n- a ride\n- child care\n")
cut = read("My shifts\n\nFrom: 7 am, to: 3 pm every day\n")
print(repr(lost), repr(kept), repr(cut), sep="\n")
assert lost == "I can start if I have:"
assert kept.endswith("- child care")
assert cut == "My shifts"
PY
