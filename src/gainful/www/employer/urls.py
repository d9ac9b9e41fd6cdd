"""Addresses of the employer's screens."""

from django.urls import path

from gainful.www.employer import curricula, doing, follow_up, openings, people, talks

urlpatterns = [
    path("", openings.home, name="home"),
    path("openings/<uuid:order_id>/", openings.opening, name="opening"),
    path("openings/<uuid:order_id>/line/", openings.line, name="line"),
    path("openings/<uuid:order_id>/sign/", openings.sign, name="sign"),
    path("openings/<uuid:order_id>/commit/", openings.commit, name="commit"),
    path(
        "openings/<uuid:order_id>/rows/<uuid:opening_id>/<str:verb>/",
        openings.opening_step,
        name="opening_step",
    ),
    path("openings/<uuid:order_id>/plan/", openings.plan, name="plan"),
    path("openings/<uuid:order_id>/plan/sign/", openings.sign_plan, name="sign_plan"),
    path("curricula/", curricula.home, name="curricula"),
    path("curricula/asked/<uuid:basis_id>/", curricula.asked, name="curriculum_asked"),
    path("curricula/<uuid:curriculum_id>/<int:number>/", curricula.show, name="curriculum"),
    path("curricula/<uuid:curriculum_id>/<int:number>/sign/", curricula.sign, name="curriculum_sign"),
    path(
        "curricula/<uuid:curriculum_id>/<int:number>/comment/", curricula.comment, name="curriculum_comment"
    ),
    path("people/", people.home, name="people"),
    path("people/<uuid:introduction_id>/", people.show, name="person"),
    path("people/<uuid:introduction_id>/since/", people.change, name="person_change"),
    path(
        "people/<uuid:introduction_id>/since/<uuid:change_id>/", people.change_back, name="person_change_back"
    ),
    path("people/<uuid:introduction_id>/<str:verb>/", people.step, name="person_step"),
    path("messages/", talks.messages, name="messages"),
    path("messages/<uuid:thread_id>/", talks.thread, name="thread"),
    path("requests/<uuid:request_id>/hand-on/", talks.hand_on, name="hand_on"),
    path("competencies/", openings.competencies, name="competencies"),
    path("doing/", doing.home, name="doing"),
    path("how/<uuid:follow_up_id>/", follow_up.show, name="follow_up"),
    path("doing/<uuid:placement_id>/", doing.concern, name="concern"),
    path("concerns/<uuid:concern_id>/settle/", doing.settle, name="concern_settle"),
]
