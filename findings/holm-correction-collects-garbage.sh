#!/usr/bin/env bash
# Correcting p values for their number: one call in a service that holds much takes as long as a page.
# Who meets it: a page or test suite that corrects a handful of p values (Holm 1979) in a process with a large heap.
# Guess: to correct three p values takes microseconds, whatever else the process holds.
# Seen: statsmodels 0.15.0 calls gc.collect() in every call of multipletests, so that the time grows with all that
# the process holds: on a loaded machine 0.25 s beside little, 1.4 s beside two million small lists.
# So: correct by hand (sort, multiply by what is left, running maximum, cap at 1), or call it outside of loops.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check statsmodels==0.15.0 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
import gc
import time

from statsmodels.stats.multitest import multipletests

calls = []
gc.callbacks.append(lambda phase, info: calls.append(info["generation"]) if phase == "start" else None)


def seconds():
    start = time.perf_counter()
    multipletests([0.01, 0.02, 0.03], method="holm")
    return time.perf_counter() - start


seconds()
calls.clear()
empty = min(seconds() for _ in range(5))
full_collections = calls.count(2)
heap = [[n] for n in range(2_000_000)]
full = min(seconds() for _ in range(5))
print(f"beside little {empty * 1000:.1f} ms, beside two million lists {full * 1000:.1f} ms, {full / empty:.0f} times")
print("full collections in five calls:", full_collections)
assert full_collections == 5 and full > 2 * empty
PY
