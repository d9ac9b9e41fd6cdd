"""A badge counts only where the proof covers all of it, its status is not against it, and its dates are current."""

from __future__ import annotations

import base64
import contextlib
import copy
import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.exchange.badges import verifying
from gainful.exchange.badges.dates import Dates
from gainful.exchange.badges.errors import BadgeError
from gainful.exchange.badges.keys import SigningKey, did_key
from gainful.exchange.badges.proofs import Proof, sign
from gainful.exchange.badges.resolving import Resolver, Source
from gainful.exchange.badges.statuses import ENTRIES, Status, signed_list
from gainful.exchange.badges.verifying import Kind, verify
from gainful.exchange.badges.writing import text_of
from tests.exchange.badges.badges import DID, KEY, NOW, OLD, PLACE, as_bytes, keys, lists, resolver, signed

GOOD = signed()
LISTS_GOOD = lists()


def check(document, *documents, at=NOW):
    return verify(as_bytes(document), resolver(*documents), at)


def changed(path, value):
    """The good badge with one value set, or taken out where it is None."""
    document = copy.deepcopy(GOOD)
    *way, last = path
    part = document
    for step in way:
        part = part[step]
    if value is None:
        del part[last]
    else:
        part[last] = value
    return document


def test_a_good_badge_counts_and_says_what_it_says():
    report = check(GOOD)
    assert (report.kind, report.proof.proof, report.status.status, report.dates.dates) == (
        Kind.BADGE, Proof.HOLDS, Status.GOOD, Dates.CURRENT,
    )  # fmt: skip
    assert report.is_held
    assert report.missing == ()
    assert (report.subject.name, report.subject.recipient, report.subject.issuer_id) == (
        "CNC operator", "Ana Sílva", "did:web:college.example:issuers:7",
    )  # fmt: skip
    assert [(each.framework, each.code) for each in report.subject.places] == [("O*NET-SOC", "51-4041.00")]


