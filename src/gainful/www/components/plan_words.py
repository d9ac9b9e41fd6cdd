"""A person's part of a plan in sixth-grade words."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gainful.domain.job_orders.models import WageUnit
from gainful.domain.organizations.courses.models import Modality
from gainful.domain.participants.models import BarrierKind
from gainful.domain.plans.plan_for_participant import MyCourse, MyPlan, Stage, stage_of
from gainful.engine.mix.prices import COACHING, MENTOR
from gainful.engine.mix.rates import TOOLS, TRAINING_WAGE
from gainful.engine.planning.first_day import Standing

HOW: dict[str, str | Promise] = {
    Modality.IN_PERSON: gettext_lazy("in a classroom"),
    Modality.ONLINE: gettext_lazy("online"),
    Modality.HYBRID: gettext_lazy("part in a classroom, part online"),
}

_BRING = gettext_lazy("Your record says so. Bring the proof.")
_ASKED = gettext_lazy("Your agency will ask you about it.")
DAY_ONE: dict[Standing, str | Promise] = {
    Standing.ON_RECORD: _BRING,
    Standing.BY_RECORD: _BRING,
    Standing.OTHER_PAPER: gettext_lazy("You have a paper that may count. Ask your agency, and bring it."),
    Standing.ASK_FIRST: gettext_lazy("Do you have it? Then tell your agency. If not, you get it in a class."),
    Standing.BY_CLASS: gettext_lazy("You learn it in a class."),
    Standing.ENOUGH: gettext_lazy("You likely know enough from your past work."),
    Standing.TYPICAL: gettext_lazy("You likely know it from your past work. Your agency will ask you."),
    Standing.NEARLY: gettext_lazy("You likely know most of it. The rest you learn at work."),
    Standing.ASK: _ASKED,
    Standing.LACKS_TIME: gettext_lazy(
        "Your record shows less. Tell your agency if you did such work before."
    ),
    Standing.LACKS: gettext_lazy("You do not have it yet. Ask your agency how you can get it."),
}
"""What a person does about what is asked for on the first day."""
EVERYBODY: dict[str, str | Promise] = {
    COACHING.label: gettext_lazy("A job coach, before and after you are hired"),
    MENTOR.label: gettext_lazy("A mentor where you work"),
    TOOLS.label: gettext_lazy("Work clothes and tools"),
    TRAINING_WAGE.label: gettext_lazy("Pay or a stipend while you are in class"),
}
"""What all people of a plan get, by the words that the plan keeps of it."""
TIMES: dict[str, str | Promise] = {
    "day": gettext_lazy("days"),
    "evening": gettext_lazy("evenings"),
    "night": gettext_lazy("nights"),
    "weekend": gettext_lazy("weekends"),
    "rotating": gettext_lazy("times that change"),
    "flexible": gettext_lazy("times you can choose"),
}


def job_words(plan: MyPlan) -> str:
    """Return the job and who has it: "Nursing Assistant at Lakeside Care"."""
    if not plan.employer:
        return plan.job_title
    return _("%(job)s at %(employer)s") % {"job": plan.job_title, "employer": plan.employer}


def day_words(day: date) -> str:
    """Return a day as it is said: Monday, January 11."""
    return f"{date_format(day, 'l')}, {date_format(day, 'MONTH_DAY_FORMAT')}"


def next_in_plan(plan: MyPlan, today: date) -> tuple[str, str]:
    """Return the next step of a plan and why."""
    stage, course = stage_of(plan, today)
    job = job_words(plan)
    if stage is Stage.WAITING and not plan.answer:
        return (
            _("A job is planned for you: %s") % job,
            _(
                "Read the plan and say yes, no, not now, or what does not fit. "
                "The employer has not said yes to it yet."
            ),
        )
    if stage is Stage.WAITING:
        return (
            _("A job is planned for you: %s") % job,
            _("The employer has not said yes to the plan yet. Read it, and ask what you do not understand."),
        )
    if course is not None and stage is Stage.BEFORE and course.starts_on:
        title = _("Your next class: %(course)s. It starts on %(day)s.")
        said = title % {"course": course.title, "day": day_words(course.starts_on)}
        return said, _("It gets you ready for %s.") % job
    if course is not None and course.ends_on:
        title = _("You are in class: %(course)s, until %(day)s.")
        said = title % {"course": course.title, "day": day_words(course.ends_on)}
        return said, _("It gets you ready for %s.") % job
    return (
        _("Next is the job: %s") % job,
        _("There is no class left to take. Ask when your first day of work is."),
    )


def pay_words(plan: MyPlan) -> str:
    """Return the pay: "$18.00 to $19.50 an hour", or that it is not known."""
    digits = 0 if plan.wage_unit == WageUnit.YEAR else 2
    if plan.wage_low is None:
        if plan.wage_high is None:
            return _("not said yet")
        most = "$" + number_format(plan.wage_high, digits, use_l10n=True, force_grouping=True)
        unit = str(WageUnit(plan.wage_unit).label) if plan.wage_unit in WageUnit.values else ""
        return (_("up to %(most)s") % {"most": most} + f" {unit}").strip()
    low = "$" + number_format(plan.wage_low, digits, use_l10n=True, force_grouping=True)
    unit = str(WageUnit(plan.wage_unit).label) if plan.wage_unit in WageUnit.values else ""
    if plan.wage_high is None or plan.wage_high == plan.wage_low:
        return f"{low} {unit}".strip()
    high = "$" + number_format(plan.wage_high, digits, use_l10n=True, force_grouping=True)
    return (_("%(low)s to %(high)s") % {"low": low, "high": high} + f" {unit}").strip()


def times_words(schedule: str) -> str:
    """Return when the work is, from the posting's own words: "days, nights, weekends"."""
    told = {word.strip() for word in schedule.lower().replace(" ", ",").split(",")}
    return ", ".join(str(words) for key, words in TIMES.items() if key in told)


