"""SMS through an HTTP gateway: one POST of JSON a message. The form is ours and documented (docs/guides/operator.md).

Request: `POST URL`, `Authorization: Bearer TOKEN`, `Idempotency-Key: KEY`, body `{"key", "to", "text"}`.
Answer: 2xx with `{"reference": "…"}` (or nothing) when taken; 401 and 403 say that the token is wrong;
408, 425, 429 and 5xx are tried again; other codes say that the number takes nothing. A small adapter in front of any
provider can speak it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from typing import ClassVar
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from gainful.exchange.senders.outgoing import (
    Accepted,
    BadAddressFailure,
    Outgoing,
    PermanentFailure,
    TemporaryFailure,
    Unreachable,
    nothing,
)

WORTH_ANOTHER_TRY = frozenset({408, 425, 429})
REFUSED_US = frozenset({401, 403})
SERVER_FAULT = 500
LONGEST_ANSWER = 65_536
LONGEST_REFERENCE = 200


class _NoRedirect(HTTPRedirectHandler):
    """A gateway that moved is a matter for the operator: the token follows nobody elsewhere."""

    def redirect_request(self, *_args: object, **_names: object) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Gateway:
    """Where SMS are handed over."""

    url: str
    token: str = ""
    seconds: float = 30


@dataclass(frozen=True, slots=True)
class GatewaySender:
    """Hands each message to an SMS gateway."""

    gateway: Gateway
    drops_repeats: ClassVar[bool] = True
    """By the idempotency key: the documented form asks for it."""
    at_once: ClassVar[int] = 1

    @contextmanager
    def session(self) -> Iterator[GatewaySender]:
        """Return this one: each message is a request of its own."""
        yield self

    def send(self, message: Outgoing, handing: Callable[[], None] = nothing) -> Accepted:
        """Post one message; returns once the gateway has taken it."""
        request = self._request(message)
        handing()
        try:
            with _opener().open(request, timeout=self.gateway.seconds) as answer:
                return Accepted(reference=_reference(answer.read(LONGEST_ANSWER)))
        except HTTPError as error:
            with error:
                raise _failure(error.code, error.read(300).decode("utf-8", "replace")) from error
        except (URLError, HTTPException, OSError) as error:
            raise Unreachable(f"The SMS gateway could not be reached: {error}") from error

    def _request(self, message: Outgoing) -> Request:
        if urlsplit(self.gateway.url).scheme not in {"http", "https"}:
            raise PermanentFailure("The address of the SMS gateway must begin with https:// or http://.")
        body = json.dumps({"key": message.key, "to": message.to, "text": message.text}).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": message.key}
        if self.gateway.token:
            headers["Authorization"] = f"Bearer {self.gateway.token}"
        return Request(self.gateway.url, data=body, headers=headers, method="POST")  # noqa: S310 - scheme checked above


def _opener() -> OpenerDirector:
    return build_opener(_NoRedirect)


def _reference(body: bytes) -> str:
    try:
        answer = json.loads(body or b"{}")
    except ValueError:
        return ""
    return str(answer.get("reference", ""))[:LONGEST_REFERENCE] if isinstance(answer, dict) else ""


def _failure(code: int, said: str) -> TemporaryFailure | PermanentFailure:
    words = f"The SMS gateway answered {code}: {said.strip()}"
    if code in REFUSED_US:
        return Unreachable(words)
    again = code in WORTH_ANOTHER_TRY or code >= SERVER_FAULT
    return TemporaryFailure(words) if again else BadAddressFailure(words)