def test_contexts_stand_in_the_order_of_the_specification_and_nothing_says_issuance_date():
    assert GOOD["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert GOOD["validFrom"] == "2026-11-29T12:00:00Z"
    assert (GOOD["proof"]["type"], GOOD["proof"]["cryptosuite"]) == ("DataIntegrityProof", "eddsa-rdfc-2022")


@pytest.mark.parametrize(
    ("revoked", "suspended", "status"),
    [
        ([PLACE], [], "revoked"),
        ([], [PLACE], "suspended"),
        ([PLACE], [PLACE], "revoked"),
        ([PLACE + 1], [], "good"),
    ],
)
def test_a_proof_that_holds_says_nothing_of_the_status(revoked, suspended, status):
    report = check(GOOD, keys(), *lists(revoked, suspended))
    assert report.proof.proof == Proof.HOLDS
    assert report.status.status == status
    assert report.is_held is (status == "good")


def test_a_list_has_131072_places_and_names_nobody():
    listed = LISTS_GOOD[0]
    assert ENTRIES == 131_072
    assert set(listed["credentialSubject"]) == {"id", "type", "statusPurpose", "encodedList"}
    assert len(json.dumps(listed)) < 1_200


@pytest.mark.parametrize(
    ("documents", "words"),
    [
        ((keys(), LISTS_GOOD[0]), "suspension.json"),
        ((keys(), *lists(at=NOW - timedelta(days=8))), "too old"),
        ((keys(), *lists(key=did_key(b"\3" * 32))), "somebody other than the issuer"),
        ((keys(), *({**each, "validUntil": "2099-01-01T00:00:00Z"} for each in lists(at=NOW - timedelta(days=8)))),
         "not proven"),
        ((keys(), *({key: part for key, part in each.items() if key != "proof"} for each in LISTS_GOOD)), "not proven"),
    ],
)  # fmt: skip
def test_a_status_that_cannot_be_found_out_is_never_good(documents, words):
    report = check(GOOD, *documents)
    assert report.proof.proof == Proof.HOLDS
    assert report.status.status == Status.UNKNOWN
    assert words in report.status.words
    assert not report.is_held


def test_without_the_issuers_documents_it_says_which_are_missing():
    report = verify(text_of(GOOD), resolver(GOOD), NOW)
    assert report.proof.proof == Proof.NO_KEY
    assert report.missing == (
        "https://college.example/issuers/7/did.json",
        "https://college.example/issuers/7/status/1/revocation.json",
        "https://college.example/issuers/7/status/1/suspension.json",
    )
    assert not report.is_held


def test_a_new_key_leaves_old_badges_valid_and_a_key_taken_back_does_not():
    old = signed(OLD)
    assert check(old).is_held
    report = check(old, keys(KEY), *LISTS_GOOD)
    assert report.proof.proof == Proof.NO_KEY
    assert "took it back" in report.proof.words


def test_a_key_that_is_published_for_something_else_signs_no_badge():
    published = {**keys(), "assertionMethod": []}
    assert check(GOOD, published, *LISTS_GOOD).proof.proof == Proof.NO_KEY


def test_keys_of_another_issuer_do_not_count():
    other = did_key(b"\3" * 32)
    stolen = sign({key: part for key, part in GOOD.items() if key != "proof"}, other)
    report = check(stolen)
    assert report.proof.proof == Proof.BROKEN
    assert "somebody other than the issuer" in report.proof.words


@pytest.mark.parametrize(
    ("path", "value", "proof"),
    [
        (["nickname"], "Annie", Proof.UNCOVERED),
        (["credentialSubject", "achievement", "grade"], "A", Proof.UNCOVERED),
        (["credentialSubject", "achievement", "endorsementJwt"], ["x.y.z"], Proof.BROKEN),
        (["expirationDate"], "2099-01-01T00:00:00Z", Proof.UNCOVERED),
        (["https://www.w3.org/2018/credentials#validUntil"], "2099-01-01T00:00:00Z", Proof.BROKEN),
        (["credentialSubject", "achievement", "name"], "Surgeon", Proof.BROKEN),
        (["validUntil"], "2099-01-01T00:00:00Z", Proof.BROKEN),
        (["credentialStatus"], None, Proof.BROKEN),
        (["proof", "created"], "2026-01-01T00:00:00Z", Proof.BROKEN),
        (["proof"], None, Proof.UNREADABLE),
        (["@context", 1], "https://purl.imsglobal.org/spec/ob/v3p0/context.json", Proof.UNREADABLE),
        (["@context", 1], "https://elsewhere.example/context.json", Proof.UNREADABLE),
        (["@context", 1], {"name": "https://schema.org/name"}, Proof.UNREADABLE),
        (["issuer"], "https://college.example", Proof.NO_KEY),
    ],
)
def test_what_was_changed_or_added_is_told(path, value, proof):
    report = check(changed(path, value))
    assert report.proof.proof == proof
    assert not report.is_held
    if proof == Proof.UNCOVERED:
        assert report.proof.uncovered == ("/" + "/".join(path),)


@settings(max_examples=60)
@given(st.data())
def test_no_altered_byte_of_the_signed_text_counts(data):
    text = json.dumps(GOOD, ensure_ascii=False, separators=(",", ":")).encode()
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != text[place]))
    altered = text[:place] + bytes([other]) + text[place + 1 :]
    try:
        if json.loads(altered) == GOOD:  # a space for a space: nothing that it says was altered
            return
        report = verify(altered, resolver(keys(), *LISTS_GOOD), NOW)
    except (BadgeError, ValueError):
        return
    assert not report.is_held


