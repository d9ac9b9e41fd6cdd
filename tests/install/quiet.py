"""Runs a command under a filter of system calls that kills it at the first socket towards any network."""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys

SOCKET = {"x86_64": 41, "aarch64": 198}
ALLOW, KILL = 0x7FFF0000, 0x80000000
AF_INET, AF_INET6 = 2, 10
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, FILTER_MODE = 38, 22, 2


def statement(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    """Return one instruction of the kernel's packet filter."""
    return struct.pack("HBBI", code, yes, no, value)


def forbid_networks() -> None:
    """Kill this process, or any that it starts, when it opens an IPv4 or IPv6 socket (seccomp, Linux)."""
    load, equal, answer = 0x20, 0x15, 0x06
    program = b"".join(
        (
            statement(load, 0),  # the number of the call
            statement(equal, SOCKET[platform.machine()], 0, 4),
            statement(load, 16),  # its first argument: the family of addresses
            statement(equal, AF_INET, 1, 0),
            statement(equal, AF_INET6, 0, 1),
            statement(answer, KILL),
            statement(answer, ALLOW),
        )
    )
    kept = ctypes.create_string_buffer(program)
    described = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(kept))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(
        PR_SET_SECCOMP, FILTER_MODE, described, 0, 0
    ):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


if __name__ == "__main__":
    forbid_networks()
    os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606 - becomes the command it was given
