"""A folder and a bucket do the same: the bucket is one of moto's, over HTTP."""

from __future__ import annotations

import socket
from io import BytesIO

import pytest

from gainful.exchange.storage import open_storage
from gainful.exchange.storage.model import MissingObjectError, StorageError

BUCKET = "gainful-copies"


@pytest.fixture(scope="module")
def s3():
    import boto3
    from moto import server

    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    address = f"http://{host}:{port}"
    words = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=address, **words).create_bucket(Bucket=BUCKET)
    yield address
    running.stop()


@pytest.fixture(params=["folder", "bucket"])
def storage(request, tmp_path, monkeypatch):
    if request.param == "folder":
        return open_storage(str(tmp_path))
    monkeypatch.setenv("AWS_ENDPOINT_URL", request.getfixturevalue("s3"))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    return open_storage(f"s3://{BUCKET}/{tmp_path.name}")


def test_what_was_put_is_listed_read_replaced_and_deleted(storage):
    large = bytes(range(256)) * 4 * 20_000  # 20 MB: in parts
    storage.put("a/base/large", BytesIO(large))
    storage.put("a/log/1", BytesIO(b"one"))
    storage.put("b/log/1", BytesIO(b"other"))
    assert storage.sizes("a/") == {"a/base/large": len(large), "a/log/1": 3}
    assert set(storage.sizes()) == {"a/base/large", "a/log/1", "b/log/1"}
    with storage.get("a/base/large") as file:
        assert file.read(5) == large[:5]
        assert file.read() == large[5:]
    storage.put("a/log/1", BytesIO(b"one again"))
    with storage.get("a/log/1") as file:
        assert file.read() == b"one again"
    storage.delete("a/log/1")
    storage.delete("a/log/1")
    assert set(storage.sizes("a/")) == {"a/base/large"}
    with pytest.raises(MissingObjectError, match="holds no a/log/1"):
        storage.get("a/log/1")


def test_a_folder_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(StorageError, match="mount the disk"):
        open_storage(str(tmp_path / "disk"))


def test_a_name_does_not_leave_the_folder(tmp_path):
    with pytest.raises(StorageError, match="no name of an object"):
        open_storage(str(tmp_path)).put("../x", BytesIO(b""))


def test_what_is_written_is_for_its_owner_alone(tmp_path):
    open_storage(str(tmp_path)).put("a/b/c", BytesIO(b"x"))
    assert (tmp_path / "a" / "b" / "c").stat().st_mode & 0o077 == 0
    assert (tmp_path / "a").stat().st_mode & 0o077 == 0


def test_a_bucket_that_cannot_be_reached_is_said_in_words(monkeypatch):
    from gainful.exchange.storage import bucket

    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    monkeypatch.setattr(bucket, "RETRIES", 0)
    with pytest.raises(StorageError, match="s3://nowhere, x"):
        open_storage("s3://nowhere").put("x", BytesIO(b"x"))
    with pytest.raises(StorageError, match="names no bucket"):
        open_storage("s3://")
