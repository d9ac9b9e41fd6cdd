"""What to try when a job asks more of an ability than a person has shown.

Families follow O*NET's ability hierarchy. The suggestions are common job accommodations of the kind the Job
Accommodation Network (U.S. Department of Labor) describes; an employer and the person settle the real one.
"""

from __future__ import annotations

SUGGESTIONS = (
    ("onet:1.A.1.a", "Give instructions in writing and in speech; allow text-to-speech or an interpreter."),
    ("onet:1.A.1.b", "Provide worked examples and a person to ask while new."),
    ("onet:1.A.1.c", "Provide a calculator, tables or a prepared spreadsheet."),
    ("onet:1.A.1.d", "Provide checklists, reminders and written procedures."),
    ("onet:1.A.1.e", "Provide clear layouts and labels, and a second check of the result."),
    ("onet:1.A.1.f", "Provide marked routes, drawings or a trial run on site."),
    ("onet:1.A.1.g", "Provide a quiet place, fewer interruptions and shorter stretches."),
    ("onet:1.A.2", "Provide adapted tools or grips, or exchange the task with a colleague."),
    ("onet:1.A.3", "Provide lifting aids, sit-stand places, more breaks, or exchange the task."),
    ("onet:1.A.4.a", "Provide magnification, better light, contrast or a screen reader."),
    ("onet:1.A.4.b", "Provide captions, amplification, visual alarms or an interpreter."),
)
GENERAL = "Ask the person what would help; try the task on site before deciding."


def accommodation(element_id: str) -> str:
    """Suggest what to try for an ability; always something, since a screen is where a talk begins."""
    return next((text for prefix, text in SUGGESTIONS if element_id.startswith(prefix)), GENERAL)
