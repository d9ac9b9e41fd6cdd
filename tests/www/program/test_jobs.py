"""From a pasted posting to a profile that its employer signed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.messages.models import SignedLink


@pytest.fixture
def order(town):
    reply = town.manager.client.post(
        reverse("program:job_start"), {"text": town.posting, "employer": str(town.employer_org.pk)}
    )
    assert reply.status_code == 302, reply.content.decode()[:3000]
    with acting_as_system("test"):
        return JobOrder.objects.get()


def line_of(order, name=None):
    with acting_as_system("test"):
        lines = order.profile_versions.order_by("-number").first().lines
        return lines.get(name=name) if name else lines.filter(domain="skill").first()


def test_a_pasted_posting_becomes_a_profile_with_its_facts(town, order):
    assert (order.openings, order.wage_unit, order.status) == (2, "hour", "profile_ready")
    assert order.place.startswith("Minneapolis")
    assert order.reference_version
    page = town.manager.client.get(reverse("program:job_profile", args=[order.pk])).content.decode()
    assert "<mark data-lines=" in page
    assert "CPR" in page


@pytest.mark.parametrize(
    ("text", "words"), [("", "nothing to read"), ("x" * 250_000, "")], ids=["empty", "too long"]
)
def test_a_bad_posting_is_refused_with_the_text_kept(town, text, words):
    reply = town.manager.client.post(reverse("program:job_start"), {"text": text})
    assert reply.status_code == 422
    page = reply.content.decode()
    assert words in page
    assert text[:1000] in page
    with acting_as_system("test"):
        assert not JobOrder.objects.exists()


def test_a_level_can_be_changed_and_a_need_moved(town, order):
    line = line_of(order)
    url = reverse("program:job_line", args=[order.pk])
    data = {"competency_id": line.competency_id, "level": "5.5", "level_was": "3.0", "need": "nice_to_have"}
    assert town.manager.client.post(url, data).status_code == 302
    after = line_of(order, line.name)
    assert (after.level, after.need, after.changed_by) == (5.5, "nice_to_have", "program_manager")


@pytest.mark.parametrize(
    "bad", [{"level": "9", "level_was": "1"}, {"level": "high", "level_was": "1"}, {"need": "never"}]
)
def test_a_bad_edit_changes_nothing_and_says_why(town, order, bad):
    line = line_of(order)
    url = reverse("program:job_line", args=[order.pk])
    reply = town.manager.client.post(
        url, {"competency_id": line.competency_id, **bad}, headers={"HX-Request": "true"}
    )
    assert "usa-alert--error" in reply.content.decode()
    after = line_of(order, line.name)
    assert (after.level, after.need) == (line.level, line.need)


def sign(client, order, route, *args):
    with acting_as_system("test"):
        from gainful.domain.job_orders.versions import content_hash, current_version

        seen = content_hash(current_version(order))
    return client.post(reverse(route, args=args), {"name": "Pat Lee", "title": "Director", "seen_hash": seen})


def test_the_employer_signs_and_a_change_needs_a_new_signature(town, order):
    assert town.employer.client.get(reverse("employer:opening", args=[order.pk])).status_code == 200
    town.manager.client.post(reverse("program:job_send", args=[order.pk]))
    assert "waits for your signature" in town.employer.client.get(reverse("employer:home")).content.decode()
    assert sign(town.employer.client, order, "employer:sign", order.pk).status_code == 302
    with acting_as_system("test"):
        order.refresh_from_db()
        first = order.profile_versions.get()
        assert order.status == "confirmed"
        assert first.confirmation.name == "Pat Lee"
        assert first.confirmation.on_behalf_of == "Lakeside Care"
    line = line_of(order)
    url = reverse("program:job_line", args=[order.pk])
    town.manager.client.post(url, {"competency_id": line.competency_id, "level": "1.5", "level_was": "9"})
    with acting_as_system("test"):
        order.refresh_from_db()
        assert order.status == "profile_ready"
        assert [v.number for v in order.profile_versions.all()] == [2, 1]
        assert first.lines.get(competency_id=line.competency_id).level == line.level


def test_a_signature_under_a_stale_page_is_refused(town, order):
    town.manager.client.post(reverse("program:job_send", args=[order.pk]))
    data = {"name": "Pat Lee", "title": "Director", "seen_hash": "0" * 64}
    reply = town.employer.client.post(reverse("employer:sign", args=[order.pk]), data, follow=True)
    assert "changed while you were reading" in reply.content.decode()
    with acting_as_system("test"):
        assert order.profile_versions.get().signed_at is None


def test_a_link_confirms_the_profile_once_and_can_be_taken_back(town, order, client):
    page = town.manager.client.post(reverse("program:job_send", args=[order.pk])).content.decode()
    token = page.split("/guest/link/")[1].split("/")[0]
    assert client.get(reverse("guest:link", args=[token])).status_code == 200
    assert sign(client, order, "guest:sign", token).status_code == 302
    with acting_as_system("test"):
        order.refresh_from_db()
        link = SignedLink.objects.exclude(request_id__isnull=False).get(about_id=order.pk)
        assert order.status == "confirmed"
        assert order.profile_versions.get().confirmation.link_id == link.pk
    town.manager.client.post(reverse("program:job_link_revoke", args=[order.pk, link.pk]))
    assert client.get(reverse("guest:link", args=[token])).status_code == 410


def test_an_unknown_link_opens_nothing(client, db):
    assert client.get(reverse("guest:link", args=["made-up"])).status_code == 410
    assert client.post(reverse("guest:sign", args=["made-up"])).status_code == 410


PAGES = ["job_edit", "job_profile", "job_people", "job_plan"]


@pytest.mark.parametrize("name", PAGES)
def test_other_agencies_find_no_such_job_order(town, order, name):
    url = reverse(f"program:{name}", args=[order.pk])
    assert town.stranger.client.get(url).status_code == 404
    assert town.employer.client.get(url).status_code == 403
    assert town.coach.client.get(url).status_code == 403


def test_pages_ask_strangers_to_sign_in(client, db):
    assert client.get(reverse("program:home")).status_code == 302
    assert client.get(reverse("employer:home")).status_code == 302


def test_the_list_costs_the_same_for_one_order_and_for_many(town, order, django_assert_max_num_queries):
    with acting_as_system("test"):
        for n in range(30):
            JobOrder.objects.create(agency=town.agency, employer=town.employer_org, title=f"Job {n}")
    with django_assert_max_num_queries(17):
        page = town.manager.client.get(reverse("program:home"), {"status": "all", "sort": "title"})
    assert "Page 1 of 2" in page.content.decode()
    rows = town.manager.client.get(reverse("program:jobs_export"), {"status": "all"}).content.decode()
    assert len(rows.splitlines()) == 32


MARKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "JobPosting",
"title": "Phlebotomist I", "description": "<p>Draws blood from patients and labels specimens.</p>",
"hiringOrganization": {"@type": "Organization", "name": "Lakeside Labs"}, "employmentType": "FULL_TIME",
"totalJobOpenings": 4, "baseSalary": {"@type": "MonetaryAmount", "currency": "USD",
"value": {"@type": "QuantitativeValue", "minValue": 19.5, "maxValue": 22, "unitText": "HOUR"}}}</script>"""


