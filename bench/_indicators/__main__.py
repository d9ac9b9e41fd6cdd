"""Run one way of computing the indicators and say what it took."""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
from pathlib import Path

began = time.perf_counter()
found = importlib.import_module(f"bench._indicators.{sys.argv[1]}").figures(Path(sys.argv[2]))
seconds = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
print(json.dumps({"seconds": seconds, "peak_gb": peak, "figures": found}))