def times_told(schedule: str) -> str:
    """Return a schedule that was kept as codes, "day, night", in the reader's words; any other as it was written."""
    told = [word.strip() for word in schedule.split(",") if word.strip()]
    return ", ".join(str(TIMES[word]) for word in told) if told and TIMES.keys() >= set(told) else schedule


def job_facts(plan: MyPlan) -> list[tuple[str, str]]:
    """Return what a person asks first about a job, unknown said as such."""
    hours = _("%s hours a week") % f"{plan.hours_per_week:g}" if plan.hours_per_week else _("not said yet")
    return [
        (_("Where"), plan.place or _("not said yet")),
        (_("Pay"), pay_words(plan)),
        (_("Hours"), hours),
        (_("When"), times_words(plan.schedule) or _("not said yet")),
    ]


def is_there_a_job(plan: MyPlan) -> str:
    """Say whether a job waits for the person, and who decides."""
    who = plan.employer or _("The employer")
    if plan.is_signed and plan.openings and not plan.openings_open:
        return _(
            "Not now. Every job of this plan is filled or was taken back. Ask your agency what you can do now."
        )
    if plan.is_signed:
        said = _(
            "Yes. %(employer)s holds jobs for people who finish the classes."
            " It meets you and then chooses whom it hires."
        ) % {"employer": who}
        return f"{said} {open_words(plan)}".strip()
    return _("Not yet. %(employer)s has not said yes to this plan.") % {"employer": who}


def open_words(plan: MyPlan) -> str:
    """Say how many of the openings are still open; nothing where all are."""
    if plan.openings_open == plan.openings:
        return ""
    words = ngettext(
        "%(n)s of %(of)s jobs is still open.", "%(n)s of %(of)s jobs are still open.", plan.openings_open
    )
    return words % {"n": plan.openings_open, "of": plan.openings}


def change_words(plan: MyPlan) -> str:
    """Say what the job pays beside the person's last kind of work, a loss kindly; nothing where it is not known."""
    if plan.wage_change is None or not round(plan.wage_change):
        return ""
    amount = "$" + number_format(abs(plan.wage_change), 0, use_l10n=True, force_grouping=True)
    if plan.wage_change > 0:
        return (
            _("This is about %s a year more than your last kind of work usually pays where you live.")
            % amount
        )
    words = (
        _("This is about %s a year less than your last kind of work usually pays where you live.") % amount
    )
    rest = _("You can say no. You can also ask your agency for a job that pays more.")
    return f"{words} {rest}"


def day_one_words(plan: MyPlan) -> list[tuple[str, str]]:
    """Return what the employer asks for on the first day, each with what the person does about it."""
    return [(item.name, str(DAY_ONE[item.standing])) for item in plan.day_one]


def start_words(plan: MyPlan) -> str:
    """Return the first day of work, and whether it is agreed."""
    if plan.first_day is None:
        return _("Your first day of work is not set yet.")
    words = (
        _("Your first day of work is %(day)s, if you are hired.")
        if plan.first_day_agreed
        else _("Your first day of work would be about %(day)s. The day is not agreed yet.")
    )
    return words % {
        "day": _("%(day)s, %(year)s") % {"day": day_words(plan.first_day), "year": plan.first_day.year}
    }


def wait_words(plan: MyPlan) -> str:
    """Say how long the person waits between their own last class and work; empty where it is less than a week."""
    weeks = plan.weeks_of_waiting
    if not weeks:
        return ""
    words = ngettext(
        "There is %(n)s week between your last class and the first day of work. You are not alone in it: your agency"
        " stays in touch. Ask if you can start sooner.",
        "There are %(n)s weeks between your last class and the first day of work. You are not alone in them: your"
        " agency stays in touch. Ask if you can start sooner, or what work you can do until then.",
        weeks,
    )
    return words % {"n": weeks}


def course_words(course: MyCourse) -> str:
    """Return where and how much: "Bright College, in a classroom, 20 hours a week, 120 hours in all"."""
    parts = [course.provider, course.address, str(HOW.get(course.modality, ""))]
    if course.weekly_hours:
        parts.append(_("%s hours a week") % f"{course.weekly_hours:g}")
    parts.append(_("%s hours in all") % f"{course.hours:g}")
    return ", ".join(part for part in parts if part)


def when_words(course: MyCourse) -> str:
    """Return the course's first and last day, or that it has none yet."""
    if course.starts_on is None:
        return _("the day is not set yet")
    if course.ends_on is None:
        return _("from %s") % day_words(course.starts_on)
    return _("%(first)s to %(last)s") % {
        "first": date_format(course.starts_on, "MONTH_DAY_FORMAT"),
        "last": date_format(course.ends_on, "DATE_FORMAT"),
    }


def help_words(plan: MyPlan) -> list[str]:
    """Return the help the person gets: for their own needs first, then what everybody gets."""
    own = [str(BarrierKind(kind).label) for kind in plan.support if kind in BarrierKind.values]
    return [*own, *(str(EVERYBODY.get(label, label)) for label in plan.everybody)]
