"""Behind a proxy: its word about scheme and address counts, nobody else's; what cannot work is refused."""

from __future__ import annotations

import http.client
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import OperationalError

from gainful.site import proxy, refusals, wsgi
from tests.site.running import Serving, gainful, migrated

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guides" / "server"
PUBLIC = "https://gainful.example.org"
BEHIND = {"GAINFUL_PUBLIC_URL": PUBLIC, "GAINFUL_BEHIND_PROXY": "1", "GAINFUL_LOG": "requests"}


def asked(address: str, path: str, **headers: str) -> http.client.HTTPResponse:
    host = urlsplit(address)
    with closing(http.client.HTTPConnection(host.hostname or "", host.port, timeout=60)) as connection:
        connection.request("GET", path, headers={"Host": "gainful.example.org", **headers})
        answer = connection.getresponse()
        answer.read()
        return answer


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A real folder behind a proxy on this machine."""
    data = tmp_path_factory.mktemp("proxied") / "var"
    migrated(data)
    serving = Serving(data, cold=True, **BEHIND)
    yield serving
    serving.stop()


def test_https_is_seen_through_the_proxys_word_and_nobody_is_sent_in_a_circle(served):
    answer = asked(served.address, "/accounts/login/", **{"X-Forwarded-Proto": "https"})
    assert answer.status == 200
    assert "max-age=" in answer.headers["Strict-Transport-Security"]
    assert "Secure" in answer.headers["Set-Cookie"]
    plain = asked(served.address, "/accounts/login/", **{"X-Forwarded-Proto": "http"})
    assert (plain.status, plain.headers["Location"]) == (301, f"{PUBLIC}/accounts/login/")


def test_the_first_link_has_the_public_address(served):
    assert f"{PUBLIC}/first-run/" in served.said()


def test_a_visitor_is_counted_by_the_address_that_the_proxy_saw(served):
    """Eight wrong passwords from one visitor close the account for that visitor, not for everybody behind the proxy."""
    page = asked(served.address, "/accounts/login/", **{"X-Forwarded-Proto": "https"})
    cookie = page.headers["Set-Cookie"].split(";")[0]
    token = cookie.split("=")[1]

    def wrong(visitor: str) -> int:
        host = urlsplit(served.address)
        body = f"csrfmiddlewaretoken={token}&login=nobody%40example.org&password=wrong"
        headers = {
            "Host": "gainful.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": visitor, "Cookie": cookie,
            "Referer": f"{PUBLIC}/accounts/login/", "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        with closing(http.client.HTTPConnection(host.hostname or "", host.port, timeout=60)) as connection:
            connection.request("POST", "/accounts/login/", body, headers)
            return connection.getresponse().status

    assert [wrong("203.0.113.5") for _ in range(9)][-1] == 429
    assert wrong("203.0.113.6") == 200
    assert wrong("198.51.100.1, 203.0.113.5") == 429, "only the proxy's own word counts"


def test_an_https_address_without_a_proxy_is_refused_in_words(tmp_path):
    migrated(tmp_path / "var")
    done = gainful(tmp_path / "var", "serve", "--port", "0", GAINFUL_PUBLIC_URL=PUBLIC)
    assert done.returncode == 2
    assert "GAINFUL_BEHIND_PROXY=1" in done.stdout


def test_the_headers_of_an_untrusted_neighbour_are_thrown_away(settings):
    settings.BEHIND_PROXY, settings.PROXY_ADDRESS = True, "10.0.0.9"
    told = proxy.trusted_headers()
    assert (told["trusted_proxy"], told["clear_untrusted_proxy_headers"]) == ("10.0.0.9", True)
    settings.BEHIND_PROXY = False
    assert proxy.trusted_headers() == {}


@pytest.fixture
def answers():
    """What a server of the agency's own, such as gunicorn, hands on."""

    def ask(application, path="/", method="GET"):
        told: list[str] = []
        environ = {"PATH_INFO": path, "REQUEST_METHOD": method}
        body = b"".join(application(environ, lambda status, _headers: told.append(status)))
        return (told or ["handed on"])[0], body

    return ask


def test_a_server_of_ones_own_serves_nobody_as_the_owner(monkeypatch, answers, caplog):
    monkeypatch.setattr(refusals, "role_refusal", lambda: "The database user owns tables.")
    checked = wsgi.Checked(lambda _environ, _start: [b"served"])
    assert answers(checked)[0] == "503 Service Unavailable"
    assert answers(checked, "/healthz") == ("handed on", b"served")
    assert [record.getMessage() for record in caplog.records] == ["The database user owns tables."]