@pytest.mark.parametrize(
    ("at", "dates"),
    [
        (timedelta(days=-1, minutes=-6), Dates.NOT_YET),
        (timedelta(days=-1, minutes=-4), Dates.CURRENT),
        (timedelta(days=2, minutes=4), Dates.CURRENT),
        (timedelta(days=2, minutes=6), Dates.EXPIRED),
    ],
)
def test_dates_are_an_answer_of_their_own_with_five_minutes_between_clocks(at, dates):
    document = signed(valid_until=NOW + timedelta(days=2))
    report = check(document, keys(), *lists(at=NOW + at), at=NOW + at)
    assert report.proof.proof == Proof.HOLDS
    assert report.dates.dates == dates
    assert report.is_held is (dates == Dates.CURRENT)


@pytest.mark.parametrize("told", ["soon", "2026-12-01T00:00:00", 3, "0001-01-01T00:00:00+14:00"])
def test_a_date_that_cannot_be_read_never_counts(told):
    assert check(changed(["validUntil"], told)).dates.dates == Dates.UNREADABLE


def test_a_key_of_its_own_proves_the_file_and_needs_no_document():
    document = signed(did_key(b"\3" * 32), status=None)
    report = verify(text_of(document), resolver(GOOD), NOW)
    assert report.is_held
    assert report.status.status == Status.NONE
    assert report.subject.issuer_id.startswith("did:key:z6Mk")


def record(members, key=KEY, **more):
    """A learner record (CLR 2.0) around these credentials."""
    document = {
        "@context": [*GOOD["@context"], "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"],
        "id": "urn:uuid:aaaaaaaa-9c0a-4d5b-8f5e-0b7d6a1c2e3f", "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": {"id": DID, "type": ["Profile"], "name": "Lakes College"}, "name": "Record of Ana",
        "validFrom": "2026-11-29T12:00:00Z",
        "credentialSubject": {"type": ["ClrSubject"], "verifiableCredential": members}, **more,
    }  # fmt: skip
    from openbadgeslib.ob3 import bundled_clr_contexts, sign_clr_credential

    assert bundled_clr_contexts()
    return sign_clr_credential(document, key.pem, key.name)


def test_each_part_of_a_learner_record_is_checked_by_itself():
    taken_back = signed(number="urn:uuid:bbbbbbbb-9c0a-4d5b-8f5e-0b7d6a1c2e3f")
    taken_back = {**taken_back, "name": "Another"}
    report = check(record([GOOD, taken_back]))
    assert report.kind == Kind.RECORD
    assert report.proof.proof == Proof.HOLDS
    assert [each.is_held for each in report.members] == [True, False]
    assert report.members[1].proof.proof == Proof.BROKEN


def test_a_learner_record_whose_members_were_changed_is_broken_too():
    document = record([GOOD])
    document["credentialSubject"]["verifiableCredential"][0]["name"] = "Another"
    assert check(document).proof.proof == Proof.BROKEN


def test_a_learner_record_that_a_member_says_something_about_is_not_covered():
    """The statements of a record and of its members lie in one set: a date can move to where no reader looks."""
    member = {"id": "urn:uuid:aaaaaaaa-9c0a-4d5b-8f5e-0b7d6a1c2e3f", "validUntil": "2026-11-29T13:00:00Z"}
    report = check(record([member]))
    assert report.proof.proof == Proof.UNCOVERED
    assert not report.is_held


def test_an_envelope_proves_nothing_itself():
    envelope = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [GOOD],
    }
    report = check(envelope)
    assert (report.kind, report.is_held, report.members[0].is_held) == (Kind.ENVELOPE, False, True)


def token(claims, key, **header):
    """A JWT of these claims."""
    import jwt

    return jwt.encode(claims, key.pem, algorithm="EdDSA", headers=header)


