"""Passwords are kept as Argon2 hashes, at the cost that Django sets; tests alone take less."""

import subprocess
import sys

from django.contrib.auth.hashers import make_password

from tests.site.running import environment

ASK = """
import django; django.setup()
from django.contrib.auth.hashers import get_hasher
chosen = get_hasher()
print(chosen.algorithm, chosen.time_cost, chosen.memory_cost, chosen.parallelism)
"""


def test_a_password_is_hashed_by_argon2():
    assert make_password("river stone lantern 42").startswith("argon2$argon2id$")


def test_outside_the_tests_at_no_less_than_owasp_asks_for(tmp_path):
    """OWASP Password Storage Cheat Sheet, 2024: Argon2id with 19 MiB, two passes and one lane, or more."""
    made = environment(tmp_path, SECRET_KEY="test", DJANGO_SETTINGS_MODULE="gainful.site.settings")
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=made, capture_output=True, text=True, timeout=600, check=True
    )
    algorithm, passes, kibibytes, lanes = done.stdout.split()
    assert algorithm == "argon2"
    assert int(passes) >= 2
    assert int(kibibytes) >= 19 * 1024
    assert int(lanes) >= 1
