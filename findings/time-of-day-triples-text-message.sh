#!/usr/bin/env bash
# The time of day in a reminder turns one text message into three.
# Who meets it: a center that pays for text messages by the part, and writes times with a library of locales.
# Guess: a reminder in plain English of 147 characters is one part (up to 160) whether a person typed "6:00 PM" or Babel
# wrote it.
# Seen: babel 2.19.0 puts a narrow no-break space (U+202F) before PM in en_US, and before p.m. in Spanish of the United
# States and Mexico (two in Puerto Rico). The alphabet of text messages does not have it, so the whole message is sent in
# UTF-16 with 67 characters a part: smsutil 1.1.3 counts three parts, three times the price. On a screen nothing differs.
# So: put a plain blank for U+202F and U+00A0 in everything that goes out as a text message.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0 smsutil==1.1.3 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
from datetime import time

import smsutil
from babel.dates import format_time

reminder = ("Reminder: your interview at the training center is on Tuesday, November 3 at {}."
            " Bring your ID and two copies of your resume. Reply YES or NO.")
written = {name: format_time(time(18), "short", locale=name) for name in ["en_US", "es_US", "es_MX", "es_PR", "es"]}
print({name: ascii(text) for name, text in written.items()})
assert written == {"en_US": "6:00\u202fPM", "es_US": "6:00\u202fp.m.", "es_MX": "6:00\u202fp.m.",
                   "es_PR": "6:00\u202fp.\u202fm.", "es": "18:00"}
parts = {}
for how, text in [("typed", "6:00 PM"), ("by Babel", written["en_US"])]:
    message = reminder.format(text)
    split = smsutil.split(message)
    parts[how] = len(split.parts)
    print(how, len(message), "characters,", split.encoding, parts[how], "part(s)")
assert parts == {"typed": 1, "by Babel": 3}
PY
