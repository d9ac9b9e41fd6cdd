"""Only who holds one of the private keys reads a copy, and a copy that was cut off is none."""

from __future__ import annotations

from io import BytesIO

import pytest

from gainful.exchange import sealed
from gainful.exchange.sealed import KeyProblemError

TEXT = b"Ana Silva, welder\n" * 9000


@pytest.fixture
def pair(tmp_path):
    public = sealed.make_key(tmp_path / "agency.key")
    return sealed.recipients(public), sealed.identities(tmp_path / "agency.key")


def opened(content: bytes, private: list) -> bytes:
    with sealed.piped(lambda target: sealed.unseal(BytesIO(content), target, private)) as plain:
        return plain.read()


def test_each_of_two_keys_opens_a_copy_and_a_third_does_not(pair, tmp_path):
    public, private = pair
    drills = sealed.make_key(tmp_path / "drills.key")
    closed = sealed.sealed_bytes(TEXT, [*public, *sealed.recipients(drills)])
    assert b"Silva" not in closed
    assert opened(closed, private) == TEXT
    assert opened(closed, sealed.identities(tmp_path / "drills.key")) == TEXT
    sealed.make_key(tmp_path / "other.key")
    with pytest.raises(KeyProblemError, match="cannot be opened with this key"):
        opened(closed, sealed.identities(tmp_path / "other.key"))


@pytest.mark.parametrize("harm", [lambda b: b[:-40], lambda b: b[:-9] + bytes([b[-9] ^ 1]) + b[-8:]])
def test_a_copy_that_was_cut_off_or_changed_is_refused(pair, harm):
    public, private = pair
    with pytest.raises((KeyProblemError, OSError)):
        opened(harm(sealed.sealed_bytes(TEXT, public)), private)


def test_a_key_is_never_written_over(tmp_path):
    path = tmp_path / "agency.key"
    sealed.make_key(path)
    before = path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(KeyProblemError, match="never written over"):
        sealed.make_key(path)
    assert path.read_bytes() == before


def test_what_is_no_key_is_named(tmp_path):
    with pytest.raises(KeyProblemError, match="hello… is no public key"):
        sealed.recipients("hello")
    (tmp_path / "x").write_text("# nothing\n")
    with pytest.raises(KeyProblemError, match="holds no private key"):
        sealed.identities(tmp_path / "x")


def test_the_error_of_whoever_writes_reaches_whoever_reads():
    def write(target):
        target.write(b"begun")
        raise ValueError("the disk")

    with pytest.raises(ValueError, match="the disk"), sealed.piped(write) as source:
        source.read()
