"""An employer sends in a job; the agency finds it, takes it up or says why not; nobody else sees it."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.job_orders.models import JobOrder, SubmittedJob
from tests.town import POSTING, town

__all__ = ["town"]


def send(town, **more):
    with acting_as_system("test"):
        given = {"agency": town.agency.pk, "openings": 2, "contact_name": "Pat Lee", "text": POSTING, **more}
    return town.employer.client.post(reverse("employer:job_new"), given)


def only():
    with acting_as_system("test"):
        return SubmittedJob.objects.select_related("job_order").get()


def test_sent_found_taken_up_and_read(town):
    client = town.employer.client
    assert reverse("employer:job_new") in client.get(reverse("employer:home")).content.decode()
    form = client.get(reverse("employer:job_new")).content.decode()
    assert "What job needs doing?" in form
    assert send(town).status_code == 302
    job = only()
    home = client.get(reverse("employer:home")).content.decode()
    assert "Jobs that you sent in" in home
    assert "Waiting for the agency" in home
    found = town.manager.client.get(reverse("program:home")).content.decode()
    link = reverse("program:job_sent_in", args=[job.pk])
    assert link in found
    page = town.manager.client.get(link).content.decode()
    assert "Take vital signs" in page
    assert "Pat Lee" in page
    taken = town.manager.client.post(reverse("program:job_sent_in_take_up", args=[job.pk]), follow=True)
    assert "Certified Nursing Assistant" in taken.content.decode()
    order = only().job_order
    assert (order.status, order.occupation_code[:7]) == ("profile_ready", "31-1131")
    assert link not in town.manager.client.get(reverse("program:home")).content.decode()
    assert (
        reverse("employer:opening", args=[order.pk])
        in client.get(reverse("employer:job_sent", args=[job.pk])).content.decode()
    )


def test_a_file_is_sent_and_one_that_cannot_be_read_is_said_with_the_rest_kept(town):
    bad = SimpleUploadedFile("job.pdf", b"%PDF-1.4 broken")
    page = send(town, text="", title="Cook", file=bad)
    assert page.status_code == 422
    assert 'value="Cook"' in page.content.decode()
    assert "Choose the file again" in page.content.decode()
    with acting_as_system("test"):
        assert not SubmittedJob.objects.exists()
    assert send(town, text="", file=SimpleUploadedFile("job.txt", POSTING.encode())).status_code == 302
    assert only().source_name == "job.txt"


def test_nothing_to_read_is_said(town):
    page = send(town, text=" ")
    assert page.status_code == 422
    assert "There is nothing to read yet." in page.content.decode()


def test_declined_with_words_and_taken_back(town):
    send(town)
    job = only()
    decline = reverse("program:job_sent_in_decline", args=[job.pk])
    assert "Say in a few words why" in town.manager.client.post(decline, {"reason": " "}).content.decode()
    town.manager.client.post(decline, {"reason": "No course before May."})
    shown = town.employer.client.get(reverse("employer:job_sent", args=[job.pk])).content.decode()
    assert "No course before May." in shown
    back = reverse("employer:job_withdraw", args=[job.pk])
    assert "This step is not open to you" in town.employer.client.post(back, follow=True).content.decode()
    with acting_as_system("test"):
        SubmittedJob.objects.all().delete()
    send(town)
    job = only()
    page = town.employer.client.post(
        reverse("employer:job_withdraw", args=[job.pk]), follow=True
    ).content.decode()
    assert "Taken back." in page
    again = town.manager.client.post(reverse("program:job_sent_in_take_up", args=[job.pk]), follow=True)
    assert "Taken back by the employer" in again.content.decode()
    with acting_as_system("test"):
        assert not JobOrder.objects.exists()


def test_others_see_nothing_of_it(town):
    send(town)
    job = only()
    for name in ("program:job_sent_in", "employer:job_sent"):
        assert town.stranger.client.get(reverse(name, args=[job.pk])).status_code in {403, 404}
        assert town.coach.client.get(reverse(name, args=[job.pk])).status_code in {403, 404}
    for name in ("program:job_sent_in_take_up", "program:job_sent_in_decline"):
        assert town.employer.client.post(reverse(name, args=[job.pk]), {"reason": "x"}).status_code in {
            403,
            404,
        }
    assert town.manager.client.post(reverse("employer:job_withdraw", args=[job.pk])).status_code in {403, 404}
    assert town.manager.client.get(reverse("employer:job_new")).status_code == 403
    assert only().status == "waiting"


def test_lists_ask_as_often_for_twenty_as_for_two(town, django_assert_max_num_queries):
    for _number in range(2):
        send(town)
    with django_assert_max_num_queries(24):
        town.employer.client.get(reverse("employer:home"))
    for _number in range(8):
        send(town)
    with django_assert_max_num_queries(24):
        town.employer.client.get(reverse("employer:home"))
