"""Licences that the law asks for in all or nearly all states before somebody may do an occupation's work.

What only some states ask for (electricians, guards, pharmacy technicians) is left to the posting and the employer.
"""

from __future__ import annotations

from gainful.engine.competencies.model import Domain, Evidence, EvidenceKind, Need, ProfileLine, Taxonomy
from gainful.engine.credentials.mentions import credential_name

CNA, LPN, RN = "credential:cna", "credential:lpn-license", "credential:rn-license"
CDL_A, CDL_B = "credential:cdl-a", "credential:cdl-b"
_NURSES = "the nurse practice act of every state"
_LICENSED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (CNA, "42 CFR 483.35: a nurse aide is trained and tested within four months", ("31-1131.00",)),
    (LPN, _NURSES, ("29-2061.00",)),
    (
        RN,
        _NURSES,
        (*(f"29-1141.{n:02d}" for n in range(5)), "29-1151.00", "29-1161.00", "29-1171.00"),
    ),
    ("credential:dental-hygienist", "the dental practice act of every state", ("29-1292.00",)),
    ("credential:emt", "every state licenses emergency medical services", ("29-2042.00", "29-2043.00")),
    ("credential:cosmetology", "the licensing law of every state", ("39-5011.00", "39-5012.00")),
    ("credential:massage-license", "the licensing law of most states", ("31-9011.00",)),
    (CDL_A, "49 CFR 383.23 and 383.91", ("53-3032.00",)),
    (CDL_B, "49 CFR 383.23 and 383.91", ("53-3051.00", "53-3052.00")),
    (
        "credential:teaching-license",
        "every state licenses teachers of public schools",
        ("25-2012.00", "25-2021.00", "25-2022.00", "25-2031.00"),
    ),
    ("credential:real-estate-license", "the licensing law of every state", ("41-9021.00", "41-9022.00")),
    ("credential:insurance-license", "the licensing law of every state", ("41-3021.00",)),
)
_OF_OCCUPATION = {code: (key, source) for key, source, codes in _LICENSED for code in codes}
COVERS = {
    CDL_A: (CDL_B, "credential:cdl"),
    CDL_B: ("credential:cdl",),
    RN: (LPN, CNA),
    LPN: (CNA,),
}
"""What a licence also allows: lower classes of vehicle (49 CFR 383.91); a licensed nurse needs no training as a nurse
aide (42 U.S.C. 1395i-3(b)(5)(F))."""


def licence_line(code: str) -> ProfileLine | None:
    """Return the licence that the law asks for in an occupation as a required line, None where there is none."""
    if code not in _OF_OCCUPATION:
        return None
    key, source = _OF_OCCUPATION[code]
    return ProfileLine(
        key,
        Taxonomy.CREDENTIAL,
        Domain.CREDENTIAL,
        credential_name(key),
        need=Need.WE_TRAIN,
        evidence=(Evidence(EvidenceKind.TYPICAL, note=f"The law asks for it: {source}."),),
    )


def with_covered(credentials: frozenset[str] | set[str]) -> frozenset[str]:
    """Return credentials together with what they also allow."""
    return frozenset(credentials).union(*(COVERS.get(key, ()) for key in credentials))


def licences_of(code: str) -> frozenset[str]:
    """Return ids of the licences that people who work in an occupation hold by law."""
    return with_covered({_OF_OCCUPATION[code][0]}) if code in _OF_OCCUPATION else frozenset()


def licensed_above(code: str) -> frozenset[str]:
    """Return the occupations whose own licence covers more than the one this occupation asks for."""
    asked = _OF_OCCUPATION[code][0] if code in _OF_OCCUPATION else None
    return frozenset(other for other, (key, _) in _OF_OCCUPATION.items() if asked in COVERS.get(key, ()))
