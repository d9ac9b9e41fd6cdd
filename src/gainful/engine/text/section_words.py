"""The words that tell the parts of a posting apart: headings, and weighted cues inside sentences.

Headings were collected from common practice; the weights are set by hand and checked on the SkillSpan training
sentences (MIT): see docs/methods/reading-postings.md for what was measured.
"""

from __future__ import annotations

import re
from enum import StrEnum

from gainful.engine.text.patterns import PatternSet


class SectionKind(StrEnum):
    """The parts of a posting; only requirements, duties and nice-to-have may speak of competencies."""

    REQUIREMENTS = "requirements"
    DUTIES = "duties"
    NICE = "nice_to_have"
    TERMS = "terms"
    """Pay, hours, place, contract."""
    COMPANY = "company"
    BENEFITS = "benefits"
    EEO = "eeo"
    APPLY = "how_to_apply"
    OTHER = "other"


SKILL_KINDS = frozenset({SectionKind.REQUIREMENTS, SectionKind.DUTIES, SectionKind.NICE})

_K = SectionKind
HEADINGS: tuple[tuple[SectionKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            _K.EEO,
            r"equal (?:employment )?opportunit|^e\.?e\.?o\b|divers|inclusion|affirmative action|accommodations?$"
            r"|non-?discrimination|our commitment|commitment to|fair chance|legal notice|disclaimer|e-verify",
        ),
        (
            _K.APPLY,
            r"how (?:to|do i) apply|to apply|^apply\b|application (?:process|instructions|deadline)|next steps?$"
            r"|hiring process|interview process|contact (?:us|information|person)|deadline|^contact$",
        ),
        (
            _K.NICE,
            r"nice[- ]to[- ]have|preferred|bonus points|^bonus (?:skills|if)|\ba plus\b|^pluses|desir(?:ed|able)"
            r"|good to have|would be (?:great|nice)|extra credit|ideal(?:ly)? (?:also|would)|assets?$|sets? you apart",
        ),
        (
            _K.TERMS,
            r"^(?:pay|salary|wages?|compensation|rate|hours|schedule|shifts?|location|work location|job type"
            r"|work schedule|employment type|terms|start date|reports? to|department|openings|status|contract"
            r"|working hours|place of work|pay (?:rate|range|scale)|salary range|job details|(?:the )?details|logistics|at a glance"
            r"|work environment|working conditions|compensation (?:range|details)|position type)\b"
            r"(?![^:]*\b(?:benefits|perks)\b)",
        ),
        (
            _K.BENEFITS,
            r"benefits?\b|perks|what we offer|we offer|what(?:'|’)?s in it for you|why (?:work|join|you(?:'|’)ll love)"
            r"|what you(?:'|’)?ll (?:get|enjoy|receive)|total rewards|our offer|compensation (?:and|&) benefits"
            r"|what you can expect from us|rewards|we provide|in return",
        ),
        (
            _K.COMPANY,
            r"^(?:about|meet) (?!(?:the |this |your )?(?:job|role|position|opportunity|you\b))|who we are(?! (?:looking|seeking|after))|our (?:company"
            r"|mission|story|values|culture|team|vision)|company (?:overview|description|profile|summary|background)"
            r"|^overview of (?:company|us)|^the company|why us|life at |organization (?:overview|description)"
            r"|^the (?:organization|district|hospital)$",
        ),
        (
            _K.REQUIREMENTS,
            r"requirements?\b|qualif|what you(?:'|’)?ll (?:need|bring)|what you (?:need|bring|have)"
            r"|who you are|about you\b|you (?:have|bring|are)\b|must[- ]haves?|skills\b|experience\b|education\b"
            r"|credentials?|certificat|licen[cs]|competenc|knowledge|abilities|what we(?:'|’)?re looking for"
            r"|what we (?:look|are looking) for|we(?:'|’)?re looking for|ideal candidate|candidate profile|your profile"
            r"|physical (?:demands|requirements)|minimum|essential criteria|you should have|to succeed|what it takes"
            r"|what we ask\b|(?:needed|required) (?:on|by|before|from)\b"
            r"|background$|prerequisites|person spec(?:ification)?\b|eligib|tech(?:nology)? stack|tools",
        ),
        (
            _K.DUTIES,
            r"dut(?:y|ies)\b|responsibilit|what you(?:'|’)?ll (?:do|be doing)|what you will (?:do|be doing)|your (?:role|tasks"
            r"|job|mission|day|impact)|the (?:role|job|position|opportunity|work)\b|job (?:description|summary|purpose"
            r"|overview|functions?)|position (?:summary|overview|description|purpose)|essential functions?|key functions"
            r"|day[- ]to[- ]day|day in the life|tasks|about (?:the |this |your )?(?:job|role|position|opportunity)|summary$"
            r"|in this (?:role|job|position)|you will\b|you(?:'|’)ll\b|accountabilit|role (?:overview|summary)|what to expect"
            r"|how you(?:'|’)ll|scope of work|overview$|description$",
        ),
    )
)