def test_whoever_asks_for_the_headers_gets_no_body(monkeypatch, answers):
    monkeypatch.setattr(refusals, "role_refusal", lambda: None)
    ended: list[str] = []

    class Answer(list):
        def close(self):
            ended.append("closed")

    checked = wsgi.Checked(lambda _environ, _start: Answer([b"served"]))
    assert answers(checked, method="HEAD") == ("handed on", b"")
    assert ended == ["closed"], "the request has its end, as with a body"
    assert answers(checked) == ("handed on", b"served")


def test_a_database_that_is_away_is_asked_again(monkeypatch, answers):
    said = iter([OperationalError("away"), "The database user owns tables."])

    def refusal():
        found = next(said)
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(refusals, "role_refusal", refusal)
    checked = wsgi.Checked(lambda _environ, _start: [b"served"])
    assert answers(checked) == ("handed on", b"served")
    assert answers(checked)[0] == "503 Service Unavailable"


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def certificate(folder: Path) -> tuple[Path, Path]:
    chain, key = folder / "fullchain.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=gainful.example.org", "-addext", "subjectAltName=DNS:gainful.example.org",
         "-keyout", str(key), "-out", str(chain)],
        check=True, capture_output=True,
    )  # fmt: skip
    return chain, key


def nginx(folder: Path, site: str, http_port: int, https_port: int) -> subprocess.Popen[bytes]:
    chain, key = certificate(folder)
    text = (GUIDE / "nginx.conf").read_text()
    for before, after in (
        ("listen 80;", f"listen 127.0.0.1:{http_port};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{https_port} ssl;"),
        ("/etc/ssl/gainful/fullchain.pem", str(chain)),
        ("/etc/ssl/gainful/key.pem", str(key)),
        ("http://127.0.0.1:8000", site),
    ):
        assert before in text
        text = text.replace(before, after)
    whole = folder / "whole.conf"
    whole.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;"
        f" fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n{text}}}"
    )
    return subprocess.Popen(["nginx", "-c", str(whole), "-e", f"{folder}/error.log"])


def caddy(folder: Path, site: str, http_port: int, https_port: int) -> subprocess.Popen[bytes]:
    text = (GUIDE / "Caddyfile").read_text()
    assert "reverse_proxy 127.0.0.1:8000" in text
    text = text.replace("127.0.0.1:8000", urlsplit(site).netloc)
    options = (
        f"http_port {http_port}",
        f"https_port {https_port}",
        "admin off",
        "local_certs",
        "skip_install_trust",
    )
    head = "{\n\t" + "\n\t".join(options) + "\n}\n"
    (folder / "Caddyfile").write_text(head + text)
    return subprocess.Popen(
        ["caddy", "run", "--config", str(folder / "Caddyfile")],
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin"}, stderr=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("start", [nginx, caddy], ids=["nginx", "caddy"])
def test_the_guides_proxies_serve_over_https(served, tmp_path, start):
    if not shutil.which(start.__name__):
        pytest.skip(f"{start.__name__} is not installed here")
    http_port, https_port = free_port(), free_port()
    process = start(tmp_path, served.address, http_port, https_port)
    try:
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE

        def https(path: str, **headers: str) -> http.client.HTTPResponse:
            raw = socket.create_connection(("127.0.0.1", https_port), timeout=30)
            connection = http.client.HTTPSConnection("gainful.example.org", https_port, timeout=30)
            connection.sock = trusting.wrap_socket(raw, server_hostname="gainful.example.org")
            with closing(connection):
                connection.request("GET", path, headers={"Host": "gainful.example.org", **headers})
                answer = connection.getresponse()
                answer.read()
                return answer

        until = time.monotonic() + 30
        while True:
            try:
                answer = https(
                    "/accounts/login/", **{"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Proto": "http"}
                )
                break
            except OSError:
                assert time.monotonic() < until, (tmp_path / "error.log").read_text()
                time.sleep(0.2)
        assert answer.status == 200, "what a visitor writes into the headers turns nobody in a circle"
        assert "Secure" in answer.headers["Set-Cookie"]
        assert https("/readyz").status == 200
        assert asked(f"http://127.0.0.1:{http_port}", "/accounts/login/").status in {301, 308}
    finally:
        process.terminate()
        process.wait(30)