def test_tokens_are_read_in_the_forms_that_a_library_verifies():
    own = did_key(b"\3" * 32)
    credential = {key: part for key, part in signed(own, status=None).items() if key != "proof"}
    registered = {"iss": own.did, "jti": credential["id"], "nbf": 1_700_000_000}
    for claims, header in (
        ({**credential, **registered}, {"typ": "JWT"}),
        (credential, {"typ": "vc+jwt", "kid": own.name}),
        (
            {**registered, "vc": {key: part for key, part in credential.items() if key != "id"}},
            {"typ": "JWT"},
        ),
    ):
        text = token(claims, own, **header)
        report = verify(text, resolver(GOOD), NOW)
        assert report.is_held, claims
        assert report.subject.name == "CNC operator"
        head, body, signature = text.split(".")
        said = json.loads(base64.urlsafe_b64decode(body + "=="))
        forged = base64.urlsafe_b64encode(json.dumps({**said, "nbf": 1}).encode()).rstrip(b"=").decode()
        assert verify(f"{head}.{forged}.{signature}", resolver(GOOD), NOW).proof.proof == Proof.BROKEN
    assert verify(token(credential, KEY), resolver(GOOD), NOW).proof.proof == Proof.BROKEN
    for odd in ({"kid": 3}, {"alg": ["EdDSA"]}):
        head = base64.urlsafe_b64encode(json.dumps({"alg": "EdDSA", **odd}).encode()).rstrip(b"=").decode()
        body = base64.urlsafe_b64encode(json.dumps({**credential, "iss": [1]}).encode()).rstrip(b"=").decode()
        with contextlib.suppress(BadgeError):
            assert not verify(f"{head}.{body}.eA", resolver(GOOD), NOW).is_held
    other = {**credential, "iss": DID}
    assert "one issuer outside" in verify(token(other, own), resolver(GOOD), NOW).proof.words


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", "nothing here"),
        ("hello", "not whole JSON"),
        ('{"a": 1}', "no badge and no learner record"),
        ('{"a": 1, "a": 2}', "not whole JSON"),
        ("[1]", "no JSON object"),
        ("ey.ey.x", "neither JSON nor a JWT"),
        ('{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"}', "version 1 or 2"),
        (b"\x89PNG\r\n\x1a\nbroken", "no Open Badges 3.0 badge"),
        (b"%PDF-1.7 nothing", "This PDF holds no badge"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no Open Badges 3.0 badge"),
        (b"\xff\xfe\x00", "neither a badge nor a picture"),
        ('{"a": ' * 65 + "1" + "}" * 65, "nested more than 64 deep"),
        (r'{"a": "\ud800"}', "a sign that no text can hold"),
        ('{"x": "' + "y" * 300_000 + '"}', "larger than 256 kB"),
    ],
)
def test_what_is_no_badge_is_refused_with_what_to_do(given, words):
    with pytest.raises(BadgeError) as refused:
        verify(given, resolver(GOOD), NOW)
    assert words in refused.value.message
    assert refused.value.hint or words.startswith(
        ("neither JSON", "not whole", "no JSON", "larger", "nested", "a sign")
    )


def test_people_are_named_by_name_or_hashed_address():
    import hashlib

    from gainful.exchange.badges.subjects import subject_of

    def about(*identifiers):
        return subject_of({"credentialSubject": {"identifier": list(identifiers)}})

    hashed = "sha256$" + hashlib.sha256(b"ana@example.orgsalt").hexdigest()
    address = {"identityType": "emailAddress", "hashed": True, "identityHash": hashed, "salt": "salt"}
    assert about(address).names("Ana", ("Ana@Example.org",)) is True
    assert about(address).names("Ana", ("ben@example.org",)) is False
    assert (
        about({"identityType": "name", "hashed": False, "identityHash": "ana  sílva"}).names("Ana Sílva")
        is True
    )
    assert about({"identityType": "studentId", "hashed": False, "identityHash": "7"}).names("Ana") is None
    assert (
        subject_of({"credentialSubject": {"id": "mailto:ana@example.org"}}).names("", ("ana@example.org",))
        is True
    )


def bearer(**more):
    """A token of the good badge with a key of its own, and more claims."""
    own = did_key(b"\3" * 32)
    credential = {key: part for key, part in signed(own, status=None).items() if key != "proof"}
    return token({**credential, "iss": own.did, **more}, own)


