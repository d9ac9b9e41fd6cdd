"""Licences and certificates that postings and résumés name: a list of patterns, each with its plain name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gainful.engine.competencies.model import Need, Span
from gainful.engine.credentials.model import CredentialFact
from gainful.engine.credentials.schooling import DEGREES
from gainful.engine.text.needs import need_near, not_asked
from gainful.engine.text.patterns import PatternSet
from gainful.engine.text.sections import Section, SectionKind

_LISTED: tuple[tuple[str, str, str], ...] = (
    ("cna", "Certified Nursing Assistant (CNA)", r"\bC\.?N\.?A\.?(?:s|\b)|certified nurs(?:e|ing)(?:'s|’s)? (?:assistant|aide)|nurs(?:e|ing) (?:assistant|aide) (?:certif\w+|registry|licen[cs]e)|state[- ]tested nurs\w+ a\w+|\bSTNA\b"),
    ("rn-license", "Registered Nurse (RN) licence", r"(?:registered nurse|\bRN\b)[^.\n;]{0,25}licen[cs]\w*|licen[cs]\w*[^.\n;]{0,25}(?:registered nurse|\bRN\b)"),
    ("lpn-license", "Practical Nurse (LPN/LVN) licence", r"(?:licensed practical nurse|\bLPN\b|\bLVN\b)[^.\n;]{0,25}licen[cs]\w*|licen[cs]\w*[^.\n;]{0,25}(?:practical nurse|\bLPN\b|\bLVN\b)"),
    ("bls", "Basic Life Support (BLS)", r"\bBLS\b|basic life support"),
    ("acls", "Advanced Cardiac Life Support (ACLS)", r"\bACLS\b|advanced (?:cardiac|cardiovascular) life support"),
    ("pals", "Pediatric Advanced Life Support (PALS)", r"\bPALS\b|pediatric advanced life support"),
    ("cpr-first-aid", "CPR and first aid", r"\bCPR\b|first aid (?:certif\w+|card|training)|certif\w+ in first aid"),
    ("dental-hygienist", "Dental hygienist licence (RDH)", r"\bRDH\b(?: licen[cs]\w*)?|dental hygien\w+ licen[cs]\w*|registered dental hygienist"),
    ("hha", "Home Health Aide (HHA) certificate", r"\bHHA\b(?=[^.\n;]{0,20}certif)|home health aide certif\w+|certified home health aide"),
    ("arrt", "Radiologic technologist (ARRT)", r"\bARRT\b"),
    ("massage-license", "Massage therapy licence", r"\bLMT\b|massage (?:therap\w+ )?licen[cs]\w*|licensed massage therapist"),
    ("cma", "Certified Medical Assistant (CMA)", r"\bCMA\b(?! award)|certified medical assistant"),
    ("phlebotomy", "Phlebotomy certificate", r"phlebotom\w+ (?:certif\w+|technician certif\w+)|certified phlebotom\w+|\bCPT,? ?\((?:NHA|NPA|ASCP|NCCT|AMT)\)|\bCPT (?=certif)|\bPBT ?\(ASCP\)"),
    ("pharmacy-technician", "Pharmacy Technician (CPhT)", r"\bCPhT\b|pharmacy technician (?:certif\w+|licen[cs]e|registration)"),
    ("emt", "Emergency Medical Technician (EMT)", r"\bEMT(?:-[BIP])?\b(?=[^.\n;]{0,30}(?:certif|licen|card))|(?:certif|licen)\w+[^.\n;]{0,30}\bEMT\b"),
    ("cdl-a", "Commercial driver's license, class A", r"\bCDL[- ]?A\b|\bclass[- ]A\b[^.\n;]{0,14}(?:\bCDL\b|commercial|licen[cs]e)|\bCDL\b[^.\n;]{0,14}class[- ]A\b"),
    ("cdl-b", "Commercial driver's license, class B", r"\bCDL[- ]?B\b|\bclass[- ]B\b[^.\n;]{0,14}(?:\bCDL\b|commercial|licen[cs]e)|\bCDL\b[^.\n;]{0,14}class[- ]B\b"),
    ("cdl", "Commercial driver's license (CDL)", r"\bCDL\b|commercial driver(?:'|’)?s?(?:'|’)? licen[cs]e"),
    ("hazmat", "Hazardous materials endorsement", r"haz-?mat endorsement|hazardous materials endorsement|endorsements?[^.\n;]{0,30}haz-?mat"),
    ("dot-medical-card", "DOT medical card", r"\bDOT (?:medical|physical|med)\b(?:[^.,\n;]{0,20}(?:card|certif\w+))?"),
    ("twic", "TWIC card", r"\bTWIC\b"),
    ("drivers-license", "Driver's license", r"(?<!commercial )\bdriver(?:'|’)?s?(?:'|’)? licen[cs]e|\bdriving licen[cs]e"),
    ("forklift", "Forklift operator certificate", r"fork-?lift[- ](?:operator )?(?:certif\w+|licen[cs]e)|certified fork-?lift|(?:certif\w+|licen[cs]ed?)[^.\n;]{0,20}fork-?lift"),
    ("osha-10", "OSHA 10-hour card", r"\bOSHA[- ]?10\b"),
    ("osha-30", "OSHA 30-hour card", r"\bOSHA[- ]?30\b"),
    ("aws-welder", "AWS Certified Welder", r"\bAWS\b[^.\n;]{0,25}(?:certif\w+|D1\.\d|weld\w*)|certified welder|weld\w* certif\w+|\bD1\.1\b"),
    ("nabcep", "NABCEP PV certificate", r"\bNABCEP\b"),
    ("journeyman-electrician", "Journeyman electrician licence", r"journey(?:man|worker|level)[^.\n;]{0,25}(?:electric\w+|licen[cs]e)|electrician(?:'|’)?s? licen[cs]e|licensed electrician"),
    ("epa-608", "EPA Section 608", r"\bEPA\b[^.\n;]{0,14}(?:608|universal|certif\w+)"),
    ("nims", "NIMS machining credential", r"\bNIMS\b"),
    ("nccer", "NCCER certificate", r"\bNCCER\b"),
    ("ase", "ASE certification", r"\bASE\b[^.\n;]{0,14}certif\w+|\bASE[- ](?:certified|master)"),
    ("six-sigma", "Six Sigma belt", r"six sigma[^.\n;]{0,14}(?:belt|certif\w+)|(?:green|black) belt"),
    ("servsafe", "ServSafe", r"serv-?safe"),
    ("food-handler", "Food handler card", r"food (?:handler|protection|safety|manager)(?:'|’)?s? (?:card|certif\w+|permit|licen[cs]e)"),
    ("teaching-license", "Teaching licence", r"teach(?:er|ing)(?:'|’)?s? (?:licen[cs]\w*|certif\w+|credential)|licensed teacher|certified teacher"),
    ("paraprofessional", "Paraprofessional certificate", r"para-?pro(?:fessional)? (?:certif\w+|assessment|licen[cs]e|test|exam)|\bparapro\b"),
    ("community-health-worker", "Community health worker certificate", r"\bC?CHW certif\w+|community health worker (?:certif\w+|credential)"),
    ("cda", "Child Development Associate (CDA)", r"child development associate|\bCDA\b"),
    ("comptia-a", "CompTIA A+", r"(?:comp-?tia )?\bA\+(?!\w)"),
    ("comptia-network", "CompTIA Network+", r"(?:comp-?tia )?network\+"),
    ("comptia-security", "CompTIA Security+", r"(?:comp-?tia )?security\+"),
    ("comptia-cysa", "CompTIA CySA+", r"(?:comp-?tia )?\bCySA\+"),
    ("itil", "ITIL Foundation", r"\bITIL\b"),
    ("ccna", "Cisco CCNA", r"\bCCNA\b"),
    ("salesforce-administrator", "Salesforce Certified Administrator", r"salesforce certified (?:platform )?admin\w*|salesforce admin\w* (?:certif\w+|credential)|(?:certified )salesforce admin\w*|\bADM[- ]?201\b"),
    ("aws-certified", "AWS cloud certification", r"\bAWS (?:certified (?:solutions|developer|sysops|cloud)|cloud practitioner|solutions architect)\w*"),
    ("cissp", "CISSP", r"\bCISSP\b"),
    ("pmp", "Project Management Professional (PMP)", r"\bPMP\b|project management professional"),
    ("cpa", "Certified Public Accountant (CPA)", r"\bCPA\b(?! (?:framework|review|meeting|approach|process|coordinat|care|pathway))|certified public accountant"),
    ("medical-coder", "Certified medical coder (CPC, CCS, CCA)", r"\bCPC(?:-A)?\b|\bCCS(?:-P)?\b|\bCCA\b|certified (?:professional|medical|outpatient) coder|certified cod\w+ (?:specialist|associate)|medical cod\w+ certif\w+"),
    ("rhit", "Registered Health Information Technician (RHIT)", r"\bRHI[TA]\b"),
    ("certified-bookkeeper", "Certified Bookkeeper", r"certified (?:public )?bookkeeper|bookkeep\w+ certif\w+"),
    ("certified-production-technician", "Certified Production Technician (MSSC)", r"certified production technician|\bMSSC\b"),
    ("shrm", "SHRM-CP or PHR", r"\bSHRM(?:-S?CP)?\b|\bS?PHR\b"),
    ("cosmetology", "Cosmetology licence", r"cosmetolog\w+ licen[cs]e|licensed cosmetolog\w+|barber(?:ing)? licen[cs]e"),
    ("guard-card", "Security guard licence", r"guard (?:card|licen[cs]e)|security (?:officer|guard) licen[cs]e"),
    ("real-estate-license", "Real estate licence", r"real estate licen[cs]e"),
    ("insurance-license", "Insurance licence", r"(?:property (?:and|&) casualty|life (?:and|&) health|insurance|claims)(?: adjusters?\'?)? licen[cs]e|adjusters?\'? licen[cs]e"),
    ("social-work-license", "Social work licence", r"\bLC?SW\b|\bLMSW\b|licensed (?:clinical |master )?social worker"),
    ("security-clearance", "Security clearance", r"(?:secret|ts/sci|security) clearance"),
)  # fmt: skip
CREDENTIALS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (
        f"credential:{slug}",
        name,
        re.compile(
            pattern if re.search(r"\\b[A-Z]|[A-Z]\\?[+(]", pattern) else f"(?i:{pattern})", re.IGNORECASE
        ),
    )
    for slug, name, pattern in _LISTED
)
_SET = PatternSet(((key, name), pattern) for key, name, pattern in CREDENTIALS)
CREDENTIAL_NAMES = {key: name for key, name, _ in CREDENTIALS} | {
    f"credential:{slug}": name for slug, name in DEGREES.values()
}
"""What each credential that readers know is called, by id; degrees too."""
_COVERED_BY = {"credential:cdl": ("credential:cdl-a", "credential:cdl-b")}
_SHOUTED = re.compile(r"^[A-Za-z.+-]{2,6}$")


def credential_name(competency_id: str) -> str:
    """Return what a credential is called; one that nobody knows goes by the words of its id."""
    words = competency_id.removeprefix("credential:").replace("-", " ").capitalize()
    return CREDENTIAL_NAMES.get(competency_id, words)


def find_credentials(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, str, Span]]:
    """Every credential named in text[start:end], once each, with its place; abbreviations must be in capitals."""
    yield from _found(text, start, len(text) if end is None else end, _SET)


def _found(
    text: str, start: int, end: int, listed: PatternSet[tuple[str, str]]
) -> Iterator[tuple[str, str, Span]]:
    found: dict[str, tuple[str, str, Span]] = {}
    for (competency_id, name), pattern in listed.possible(text[start:end]):
        for match in pattern.finditer(text, start, end):
            if _SHOUTED.match(match.group()) and not match.group()[:2].isupper() and "+" not in match.group():
                continue
            found[competency_id] = (competency_id, name, Span(match.start(), match.end(), match.group()))
            break
    for general, special in _COVERED_BY.items():
        if any(s in found for s in special):
            found.pop(general, None)
    yield from sorted(found.values(), key=lambda f: f[2].start)


def credential_mentions(text: str, credentials: Iterable[str], spans: Iterable[Span]) -> list[Span]:
    """Every place in `spans` that names one of these credentials: its words speak of it and of nothing else."""
    wanted = set(credentials)
    patterns = [pattern for competency_id, _, pattern in CREDENTIALS if competency_id in wanted]
    return [
        Span(match.start(), match.end(), match.group())
        for span in spans
        for pattern in patterns
        for match in pattern.finditer(text, span.start, span.end)
    ]


def credential_facts(text: str, sections: tuple[Section, ...]) -> tuple[CredentialFact, ...]:
    """Credentials in the parts that speak of the work, with their need; the strictest need where named twice."""
    order = {Need.DAY_ONE: 0, Need.WE_TRAIN: 1, Need.NICE: 2}
    listed = _SET.within(text)
    best: dict[str, CredentialFact] = {}
    for section in sections:
        if section.kind in _SILENT:
            continue
        for sentence in section.sentences:
            for competency_id, name, span in _found(text, sentence.start, sentence.end, listed):
                if held_by_others(text, span) or not_asked(text, span.start, span.end):
                    continue
                need = need_near(
                    sentence.text,
                    span.start - sentence.start,
                    span.end - sentence.start,
                    _asked(section.kind),
                )
                known = best.get(competency_id)
                if known is None or order[need] < order[known.need]:
                    best[competency_id] = CredentialFact(competency_id, name, need, span)
    return tuple(sorted(best.values(), key=lambda c: c.span.start))


_OTHERS = re.compile(
    r"\b(?:under|alongside|beside|assist(?:s|ing)?|help(?:s|ing)?|support(?:s|ing)?|work(?:s|ing)? (?:with|for|under|beside|alongside)|supervis\w+ (?:by|of|from)"
    r"|report(?:s|ing)? to|direction of|guidance of|(?:shown|taught|trained|given|written|programs?) by|eyes? of|oversee[ns]?|coordinates? with|refers? to|hands? over to|calls?|posted|hires?)"
    r" (?:(?:the|our|an?|your|other|licensed|certified|registered|senior) )*(?:[\w-]+ )?$",
    re.IGNORECASE,
)


def held_by_others(text: str, span: Span) -> bool:
    """Whether a credential names somebody whom the worker works beside: "under a licensed electrician"."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - 60)
    return _OTHERS.search(text[start : span.start]) is not None


def _asked(kind: SectionKind) -> SectionKind:
    """A licence is held and not done: named among the duties, it is asked for all the same."""
    return kind if kind is SectionKind.NICE else SectionKind.REQUIREMENTS


_SILENT = frozenset({"company", "benefits", "eeo"})
