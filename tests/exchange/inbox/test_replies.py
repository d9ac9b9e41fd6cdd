"""Answers by e-mail: the new words and nothing of the letter they answer."""

import pytest

from gainful.exchange.inbox.replies import LONGEST_LINE, LONGEST_READ, _bounded, new_words, read_reply

QUOTED = "> Can you come on Tuesday?\n"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (f"Yes, Tuesday works.\n\nOn Mon, Nov 2, 2026 at 9:14 AM Desk <d@agency.example> wrote:\n{QUOTED}", "Yes, Tuesday works."),
        (f"Sí, puedo.\n\nEl lun, 2 nov 2026 a las 9:14, Centro (<d@agency.example>) escribió:\n\n{QUOTED}", "Sí, puedo."),
        (f"Sí.\n\nEl lun, 2 de nov. de 2026 a la(s) 9:14 a.m., Centro (d@agency.example) escribió:\n{QUOTED}", "Sí."),
        (f"Sí.\n\nEl 2 nov 2026, a las 9:14, Un Centro de Nombre Largo\n<d@agency.example> escribió:\n{QUOTED}", "Sí."),
        ("Sí.\n\nDe: Centro <d@agency.example>\nEnviado: lunes, 2 de noviembre de 2026 9:14\nPara: Ana\nAsunto: Cita\n\n¿Viene?\n", "Sí."),
        ("Yes.\n\nFrom: Desk <d@agency.example>\nSent: Monday, November 2, 2026 9:14 AM\nTo: Ana\nSubject: Visit\n\nCan you?\n", "Yes."),
        ("I need:\n\n-a ride\n-child care\n", "I need:\n\n-a ride\n-child care"),
        ("My shifts\n\nFrom: 7 am, to: 3 pm every day\n", "My shifts\n\nFrom: 7 am, to: 3 pm every day"),
        ("Mi hermano me escribió: ven.\nEntonces no puedo.\n", "Mi hermano me escribió: ven.\nEntonces no puedo."),
        ("El jefe escribió:\nturno de noche\n", "El jefe escribió:\nturno de noche"),
        (f"Yes\n\nSent from my iPhone\n\n> On Nov 2, 2026, at 9:14 AM, Desk <d@agency.example> wrote:\n> \n{QUOTED}", "Yes"),
        (f"{QUOTED}\nYes, I can.\n", "Yes, I can."),
        (f"Sí\r\n\r\nEnviado desde mi iPhone\r\n\r\n{QUOTED}", "Sí"),
        ("", ""),
    ],
)  # fmt: skip
def test_new_words(text, answer):
    assert new_words(text) == answer


@pytest.mark.parametrize("text", ["word " * 8000, "line\n" * 8000, "word" * 8000])
def test_only_a_bounded_beginning_is_looked_at(text):
    bounded = _bounded(text)
    assert len(bounded) <= LONGEST_READ
    assert max(map(len, bounded.split("\n"))) <= LONGEST_LINE
    assert text.replace("\n", "").startswith(bounded.replace("\n", ""))


def test_what_a_person_wrote_keeps_its_words_and_paragraphs():
    assert _bounded("Yes.\r\n\r\n\r\n\r\nI  can     come.\n") == "Yes.\n\nI  can  come.\n"


def test_a_pattern_that_takes_too_long_leaves_the_text_as_it_is(monkeypatch):
    def endless(*_: object, **__: object) -> str:
        while True:
            pass

    monkeypatch.setattr("mailparser_reply.EmailReplyParser.parse_reply", endless)
    monkeypatch.setattr("gainful.exchange.inbox.replies.LONGEST_S", 0.05)
    assert new_words("Yes, I can.") == "Yes, I can."


def _mail(body: str, *heads: str) -> bytes:
    lines = [
        "From: Ana Ruiz <Ana@Example.org>",
        'Content-Type: text/plain; charset="utf-8"',
        *heads,
        "",
        body,
    ]
    return "\r\n".join(lines).encode()


def test_whom_and_what_it_answers():
    reply = read_reply(_mail(f"Sí.\n\n{QUOTED}", "In-Reply-To: <m1@agency.example>"))
    assert (reply.from_address, reply.answers, reply.text, reply.automatic) == (
        "ana@example.org",
        "m1@agency.example",
        "Sí.",
        False,
    )
    assert "Can you come" in reply.whole


def test_last_reference_counts_where_no_in_reply_to_stands():
    assert read_reply(_mail("x", "References: <m0@a.example>\r\n <m1@a.example>")).answers == "m1@a.example"
    assert read_reply(_mail("x")).answers == ""


@pytest.mark.parametrize(
    ("value", "automatic"), [("no", False), ("auto-replied", True), ("auto-generated; x=1", True)]
)
def test_a_machine_answers_nothing(value, automatic):
    assert read_reply(_mail("I am away", f"Auto-Submitted: {value}")).automatic is automatic


def test_html_only():
    raw = b"From: a@b.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Yes, <b>I</b> can.</p>"
    assert read_reply(raw).text == "Yes, I can."