AT = int(NOW.timestamp())
DAY = 86_400


@pytest.mark.parametrize(
    ("claims", "dates"),
    [
        ({"exp": AT - DAY}, Dates.EXPIRED),
        ({"exp": AT - 240}, Dates.CURRENT),
        ({"nbf": AT + DAY}, Dates.NOT_YET),
        ({"expirationDate": "2026-11-01T00:00:00Z"}, Dates.EXPIRED),
        ({"issuanceDate": "2026-12-24T00:00:00Z"}, Dates.NOT_YET),
        ({"exp": AT + DAY, "validUntil": "2026-11-01T00:00:00Z"}, Dates.EXPIRED),
        ({"exp": "soon"}, Dates.UNREADABLE),
        ({"exp": 10**30}, Dates.UNREADABLE),
        ({"exp": True}, Dates.UNREADABLE),
        ({"validUntil": AT + DAY}, Dates.UNREADABLE),
    ],
)
def test_the_dates_of_a_token_are_its_own_and_those_of_the_credential(claims, dates):
    """RFC 7519 §4.1.4-5, Open Badges 3.0 §8.2.1, and `expirationDate` of the data model 1.1 in a `vc` claim."""
    report = verify(bearer(**claims), resolver(GOOD), NOW)
    assert (report.proof.proof, report.dates.dates) == (Proof.HOLDS, dates)
    assert report.is_held is (dates == Dates.CURRENT)


def test_the_dates_of_a_token_with_a_vc_claim_are_read_too():
    own = did_key(b"\3" * 32)
    credential = {key: part for key, part in signed(own, status=None).items() if key != "proof"}
    old = {**credential, "expirationDate": "2026-11-01T00:00:00Z"}
    for claims in ({"vc": old}, {"vc": credential, "exp": AT - DAY}):
        report = verify(token({"iss": own.did, **claims}, own), resolver(GOOD), NOW)
        assert report.dates.dates == Dates.EXPIRED


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"jti": "urn:uuid:1"}, "one number outside"),
        ({"sub": "did:example:ben", "credentialSubject": {"id": "did:example:ana"}}, "one person outside"),
    ],
)
def test_a_token_that_names_two_things_is_refused(claims, words):
    report = verify(bearer(**claims), resolver(GOOD), NOW)
    assert report.proof.proof == Proof.BROKEN
    assert words in report.proof.words


def test_a_token_with_a_name_twice_or_rules_that_are_not_read_does_not_count():
    import jwt

    own = did_key(b"\3" * 32)
    body = (
        json.dumps({"iss": own.did, "type": "OpenBadgeCredential"})[:-1] + ', "iss": "did:web:other.example"}'
    )
    with pytest.raises(BadgeError, match="stands twice"):
        verify(jwt.api_jws.encode(body.encode(), own.pem, algorithm="EdDSA"), resolver(GOOD), NOW)
    credential = {key: part for key, part in signed(own, status=None).items() if key != "proof"}
    with pytest.raises(BadgeError, match="Unsupported critical extension"):
        verify(token(credential, own, crit=["exp"], exp=1), resolver(GOOD), NOW)


def test_a_learner_record_counts_as_a_whole_only_where_everything_in_it_does():
    assert check(record([GOOD])).is_held
    report = check(record([GOOD]), keys(), *lists(revoked=[PLACE]))
    assert (report.stands_itself, report.is_held) == (True, False)
    assert report.members[0].status.status == Status.REVOKED


def test_what_a_learner_record_written_as_token_holds_is_checked_too():
    own = did_key(b"\3" * 32)
    for members, held in (
        ([GOOD], True),
        ([{**GOOD, "name": "Surgeon"}], False),
        (["not a credential"], False),
    ):
        claims = {
            "iss": own.did, "id": "urn:uuid:1", "type": ["VerifiableCredential", "ClrCredential"],
            "issuer": {"id": own.did}, "credentialSubject": {"type": "ClrSubject", "verifiableCredential": members},
        }  # fmt: skip
        report = verify(token(claims, own), resolver(keys(), *LISTS_GOOD), NOW)
        assert (report.kind, len(report.members), report.is_held) == (Kind.RECORD, 1, held)