CUES: PatternSet[tuple[SectionKind, float]] = PatternSet(
    ((kind, weight), re.compile(pattern, re.IGNORECASE))
    for kind, weight, pattern in (
        (
            _K.EEO,
            4.0,
            r"equal[- ](?:employment )?opportunit|without regard to|protected (?:veteran|class|status|characteristic)"
            r"|sexual orientation|gender identity|national origin|affirmative action|e-?verify"
            r"|reasonable accommodations?|fair chance|criminal histor(?:y|ies) (?:will|are|is)|discriminat",
        ),
        (
            _K.EEO,
            3.5,
            r"\b(?:diversity|diverse (?:backgrounds|workforce|team)|inclusive|inclusion|underrepresented|belonging)\b",
        ),
        (
            _K.EEO,
            3.0,
            r"encourage[sd]? (?:applications|everyone|all|women|people|candidates|veterans)|all (?:qualified )?applicants",
        ),
        (
            _K.BENEFITS,
            3.0,
            r"\b401\s?\(?k\)?|\b403\s?\(?b\)?|paid (?:time off|holidays?|vacation|sick|parental|training days)|\bpto\b"
            r"|(?:health|dental|vision|life) (?:insurance|coverage|plan)|medical,|tuition (?:reimbursement|assistance)"
            r"|retirement (?:plan|savings)|sign[- ]on bonus|parental leave|employee discount|stock options|gym"
            r"|\bhsa\b|\bfsa\b|free (?:lunch|parking|coffee|snacks)|commuter|pension|wellness program|shift differential",
        ),
        (
            _K.BENEFITS,
            1.5,
            r"\bwe (?:offer|provide|give)\b|\bbenefits?\b|\bperks?\b|you(?:'|’)ll (?:get|enjoy|receive)|competitive (?:pay"
            r"|salary|wage)|annual bonus|growth opportunit|career (?:growth|advancement)|work[- ]life balance",
        ),
        (
            _K.COMPANY,
            2.0,
            r"\b(?:founded|established) in\b|\bsince (?:19|20)\d\d|family[- ]owned|headquartered|(?:leading|largest|premier"
            r"|trusted) (?:provider|supplier|manufacturer|company|employer)|our (?:mission|company|customers include|history"
            r"|story|values|vision)|\bfortune \d+|award[- ]winning|\d[\d,]*\+? employees|we(?:'|’)re (?:a|an|on a mission)"
            r"|we are (?:a|an|proud|the|one of|committed to)|has been (?:serving|building|making|named)|serves? (?:more than|over"
            r"|the communit)|best places? to work|changing the way|reimagin|magnet[- ]recognized|not-for-profit|\d+-bed",
        ),
        (
            _K.COMPANY,
            1.0,
            r"^(?:we|our|the company)\b|\bworldwide\b|\bglobal(?:ly)?\b|\bindustry[- ]leading\b|\bcommunity\b",
        ),
        (
            _K.APPLY,
            3.0,
            r"\bapply (?:online|now|today|at|by|in person|within|through|via|here)\b|to apply|send (?:your|a|us)|submit (?:your|a|an)"
            r"|cover letter|your (?:resume|résumé|cv)\b|\bresume to\b|questions\? |contact (?:us|hr|our)|@[\w-]+\.\w+"
            r"|background check|drug (?:screen|test)|pre-employment|closing date|open until filled|no phone calls|recruit(?:er|ing) agenc",
        ),
        (
            _K.TERMS,
            2.0,
            r"\$\s?\d[\d,.]*|\bper hour\b|\b(?:full|part)[- ]time\b|\bday shift|night shift|\bovertime\b|\bmonday\b|\bweekends?\b"
            r"|\bhours per week|hours a week|\b\d{1,2}(?::\d\d)?\s?(?:a|p)\.?m\b|^location|^pay|^salary|^schedule|^hours|^shift|\bdoe\b",
        ),
        (
            _K.NICE,
            3.0,
            r"\bpreferred\b|\ba (?:big |huge |definite |strong )?plus\b|nice to have|\bdesir(?:able|ed)\b|\bbonus points\b|\bideally\b"
            r"|\bnot required\b|helpful but|an asset\b|would be (?:great|nice|an advantage)|advantageous",
        ),
        (
            _K.REQUIREMENTS,
            2.0,
            r"\bclean (?:mvr|driving|criminal|record)\b|^(?:basic|good|solid|working) (?:\w+ ){0,2}(?:math|knowledge|command|use|reading|grasp)|\bmust (?:have|be|possess|hold|pass)\b|\brequired\b|\b\d+\+?(?:\s*(?:-|–|to)\s*\d+)?\+? years?\b|\bexperience (?:with|in|of"
            r"|as|working|using)\b|\bability to\b|\bable to\b|\bknowledge of\b|\bproficien|\bfamiliar(?:ity)? with|\bdegree\b|\bdiploma\b"
            r"|\bged\b|\bcertif(?:ied|ication|icate)|\blicen[cs]e|\bunderstanding of\b|\bskills?\b|\bwilling(?:ness)? to|\bfluen"
            r"|\bstrong\b|\bexcellent\b|\bproven\b|\bcomfortable (?:with|using|working)|\bminimum\b|\bhands-on\b|\blift\b.{0,20}\b(?:lbs?|pounds)",
        ),
        (
            _K.DUTIES,
            4.0,
            r"\b(?:need|seek|want|look|hir)\w* (?:for )?(?:someone|somebody|a person|people|workers|candidates|an individual) (?:\S+ ){0,6}?"
            r"(?:who (?:can|will|knows|is able)|to|that can)\b",
        ),
        (
            _K.DUTIES,
            2.0,
            r"\byou(?:'|’)?(?:ll| will| would)\b(?! (?:get|enjoy|receive|love|need|have|be part))|\bresponsible for|\bduties\b|\bwill be (?:working"
            r"|helping|leading|part)|\bthe (?:successful )?candidate will|\bin this (?:role|position|job)",
        ),
    )
)