def test_what_mark_up_says_stands_in_the_order_and_stays_when_it_is_read_again(town):
    """A career site's JSON-LD holds pay and openings that its visible text does not."""
    town.manager.client.post(reverse("program:job_start"), {"text": MARKED})
    with acting_as_system("test"):
        order = JobOrder.objects.get()
    assert (float(order.wage_low), float(order.wage_high), order.wage_unit) == (19.5, 22.0, "hour")
    assert (order.openings, order.contract, order.employer_label) == (4, "full time", "Lakeside Labs")
    with acting_as_system("test"):
        JobOrder.objects.update(wage_low=None, wage_high=None, wage_unit="")
    town.manager.client.post(reverse("program:job_read", args=[order.pk]))
    with acting_as_system("test"):
        order.refresh_from_db()
    assert (float(order.wage_low), order.wage_unit) == (19.5, "hour")


def test_another_occupation_is_told_by_its_title_or_code(town, order):
    url = reverse("program:job_occupation", args=[order.pk])
    for wanted, code in (("welder", "51-4121.00"), ("31-1131.00 Nursing Assistants", "31-1131.00")):
        assert town.manager.client.post(url, {"other": wanted}).status_code == 302
        with acting_as_system("test"):
            order.refresh_from_db()
        assert order.occupation_code == code
    page = town.manager.client.post(url, {"other": "qwzx"}, follow=True).content.decode()
    assert "is not clear enough" in page
    with acting_as_system("test"):
        order.refresh_from_db()
    assert order.occupation_code == "31-1131.00"


