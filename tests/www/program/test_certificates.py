"""Certificates on the pages: issued by a manager, kept and shown by their holder, checked by anybody."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gainful.commands import badge as commands
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.cohorts.models import Certificate, HeldBadge, IssuerKey
from gainful.domain.participants.models import ReadLog
from tests.cohorts import make_program, opened
from tests.domain.cohorts.test_certificates import completed, other_badge
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]


@pytest.fixture
def seat(town, ana):
    return completed(town, opened(town, make_program(town)), ana.person)[0]


def text(reply) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


def issue(town, seat, **more):
    page = reverse("program:certificates_issue", args=[seat.cohort_id])
    return town.manager.client.post(page, {"seat": [str(seat.pk)], **more}, follow=True)


def newest():
    with acting_as_system("test"):
        return Certificate.objects.select_related("key").first()


def test_a_certificate_from_the_class_to_the_employer_who_checks_it(town, ana, seat):
    listing = reverse("program:cohort_certificates", args=[seat.cohort_id])
    assert "1 person completed the training and has no certificate." in text(town.manager.client.get(listing))
    done = text(issue(town, seat, title="Nursing assistant"))
    assert "1 certificate was issued." in done
    assert "Nobody elsewhere can look up certificates" not in done, "nobody waits any more"
    made = newest()
    show = reverse("program:certificate", args=[made.pk])
    assert "This counts: it is signed, it was not taken back" in text(town.manager.client.get(show))

    mine = ana.client.get(reverse("participant:certificates"))
    assert "Nursing assistant" in text(mine)
    page = reverse("participant:certificate", args=[made.pk])
    assert "Make a PDF to print or send" in text(ana.client.get(page))
    paper = ana.client.post(reverse("participant:certificate_step", args=[made.pk, "paper"]))
    assert (paper["Content-Type"], paper.content[:4]) == ("application/pdf", b"%PDF")
    shown = ana.client.get(page)
    address = re.search(r'href="(http[^"]+/guest/link/[^"]+)"', shown.content.decode())[1]
    stranger = Client()
    link = "/guest/link/" + address.split("/guest/link/")[1]
    assert "certificate of Ana Silva" in text(stranger.get(link))
    kept = stranger.get(link + "certificate.json")
    assert kept.json()["id"] == f"urn:uuid:{made.pk}"

    for kind, start in (("json", b"{"), ("png", b"\x89PNG")):
        got = ana.client.get(reverse("participant:certificate_file", args=[made.pk, kind]))
        assert got.content.startswith(start)
        checked = stranger.post(reverse("guest:verify"), {"file": SimpleUploadedFile("x", got.content)})
        assert "This counts" in text(checked)
        assert "Given to Ana Silva" in text(checked)
    revoke = reverse("program:certificate_step", args=[made.pk, "revoke"])
    assert "Say why in a few words." in text(town.manager.client.post(revoke, {"reason": ""}, follow=True))
    assert "Revoked. Whoever checks it" in text(
        town.manager.client.post(revoke, {"reason": "Not hers"}, follow=True)
    )
    checked = text(stranger.post(reverse("guest:verify"), {"text": kept.content.decode()}))
    assert "This does not count: its issuer revoked it." in checked
    assert "Yes. The issuer signed it" in checked, "the proof holds: two answers"
    assert "its issuer revoked it" in text(stranger.get(link))

    again = reverse("program:certificate_step", args=[made.pk, "reissue"])
    done = town.manager.client.post(again, {"reason": "It was hers", "name": "Ana Silva"}, follow=True)
    assert "Issued anew. The old one is revoked." in text(done)
    assert "It replaces an older one" in text(done)
    stop = reverse("participant:certificate_step", args=[made.pk, "stop_sharing"])
    assert "open nothing more" in text(ana.client.post(stop, follow=True))
    assert stranger.get(link).status_code == 410
    assert [row["status"] for row in ana.client.get("/api/v1/me/certificates").json()] == [
        "issued",
        "revoked",
    ]
    kept = ana.client.get(reverse("participant:download")).json()
    assert [row["status"] for row in kept["certificates"]] == ["issued", "revoked"]
    with acting_as_system("test"):
        read = set(ReadLog.objects.filter(participant=ana.person).values_list("what", flat=True))
    assert {"Certificates of a cohort", "Certificate"} <= read


def test_keys_and_lists_are_public_cached_and_name_nobody(town, seat):
    assert Client().get(reverse("guest:issuer_keys", args=[town.agency.pk])).status_code == 404
    issue(town, seat)
    made, stranger = newest(), Client()
    keys = stranger.get(reverse("guest:issuer_keys", args=[town.agency.pk]))
    listed = stranger.get(reverse("guest:status_list", args=[town.agency.pk, 1, "revocation"]))
    for reply in (keys, listed):
        assert reply["Cache-Control"] == "public, max-age=300"
        assert reply["Access-Control-Allow-Origin"] == "*"
        assert "Ana" not in reply.content.decode()
        assert str(made.pk) not in reply.content.decode()
    assert keys.json()["assertionMethod"] == [f"{made.key.did}#key-1"]
    assert listed.json()["id"] == made.document["credentialStatus"][0]["statusListCredential"]
    for wrong in (
        [town.agency.pk, 2, "revocation"],
        [town.agency.pk, 1, "message"],
        [town.agency.pk, 99_999, "revocation"],
    ):
        assert stranger.get(reverse("guest:status_list", args=wrong)).status_code == 404


def test_a_key_is_replaced_and_taken_back_on_its_page(town, seat):
    issue(town, seat)
    page = reverse("program:issuer_keys")
    assert "A new key signs from now on." in text(town.manager.client.post(page, follow=True))
    with acting_as_system("test"):
        old = IssuerKey.objects.get(number=1)
    done = text(town.manager.client.post(page, {"key": old.pk, "reason": "A copy was stolen"}, follow=True))
    assert "Taken back. Issue anew what it signed." in done
    assert "A copy was stolen. What it signed no longer counts." in done


def test_forms_say_what_is_missing(town, ana, seat):
    page = reverse("program:certificates_issue", args=[seat.cohort_id])
    assert "Tick at least one person." in text(town.manager.client.post(page, follow=True))
    assert "valid date" in text(issue(town, seat, valid_until="soon"))
    assert "last day must lie ahead" in text(issue(town, seat, valid_until="2020-01-01"))
    stranger = Client()
    for given, words in (
        ({}, "Give a file or paste the text."),
        ({"text": "{"}, "not whole JSON"),
        ({"file": SimpleUploadedFile("x.pdf", b"%PDF-1.7")}, "This PDF holds no badge."),
    ):
        reply = stranger.post(reverse("guest:verify"), given)
        assert reply.status_code == 422
        assert words in text(reply)
    issue(town, seat)
    gone = reverse("participant:certificate_file", args=[newest().pk, "exe"])
    assert ana.client.get(gone).status_code == 404


def test_a_badge_of_others_is_brought_told_and_removed(town, ana):
    page = reverse("participant:badge_bring")
    assert "Bring a badge" in text(ana.client.get(page))
    good = json.dumps(other_badge("Ana Silva", title="Forklift operator"))
    assert "It is in your profile now." in text(ana.client.post(page, {"text": good}, follow=True))
    other = text(ana.client.post(page, {"text": json.dumps(other_badge("Bo Marrow"))}, follow=True))
    assert "It names somebody else." in other
    assert ana.client.post(page, {"text": "x"}).status_code == 422
    with acting_as_system("test"):
        row = HeldBadge.objects.get(is_held=True)
    removed = ana.client.post(reverse("participant:badge_remove", args=[row.pk]), follow=True)
    assert "Removed." in text(removed)
    assert "Forklift operator" not in text(removed)


def test_export_and_list_say_the_same(town, seat):
    issue(town, seat, title="Nursing assistant")
    exported = town.manager.client.get(reverse("program:cohort_certificates_export", args=[seat.cohort_id]))
    lines = exported.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "id,name,title,state,since,reason,issued,valid_until,replaces"
    assert "Ana Silva,Nursing assistant,issued" in lines[1]


def api(town, method, path, data=None):
    call = getattr(town.manager.client, method)
    more = {"data": json.dumps(data), "content_type": "application/json"} if data is not None else {}
    return call(f"/api/v1/{path}", **more)


def test_the_api_issues_moves_and_checks(town, seat):
    made = api(town, "post", f"cohorts/{seat.cohort_id}/certificates", {"title": "Care"})
    assert made.status_code == 201
    certificate = made.json()[0]
    assert [each["id"] for each in api(town, "get", f"cohorts/{seat.cohort_id}/certificates").json()] == [
        certificate["id"]
    ]
    document = api(town, "get", f"certificates/{certificate['id']}").json()["document"]
    assert api(town, "post", "badges/verify", {"badge": json.dumps(document)}).json()["counts"] is True
    assert api(town, "post", f"certificates/{certificate['id']}/burn", {"reason": "x"}).status_code == 404
    moved = api(town, "post", f"certificates/{certificate['id']}/revoke", {"reason": "Not hers"})
    assert (moved.json()["status"], moved.json()["reason"]) == ("revoked", "Not hers")
    checked = api(town, "post", "badges/verify", {"badge": json.dumps(document)}).json()
    assert (checked["counts"], checked["proof"], checked["status"]) == (False, "holds", "revoked")
    again = api(town, "post", f"certificates/{certificate['id']}/reissue", {"reason": "It was"})
    assert again.json()["replaces_id"] == certificate["id"]
    assert api(town, "post", "badges/verify", {"badge": "x"}).status_code == 422
    assert api(town, "get", f"certificates/{seat.pk}").status_code == 404


def run(*told):
    import argparse

    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers())
    args = parser.parse_args(["badge", *told])
    return args.run(args)


def test_the_terminal_issues_lists_and_revokes(town, seat, monkeypatch, capsys):
    monkeypatch.setattr(commands, "with_database", lambda work: work())
    assert run("issue", str(seat.cohort_id)) == 0
    assert "1 people completed Spring and have no certificate" in capsys.readouterr().out
    assert run("issue", str(seat.cohort_id), "--until", "2099-12-31", "--really") == 0
    assert "Issued 1 certificates." in capsys.readouterr().out
    made = newest()
    assert run("revoke", str(made.pk), "--reason", "Not hers") == 0
    assert run("revoke", str(made.pk), "--reason", "Not hers") == 1
    assert "in the state “Revoked”" in capsys.readouterr().err
    assert run("list", "--cohort", str(seat.cohort_id)) == 0
    assert f"{made.pk},Harbor Workforce,{seat.cohort_id}" in capsys.readouterr().out
    for told, words in (
        (("issue", "x"), "no cohort x"),
        (("issue", str(seat.cohort_id), "--until", "soon"), "no day"),
        (("revoke", "x", "--reason", "x"), "no certificate x"),
    ):
        assert run(*told) == 1
        assert words in capsys.readouterr().err
