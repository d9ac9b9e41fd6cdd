"""The process that writes a long list: the order on its standard input, the list on its standard output."""

from __future__ import annotations

import fcntl
import json
import os
import sys

from gainful.domain.operations.priority import NICE
from gainful.exchange.data_folder import data_dir


def main() -> int:
    """Write what is ordered; where another process of this machine is at it, end with EX_TEMPFAIL."""
    told = json.load(sys.stdin)
    with (data_dir() / "whole-list.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return os.EX_TEMPFAIL
        os.nice(NICE)
        import django

        django.setup()
        from gainful.www.components.whole_list import Order, lines

        for line in lines(Order(**told)):
            sys.stdout.buffer.write(line.encode())
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # whoever asked went away
        os._exit(1)
