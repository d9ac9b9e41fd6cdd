"""The worker knows every kind of request and notice, though it opens no page."""

from __future__ import annotations

import subprocess
import sys

ASKED = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "gainful.site.settings"
import django
django.setup()
import gainful.site.message_worker, gainful.site.outbox, gainful.domain.messages.clock
from gainful.domain.messages.notices import _TELLERS
from gainful.domain.messages.request_kinds import request_kinds
print(*sorted(_TELLERS), *sorted(kind.code for kind in request_kinds()))
"""


def test_a_process_of_its_own_knows_what_is_asked_and_told():
    done = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [
        "opening_withdrawn", "person_answered", "plan_signed", "profile_signed", "commitment", "plan_answer", "profile",
    ]  # fmt: skip