def test_a_posting_that_names_no_job_and_no_work_is_no_profile(town):
    """Nothing is made up for it: the text is kept and the job is asked for."""
    reply = town.manager.client.post(
        reverse("program:job_start"),
        {"text": "Now hiring! Great pay, great people. Apply within."},
        follow=True,
    )
    assert "could not tell which occupation" in reply.content.decode()
    with acting_as_system("test"):
        assert JobOrder.objects.get().occupation_code == ""


def test_schooling_and_experience_asked_for_stand_beside_pay_and_hours(town):
    text = (
        f"{town.posting}- High school diploma or GED\n- One year of experience\n\nNice to have\n- Spanish\n"
    )
    reply = town.manager.client.post(reverse("program:job_start"), {"text": text}, follow=True)
    page = reply.content.decode()
    assert "High school diploma or GED" in page.split("<dl")[1].split("</dl>")[0]
    with acting_as_system("test"):
        order = JobOrder.objects.get()
    assert (order.schooling_words, order.experience_words) == ("High school diploma or GED", "1 year")
    order.facts["experience"] = {"years": 0.5, "must": False}
    assert order.experience_words == "6 months, nice to have"
    order.facts = {}
    assert (order.schooling_words, order.experience_words) == ("", "")


def test_the_occupation_is_searched_by_any_words_and_none_is_chosen_beforehand(town, order):
    page = town.manager.client.get(reverse("program:job_profile", args=[order.pk])).content.decode()
    form = page.split("Not this one?")[1].split("</form>")[0]
    assert 'type="radio"' in form
    assert " checked" not in form
    options = town.manager.client.get(reverse("program:occupations"), {"other": "somebody who lays shingles"})
    assert "47-2181.00 Roofers" in options.content.decode()
    assert town.manager.client.get(reverse("program:occupations"), {"other": " "}).content.strip() == b""
    url = reverse("program:job_occupation", args=[order.pk])
    before = order.occupation_code
    page = town.manager.client.post(url, {}, follow=True).content.decode()
    assert "No occupation was chosen" in page
    with acting_as_system("test"):
        order.refresh_from_db()
    assert order.occupation_code == before


def test_a_line_is_added_in_ones_own_words_once(town, order):
    url = reverse("program:job_line", args=[order.pk])
    add = {"verb": "add_own", "competency": " Run the old band saw ", "need": "day_one"}
    assert town.manager.client.post(url, add).status_code == 302
    line = line_of(order, "Run the old band saw")
    assert (line.taxonomy, line.need, line.level, line.evidence_kind) == ("own", "day_one", None, "stated")
    again = town.manager.client.post(url, {**add, "competency": "run the OLD band saw"}, follow=True)
    assert "already in the profile" in again.content.decode()
    empty = town.manager.client.post(url, {**add, "competency": " - "}, follow=True)
    assert "Say in a few words" in empty.content.decode()