DUTY_VERBS = frozenset(
    [
        "administer",
        "adjust",
        "advise",
        "analyze",
        "answer",
        "apply",
        "arrange",
        "assemble",
        "assess",
        "assign",
        "assist",
        "assure",
        "attend",
        "audit",
        "balance",
        "bathe",
        "build",
        "bring",
        "calculate",
        "calibrate",
        "care",
        "carry",
        "check",
        "clean",
        "close",
        "coach",
        "collaborate",
        "collect",
        "communicate",
        "complete",
        "conduct",
        "configure",
        "contribute",
        "control",
        "cook",
        "coordinate",
        "count",
        "create",
        "cut",
        "deliver",
        "demonstrate",
        "deploy",
        "design",
        "determine",
        "develop",
        "diagnose",
        "direct",
        "dispatch",
        "document",
        "draft",
        "drive",
        "edit",
        "educate",
        "engage",
        "ensure",
        "enter",
        "escalate",
        "establish",
        "estimate",
        "evaluate",
        "examine",
        "execute",
        "facilitate",
        "feed",
        "file",
        "fill",
        "follow",
        "follow-up",
        "gather",
        "generate",
        "give",
        "greet",
        "guide",
        "handle",
        "help",
        "hold",
        "identify",
        "implement",
        "improve",
        "inspect",
        "install",
        "instruct",
        "interact",
        "interpret",
        "investigate",
        "issue",
        "keep",
        "label",
        "lead",
        "lift",
        "listen",
        "load",
        "maintain",
        "make",
        "manage",
        "map",
        "measure",
        "meet",
        "mentor",
        "mix",
        "monitor",
        "move",
        "negotiate",
        "observe",
        "obtain",
        "offer",
        "operate",
        "order",
        "organize",
        "oversee",
        "own",
        "pack",
        "package",
        "participate",
        "partner",
        "perform",
        "pick",
        "place",
        "plan",
        "prepare",
        "present",
        "prevent",
        "process",
        "produce",
        "program",
        "promote",
        "protect",
        "provide",
        "pull",
        "purchase",
        "read",
        "receive",
        "recommend",
        "reconcile",
        "record",
        "refill",
        "release",
        "relay",
        "remove",
        "repair",
        "replace",
        "reply",
        "report",
        "reposition",
        "research",
        "resolve",
        "respond",
        "restock",
        "review",
        "rotate",
        "run",
        "schedule",
        "screen",
        "secure",
        "select",
        "sell",
        "serve",
        "set",
        "set-up",
        "ship",
        "sort",
        "staff",
        "stage",
        "stock",
        "store",
        "supervise",
        "support",
        "sweep",
        "take",
        "teach",
        "test",
        "tend",
        "track",
        "train",
        "transfer",
        "transport",
        "treat",
        "troubleshoot",
        "turn",
        "unload",
        "update",
        "use",
        "verify",
        "wash",
        "weld",
        "welcome",
        "wire",
        "work",
        "write",
    ]
)