def test_a_set_mark_of_a_purpose_that_is_not_known_is_not_taken_for_good():
    place = GOOD["credentialStatus"][0]
    for purpose, status in (("recalled", Status.UNKNOWN), ("refresh", Status.GOOD)):
        document = {key: part for key, part in GOOD.items() if key != "proof"}
        document["credentialStatus"] = {**place, "statusPurpose": purpose}
        listed = signed_list(place["statusListCredential"], "revocation", [PLACE], KEY, NOW)
        about = {**listed["credentialSubject"], "statusPurpose": purpose}
        unsigned = {key: part for key, part in listed.items() if key != "proof"}
        listed = sign({**unsigned, "credentialSubject": about}, KEY)
        assert check(sign(document, KEY), keys(), listed).status.status == status


def test_where_the_keys_come_from_is_told_and_given_ones_take_no_place_of_our_own():
    ours = {each["id"] if "proof" in each else "https://college.example/issuers/7/did.json": as_bytes(each)
            for each in (keys(), *LISTS_GOOD)}  # fmt: skip
    report = verify(as_bytes(GOOD), Resolver(own=ours.get), NOW)
    assert (report.is_held, report.keys) == (True, Source.OWN)
    assert check(GOOD).keys == Source.GIVEN
    assert verify(as_bytes(GOOD), Resolver(more=ours.get), NOW).keys == Source.LOOKED_UP
    forger = SigningKey(b"\7" * 32, KEY.name)
    forged = signed(forger)
    made_up = [as_bytes(each) for each in (keys(forger), *lists(key=forger))]
    assert verify(as_bytes(forged), Resolver(made_up), NOW).keys == Source.GIVEN
    report = verify(as_bytes(forged), Resolver(made_up, own=ours.get), NOW)
    assert (report.proof.proof, report.keys, report.is_held) == (Proof.BROKEN, Source.NONE, False)


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("#key-2"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "x"]), inner, max_size=2),
    max_leaves=5,
)  # fmt: skip


def places(part, way=()):
    """Every way into a document."""
    for key, inner in (
        part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    ):
        yield (*way, key)
        yield from places(inner, (*way, key))


@settings(max_examples=150)
@given(st.data())
def test_no_odd_document_is_more_than_refused(data):
    """A token signs whatever stands in it: keys, lists and credentials of any shape reach every check."""
    own = did_key(b"\3" * 32)
    listed = {**{key: part for key, part in LISTS_GOOD[0].items() if key != "proof"}, "issuer": own.did}
    credential = {**{key: part for key, part in GOOD.items() if key != "proof"}, "issuer": {"id": own.did}}
    made = [credential, listed, keys()]
    which = data.draw(st.integers(0, 2))
    document = made[which] = copy.deepcopy(made[which])
    *way, last = data.draw(st.sampled_from(list(places(document))))
    part = document
    for step in way:
        part = part[step]
    part[last] = data.draw(ODD)
    known = [as_bytes(made[2]), token({"jti": LISTS_GOOD[0]["id"], "vc": made[1]}, own).encode()]
    for text in (token(made[0], own), as_bytes(GOOD)):
        with contextlib.suppress(BadgeError):
            assert not verify(text, Resolver(known), NOW).is_held  # the second list is never there


def test_parts_for_which_there_is_no_time_are_told_and_the_record_does_not_count(monkeypatch):
    monkeypatch.setattr(verifying, "MOST_SECONDS", -1.0)
    report = check(record([GOOD, GOOD]))
    assert (report.members, report.left_out, report.stands_itself, report.is_held) == ((), 2, True, False)
