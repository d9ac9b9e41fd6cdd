"""PostgreSQL's tools without TLS reach a server that wants it, and none that is not who it says it is."""

from __future__ import annotations

import socket
import ssl
import stat
import subprocess
import threading
from contextlib import suppress

import pytest

from gainful.site.encrypted_way import ASK_FOR_TLS, Way, context_of
from gainful.site.server_location import SOCKET_NAME


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", str(folder / "key.pem"), "-out", str(folder / "chain.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture
def server(certificate):
    """A server that answers as PostgreSQL does until TLS stands, and then says in capitals what it is told."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "chain.pem", certificate / "key.pem")
    listening = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                opened, _ = listening.accept()
            except OSError:
                return
            with opened, suppress(OSError):
                assert opened.recv(8) == ASK_FOR_TLS
                opened.sendall(b"S")
                with context.wrap_socket(opened, server_side=True) as encrypted:
                    while said := encrypted.recv(4096):
                        encrypted.sendall(said.upper())

    serving = threading.Thread(target=serve, daemon=True)
    serving.start()
    yield listening.getsockname()[1]
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    serving.join(20)


def heard(
    port: int, told: dict[str, str], said: bytes = b"who is there", host: str = "localhost", many: int = 0
) -> bytes:
    """Say something through a way; returns what comes back, as many bytes as were said unless `many` says how many."""
    way = Way(host, port, context_of(told))
    try:
        assert stat.S_IMODE(way.folder.stat().st_mode) == 0o700
        with socket.socket(socket.AF_UNIX) as plain:
            plain.settimeout(20)
            plain.connect(str(way.folder / SOCKET_NAME))
            answer = b""
            with suppress(
                ConnectionResetError, BrokenPipeError
            ):  # closed before it was read, or while it was said
                plain.sendall(said)
                while len(answer) < (many or len(said)) and (piece := plain.recv(4096)):
                    answer += piece
            return answer
    finally:
        way.end()
        assert not way.folder.exists()


def test_what_is_said_goes_on_encrypted_and_comes_back(server):
    assert heard(server, {"sslmode": "require"}) == b"WHO IS THERE"
    assert heard(server, {}, b"a" * 1_000_000) == b"A" * 1_000_000


def test_a_proof_that_is_bound_to_tls_is_not_offered_to_a_tool_that_sees_none(server):
    """The answer in capitals is the message of PostgreSQL's manual 54.7; psql breaks off where it reads -PLUS."""
    ways = b"scram-sha-256-plus\0scram-sha-256\0\0"
    asked = b"r" + (8 + len(ways)).to_bytes(4) + (10).to_bytes(4) + ways
    told = heard(server, {"sslmode": "require"}, asked, many=24)
    assert told == b"R\0\0\0\x17\0\0\0\x0aSCRAM-SHA-256\0\0"


@pytest.mark.parametrize("mode", ["require", "verify-ca", "verify-full"])
def test_the_authority_that_is_named_is_asked(server, certificate, mode):
    told = {"sslmode": mode, "sslrootcert": str(certificate / "chain.pem")}
    assert heard(server, told) == b"WHO IS THERE"


@pytest.mark.parametrize("mode", ["verify-ca", "verify-full"])
def test_a_server_that_no_authority_knows_hears_nothing(server, mode):
    assert heard(server, {"sslmode": mode}) == b""


def test_another_name_than_the_certificates_is_refused_where_it_counts(server, certificate):
    told = {"sslrootcert": str(certificate / "chain.pem")}
    assert heard(server, {**told, "sslmode": "verify-full"}, host="127.0.0.1") == b""
    assert heard(server, {**told, "sslmode": "verify-ca"}, host="127.0.0.1") == b"WHO IS THERE"


def test_a_server_without_tls_hears_nothing():
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def refuse():
            opened, _ = listening.accept()
            with opened:
                opened.recv(8)
                opened.sendall(b"N")

        threading.Thread(target=refuse, daemon=True).start()
        assert heard(listening.getsockname()[1], {"sslmode": "require"}) == b""
