"""SMS through a local gateway that answers as the documented form says."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from gainful.exchange.senders.by_gateway import Gateway, GatewaySender
from gainful.exchange.senders.outgoing import (
    BadAddressFailure,
    Outgoing,
    PermanentFailure,
    TemporaryFailure,
    Unreachable,
)


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((dict(self.headers), json.loads(body)))
        code, answer = self.server.answer
        self.send_response(code)
        if code == 302:
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_args):
        pass


@pytest.fixture
def gateway():
    server = HTTPServer(("127.0.0.1", 0), _Handler)
    server.taken, server.answer = [], (200, b'{"reference": "g-77"}')
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def _send(server, **change):
    return GatewaySender(Gateway(f"http://127.0.0.1:{server.server_port}/sms", "t0k", 5)).send(
        Outgoing(**{"key": "m1", "to": "+12025550100", "text": "Mañana a las 9", **change})
    )


def test_request_and_answer(gateway):
    assert _send(gateway).reference == "g-77"
    heads, body = gateway.taken[0]
    assert body == {"key": "m1", "to": "+12025550100", "text": "Mañana a las 9"}
    assert (heads["Authorization"], heads["Idempotency-Key"]) == ("Bearer t0k", "m1")


@pytest.mark.parametrize("answer", [b"", b"not json", b"[1]"])
def test_an_answer_without_reference_is_taken(gateway, answer):
    gateway.answer = (202, answer)
    assert _send(gateway).reference == ""


@pytest.mark.parametrize(
    ("code", "failure"),
    [(400, BadAddressFailure), (401, Unreachable), (403, Unreachable), (404, BadAddressFailure),
     (408, TemporaryFailure), (425, TemporaryFailure), (429, TemporaryFailure), (499, BadAddressFailure),
     (500, TemporaryFailure), (503, TemporaryFailure)],
)  # fmt: skip
def test_failures(gateway, code, failure):
    gateway.answer = (code, b"no such number")
    with pytest.raises(failure, match=f"{code}: no such number"):
        _send(gateway)


def test_the_token_follows_no_redirect(gateway):
    gateway.answer = (302, b"")
    with pytest.raises(PermanentFailure, match="302"):
        _send(gateway)
    assert len(gateway.taken) == 1


def test_a_gateway_that_is_down_is_tried_again():
    with pytest.raises(Unreachable, match="could not be reached"):
        GatewaySender(Gateway("http://127.0.0.1:9/sms", seconds=5)).send(Outgoing("m1", "+12025550100", "x"))


def test_other_schemes_are_refused():
    with pytest.raises(PermanentFailure, match="https"):
        GatewaySender(Gateway("file:///etc/hostname")).send(Outgoing("m1", "+12025550100", "x"))
