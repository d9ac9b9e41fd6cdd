"""The worker knows every kind of request and notice, though it opens no page."""

from __future__ import annotations

import subprocess
import sys

ASKED = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "gainful.site.settings"
import django
django.setup()
import {modules}
from gainful.domain.messages.notices import _TELLERS
from gainful.domain.messages.request_kinds import request_kinds
print(*sorted(_TELLERS), *sorted(kind.code for kind in request_kinds()))
"""


def known(modules: str) -> list[str]:
    """What a process that imports these modules can ask and tell."""
    code = ASKED.replace("{modules}", modules)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_a_process_of_its_own_knows_what_is_asked_and_told():
    worker = known("gainful.site.message_worker, gainful.site.outbox, gainful.domain.messages.clock")
    assert {"opening_withdrawn", "profile_signed", "commitment", "plan_answer", "seat"} <= set(worker)
    assert worker == known("gainful.site.urls"), "what a page asks or tells, the worker sends"
