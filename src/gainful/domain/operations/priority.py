"""How far everything that works beside the pages yields to them."""

from __future__ import annotations

NICE = 10
"""Steps of lower priority; a page that waits for a core gets nine times the share of such a process."""
