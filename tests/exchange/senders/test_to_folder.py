"""Messages as files."""

import json

import pytest

from gainful.exchange.senders.outgoing import Outgoing, TemporaryFailure
from gainful.exchange.senders.to_folder import FolderSender


def test_one_file_a_key(tmp_path):
    sender = FolderSender(tmp_path / "out")
    message = Outgoing(key="m/1", to="ana@example.org", text="Mañana a las 9", subject="Cita")
    assert sender.send(message) == sender.send(message)
    (path,) = (tmp_path / "out").iterdir()
    assert path.name == "m_1.json"
    assert json.loads(path.read_text("utf-8"))["text"] == "Mañana a las 9"


def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path):
    (tmp_path / "out").write_text("a file in the way")
    with pytest.raises(TemporaryFailure, match="could not be written"):
        FolderSender(tmp_path / "out").send(Outgoing("1", "a@example.org", "x"))
