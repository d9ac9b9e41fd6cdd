"""Style sheets and scripts: packed, addressed by their content, kept for good; everything else as before."""

from __future__ import annotations

import gzip
import os
import re
from contextlib import closing

import pytest
from django.templatetags.static import static
from django.test import Client
from django.urls import reverse

from gainful.site import static_files
from gainful.site.static_files import OURS, VersionedFiles, packed

SHEET = "css/gainful.css"


def fetched(address, **headers):
    reply = Client().get(address, headers=headers)
    with closing(reply):
        return reply, b"".join(reply.streaming_content)


def test_a_page_names_each_sheet_and_script_with_its_version(db):
    page = Client().get(reverse("account_login")).content.decode()
    named = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js)[^"]*)"', page)
    assert len(named) >= 3
    for address in named:
        assert re.search(r"\?v=[0-9a-f]{16}$", address), address
        assert fetched(address)[0].status_code == 200


def test_it_comes_packed_to_whoever_unpacks_and_is_kept_for_good(db):
    whole = (OURS / SHEET).read_bytes()
    reply, sent = fetched(static(SHEET), accept_encoding="gzip")
    assert (reply["Content-Encoding"], reply["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(sent) == whole
    assert len(sent) < len(whole) / 2
    assert reply["Cache-Control"] == "max-age=315360000, public, immutable"
    assert reply["Content-Type"].startswith("text/css")
    plain, sent = fetched(static(SHEET))
    assert "Content-Encoding" not in plain
    assert sent == whole


def test_a_picture_has_no_version_and_is_asked_for_again(db):
    address = static("img/mark.svg")
    assert "?" not in address
    reply, _ = fetched(address)
    assert "immutable" not in reply["Cache-Control"]


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A sheet of ours in a folder of the test."""
    sheet = tmp_path / "own.css"
    monkeypatch.setattr(static_files, "OURS", tmp_path)
    monkeypatch.setattr(static_files.finders, "find", lambda name: str(tmp_path / name))
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path / "var"))
    return sheet


def test_another_content_is_another_address_and_another_twin(own):
    addresses, twins = [], []
    for number, text in enumerate(("a {color: red}", "a {color: tan}", "a {color: red}")):
        own.write_text(text)
        os.utime(own, (number, number))
        addresses.append(VersionedFiles().url("own.css"))
        twins.append(packed(str(own)))
        assert gzip.decompress(twins[-1].read_bytes()).decode() == text
    assert addresses[0] == addresses[2] != addresses[1]
    assert twins[0] == twins[2] != twins[1]


def test_a_file_of_somebody_else_has_no_version(monkeypatch):
    monkeypatch.setattr(static_files.finders, "find", lambda _name: "/elsewhere/other.css")
    assert VersionedFiles().url("other.css").endswith("/other.css")
