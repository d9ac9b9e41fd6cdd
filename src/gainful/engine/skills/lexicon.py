"""Words by which postings speak of O*NET skills, knowledge and abilities; each match becomes a line's evidence.

Written by hand from the element names (O*NET Content Model, CC BY 4.0) and everyday posting language; an element
without words here is only ever "typical for this occupation".
"""

from __future__ import annotations

import re

from gainful.engine.text.patterns import PatternSet

_WORDS: dict[str, str] = {
    # skills
    "2.A.1.a": r"read(?:ing)? (?:and (?:interpret|understand|follow)|comprehension|blueprints?|manuals?|instructions|charts|schematics|drawings|technical)|able to read|follow (?:written|recipes)|literacy",
    "2.A.1.b": r"active(?:ly)? listen\w*|listening skills?|listen(?:s|ing)? (?:to|carefully|closely)",
    "2.A.1.c": r"written communication|writing skills?|write (?:clear|reports?|documentation|content|notes)|documentation skills|document (?:care|work|findings|issues|all|incidents|resolutions?|solutions?)|(?:verbal|oral) and written|write\b.{0,20}\b(?:reports?|articles|procedures)",
    "2.A.1.d": r"verbal communication|oral communication|public speaking|presentation skills|communication skills|communicat(?:e|es|ing|or)\b|(?:written|strong) and (?:verbal|oral)|explain (?:\w+ ){0,4}(?:clearly|in plain)|speak (?:clearly|with)",
    "2.A.1.e": r"\b(?:basic|shop|good) math\b|math(?:ematics)? skills|mathematic(?:s|al) (?:skills|ability)|basic arithmetic|calculate (?:\w+ ){0,3}(?:dos\w+|totals|measurements?|change)",
    "2.A.1.f": r"scientific (?:method|reasoning)|laboratory (?:skills|techniques)",
    "2.A.2.a": r"critical[- ]think\w+|analytical (?:skills|think\w*|ability)|sound reasoning|analytical mind",
    "2.A.2.b": r"(?:eager|willing|willingness|ability|able|quick|desire|fast)(?:ness)? (?:to )?learn(?:er)?|quick learner|learn (?:new|quickly)|continuous learning",
    "2.A.2.c": r"lesson plan\w*|instructional (?:methods|strateg\w+)|small[- ]group instruction|learning strateg\w+",
    "2.A.2.d": r"monitor(?:ing)? (?:performance|progress|students|work|results|patients?|vital|residents?|kpis?)|track (?:progress|performance)|check (?:vital signs|patients|residents)|observe (?:and report|patients|residents|students)",
    "2.B.1.a": r"empath\w+|compassion\w*|patience|\bpatient and (?:calm|kind|caring)|sensitiv\w+ to|emotional intelligence|people skills|interpersonal skills?|caring (?:attitude|nature)|\bkind(?:ness)?\b(?= (?:to|and|with|heart|person|people|manner)|[,.;])(?! of)(?<!of any kind)(?<!any kind)(?<!some kind)(?<!this kind)",
    "2.B.1.b": r"team ?work|team[- ]player|work (?:well )?(?:as part of|in|with) an? (?:\w+ ){0,2}team|collaborat\w+|coordinat(?:e|ing|ion) (?:with|care|work|schedules|deliveries|activities)|work closely with",
    "2.B.1.c": r"persua\w+|influenc\w+ (?:skills|others|decisions|stakeholders)|upsell\w*|close (?:sales|deals)",
    "2.B.1.d": r"negotiat\w+|conflict[- ]resolution|resolv\w+ conflicts?|de-?escalat\w+",
    "2.B.1.e": r"\btrain(?:ing)? (?:new|staff|users|employees|team|others|junior|end)|\bteach(?:ing)?\b(?! assistant)|\binstruct(?:ing)?\b|\binstruction (?:of|to|for|in)\b|coach(?:ing)? (?:staff|others|team|students|employees)|mentor\w*|tutor\w*|patient education|educate (?:patients|clients|families)",
    "2.B.1.f": r"customer[- ]service|service[- ](?:oriented|orientation|minded)|help(?:s|ing)? (?:customers|patients|residents|people|families|guests|clients|others|users|students|riders|passengers)|(?:assist|support|serve|greet)(?:s|ing)? (?:customers|patients|residents|guests|clients|families|students|visitors|users|passengers|riders)|bedside manner",
    "2.B.2.i": r"problem[- ]solv\w+|solv(?:e|ing) (?:complex )?problems|complex problems|resourceful\w*",
    "2.B.3.a": r"requirements? (?:gathering|analysis)|gather (?:\w+ ){0,3}requirements|user stories|business requirements|analy[sz]e (?:user|business) (?:needs|processes)",
    "2.B.3.b": r"design (?:\w+ ){0,2}(?:tools|equipment|technology|software|systems?|apis?|features|solutions)",
    "2.B.3.c": r"select(?:ing)? (?:\w+ ){0,2}(?:tools|tooling|equipment|materials|electrodes|inserts)|choose the right (?:tool|equipment)|tool selection",
    "2.B.3.d": r"\binstall(?:s|ing|ation)? (?:and|of|\w+ ){0,3}(?:panels?|modules?|equipment|machin\w+|hardware|software|systems?|wiring|conduit|racking|computers|printers|parts|inverters?|fixtures?)",
    "2.B.3.e": r"\bprogramming\b|\bcod(?:e|ing) (?:in|skills|experience|reviews?)|writ(?:e|ing) (?:clean |maintainable |production |tested )*(?:code|scripts|software)|software development|scripting|edit(?:ing)? (?:g-code|cnc programs|programs)|\bapex\b|\bplc (?:program|logic)\w*",
    "2.B.3.g": r"monitor(?:ing)? (?:\w+ ){0,3}(?:equipment|gauges|machin\w+|systems?|alarms?|dials|dashboards?|process\w*|temperatures?|production)|watch (?:gauges|dials)",
    "2.B.3.h": r"operat(?:e|es|ing) (?:\w+[ ,/-]+){0,4}(?:machin\w+|equipment|forklifts?|lathes?|mills?|vehicles?|presses|trucks?|jacks?|cranes?|tractor\w*|register|lifts?)|equipment operation|machine operation|(?:cnc|machine|press|forklift) operator|pallet jacks?|reach trucks?|rf (?:guns?|scanners?)|\bdriv(?:e|ing) (?:a |an |the )?(?:\w+[- ]){0,3}(?:truck|tractor|vehicle|van|bus)",
    "2.B.3.j": r"preventi(?:ve|tive|tative) maintenance|routine maintenance|(?:equipment|machine) maintenance|maintain (?:\w+ ){0,3}(?:equipment|machin\w+|tools|vehicles?)|maintenance (?:tasks|experience|skills|on)|lubricat\w+",
    "2.B.3.k": r"troubleshoot\w*|diagnos(?:e|es|ing|tics?) (?:\w+ ){0,4}(?:problems|issues|faults|failures|equipment|systems?|hardware|software|electrical|mechanical)|fault[- ]finding|find faults|root[- ]cause",
    "2.B.3.l": r"\brepair(?:s|ing)?\b|fix(?:ing)? (?:\w+ ){0,2}(?:equipment|machin\w+|problems|faults|leaks|devices)|rebuild\w* (?:\w+ ){0,2}(?:pumps?|motors?|gearbox\w*)|replace (?:\w+ ){0,2}(?:parts|components|motors|bearings|drives|belts)",
    "2.B.3.m": r"quality (?:control|assurance|inspection|checks?|standards)|inspect(?:ion|ing|s)?\b|\bmicrometers?\b|\bcalipers?\b|check (?:\w+ ){0,3}(?:parts|dimensions|quality|tolerances?|accuracy)|\bgd&t\b|tolerances|attention to detail|detail[- ]oriented",
    "2.B.4.e": r"(?:good|sound|independent|clinical|professional) judg(?:e)?ment|decision[- ]making|make (?:\w+ ){0,2}decisions|prioriti[sz]\w+ (?:care|patients|tickets|incidents)",
    "2.B.4.g": r"systems? analysis|system design|architect(?:ure|ing) (?:of|for|decisions|scalable)|process analysis",
    "2.B.4.h": r"evaluat\w+ (?:system|program) (?:performance|effectiveness)|performance metrics|continuous improvement|process improvement",
    "2.B.5.a": r"time[- ]management|meet(?:ing)? (?:tight )?deadlines|prioriti[sz](?:e|ing|ation)\b|multi-?task\w*|organi[sz]ation(?:al)? skills|well[- ]organi[sz]ed|highly organi[sz]ed|punctual\w*|manage (?:your|their|own) (?:own )?time",
    "2.B.5.b": r"budget(?:s|ing|ary)?\b|financial management|cost control|p&l|food costs?",
    "2.B.5.c": r"inventory (?:control|management)|manage (?:supplies|inventory|stock)|order(?:ing)? (?:supplies|parts|materials|ingredients|stock)|stock(?:ing)? (?:supplies|rooms|carts)|restock\w*",
    "2.B.5.d": r"\bsupervis(?:e|es|ing)\b(?! (?:\w+ ){0,2}(?:children|toddlers|infants|students|pupils|youth|residents|patients|inmates|clients|swimmers))(?!\s*(?:nurse|teacher|manager))|(?:provide|staff|daily|functional|direct) supervision (?:of|to|for)|supervision of (?:\w+ ){0,2}(?:staff|crew|team|employees|workers|technicians|assistants)|supervisory (?:experience|skills|role|duties)|manag(?:e|ing) (?:a |the )?(?:\w+ )?(?:team|staff|crew|people|employees)|lead(?:ing)? (?:a |the )?(?:\w+ )?(?:team|crew|staff|shift)|leadership|hire(?:, train)|staff scheduling|schedul(?:e|ing) (?:staff|employees|shifts)",
    # knowledge
    "2.C.1.a": r"business (?:administration|management|acumen)|strategic planning|project management|operations management",
    "2.C.1.b": r"clerical|office (?:procedures|administration|skills)|filing\b|data entry|record[- ]keeping|(?:keep|maintain|update) (?:accurate |electronic |patient |medical )*records|answer(?:ing)? (?:phones|calls|the phone)|type \d+|schedul(?:e|ing) appointments|word processing|paperwork|logbooks?",
    "2.C.1.c": r"accounting|bookkeeping|accounts (?:payable|receivable)|financial statements|general ledger|gaap|reconcil\w+|payroll|\bap/ar\b|job costing|(?:post|apply|take) (?:\w+ )?payments|claims? denials|work denials|balance (?:the |a )?(?:cash )?drawer|invoic\w+|cash handling|handl(?:e|ing) cash",
    "2.C.1.d": r"\bsales\b(?! ?force| (?:and purchases? )?(?:entr|tax|ledger|invoice|receipt|records|returns))|marketing|merchandis\w+|\bseo\b|lead generation|cold[- ]call\w*|crm pipeline|advertis\w+",
    "2.C.1.e": r"customer (?:service|care|experience|support|satisfaction|relations)|guest (?:service|experience)|hospitality|patient (?:experience|satisfaction|care)|personal (?:care|service)|client service|(?:help|assist|greet|serve|answer)\w* (?:\S+ ){0,4}?(?:customers|riders|passengers|guests|callers|policyholders)|calls a day|help ?desk|service desk|activities of daily living|\badls?\b|bath(?:e|ing)\b",
    "2.C.1.f": r"human resources|recruit(?:ing|ment) (?:of|staff|process)|\bhris\b|employee relations|onboarding (?:of )?(?:staff|employees)|talent acquisition",
    "2.C.2.a": r"manufactur\w+|production (?:process\w*|line|schedul\w+|environment|goals)|assembly|raw materials|lean (?:manufacturing|principles)|\b5s\b|kaizen|(?<!data )(?<!snowflake )warehous\w+|order (?:picking|fulfil+ment)|pick(?:ing)?(?:,| and|,? &)? pack\w*|machining|cnc\b|\d-axis|g-code|set[- ]?up sheets?",
    "2.C.2.b": r"cook(?:ing)?\b|culinary|food (?:prep\w*|production|safety|handling|service)|recipes?|\beggs\b|sauces?\b|hollandaise|grill(?:ing)?\b|bak(?:e|ing)\b|ingredients|kitchen|menu (?:planning|development)|line cook|knife skills|sanitation standards|sous[- ]vide|crop|harvest\w*",
    "2.C.3.a": r"computer (?:skills|literacy|literate|systems|hardware|proficien\w+)|computers?\b|software\b|hardware|networking|operating systems?|windows|\bpcs?\b|electronic (?:health|medical) records?|\behr\b|\bemr\b|database|circuit boards?|electronics|\bplcs?\b|\bpython\b|\bjava(?:script)?\b|\bsql\b|salesforce|\bgit\b|cloud|active directory",
    "2.C.3.b": r"engineering|pneumatic\w*|hydraulic\w*|engineering principles|technical specifications",
    "2.C.3.c": r"blueprints?|technical drawings?|schematics?|wiring diagrams?|\bcad\b|autocad|solidworks|design (?:techniques|principles|software)|weld(?:ing)? symbols|figma|wireframes?",
    "2.C.3.d": r"construction|carpentry|building (?:codes?|materials|trades?)|framing|drywall|plumbing|roof\w*|concrete|electrical code|\bnec\b|conduit|structural",
    "2.C.3.e": r"mechanical\w*|machin(?:es|ery|ist|ing)\b|(?:power|hand) tools|gearbox\w*|bearings?|motors?\b|conveyors?|engines?|hvac|weld(?:ing|er|s)?\b|braz(?:e|ing)\b|solder(?:ing)?\b|fabricat\w+|lathes?|pre-?trip inspection\w*",
    "2.C.4.a": r"algebra|geometry|trigonometry|statistics|calculus|math(?:ematics)?\b",
    "2.C.4.b": r"\bphysics\b|electricity|electrical (?:theory|principles)|optics|thermodynamics",
    "2.C.4.c": r"chemi(?:stry|cals?|cal safety)|hazardous (?:materials|waste)|\bhazmat\b|cleaning (?:products|chemicals)|reagents?",
    "2.C.4.d": r"biology|anatomy|physiology|microbiolog\w+|specimens?|infection (?:control|prevention)",
    "2.C.4.e": r"psycholog\w+|child development|play activities|behavio(?:u)?r(?:al)? (?:management|support|health|therapy|intervention)|mental health|dementia|special needs|autism|motivat\w+ (?:students|patients|clients|staff|others)",
    "2.C.4.f": r"cultural(?:ly)? (?:competen\w+|sensitiv\w+|diverse)|sociolog\w+|community outreach",
    "2.C.4.g": r"geograph\w+|route planning|map reading|\bgis\b|\bgps\b|navigat(?:e|ion|ing) (?:routes|using gps)",
    "2.C.5.a": r"medical (?:records?|terminology|terms|assist\w*|equipment|procedures?|office|care|history|charts?|supplies|knowledge|coding|billing|staff|conditions?|emergenc\w+|laboratory|imaging)\b|medications?\b|\bmedicine\b|clinical|nursing|patient assessment|vital signs|blood (?:pressure|glucose|draws?)|venipuncture|capillary (?:sticks|draws)|phlebotom\w+|dental|iv (?:therapy|insertion|starts)|wound care|catheter\w*|telemetry|pharmac\w+",
    "2.C.5.b": r"therap(?:y|ies|eutic|ists?)|counsel(?:ing|or)|rehabilitat\w+|range[- ]of[- ]motion|case management|self-management|care plans?|treatment plans?",
    "2.C.6": r"(?:teach|instruct)(?:ing)?\b|instruction (?:of|to|for|in)\b|curriculum|classroom|lesson plans?|training (?:programs|materials)|tutor\w*|\biep\b|special education|early childhood|train(?:ing)? (?:new|end|users|staff)|education of (?:patients|families)",
    "2.C.7.a": r"english|grammar|proofread\w*|written (?:and verbal )?communication|(?:verbal|oral) and written|spelling|read and write",
    "2.C.7.b": r"bilingual|spanish|fluen(?:t|cy) in (?!english)\w+|second language|mandarin|haitian creole|vietnamese|interpret(?:er|ing) for",
    "2.C.7.c": r"fine arts|\bmusic\b|visual arts?|dance|drama\b|sculpt\w+|graphic design",
    "2.C.8.a": r"\bsafety\b|security (?:procedures|policies|protocols|measures|patrol\w*)|\bosha\b|lockout|tagout|\bloto\b|\bppe\b|personal protective|emergency (?:procedures|response)|fall protection|cybersecurity|hipaa",
    "2.C.8.b": r"(?:laws?|legal|legislation|regulat(?:ions?|ory)|compliance|hipaa|dot (?:regulations|rules|hours)|hours of service|codes? compliance|government (?:rules|regulations))\b",
    "2.C.9.a": r"telecommunicat\w+|voip|phone systems?|fiber optic|network (?:cabling|infrastructure)|tcp/ip|\bdns\b|\bdhcp\b|\bvpn\b|radio communications",
    "2.C.9.b": r"social media|content creation|journalis\w+|media production|press releases|video (?:editing|production)|broadcast\w*",
    "2.C.10": r"transport(?:ation|ing)?\b|\bdriv(?:e|ers?|ing)\b(?!(?:'|’)?s?(?:'|’)? licen|s)|logistics|deliver(?:y|ies)\b|\bcdl\b|fleet|(?:bus|assigned|delivery) routes?|shipping|dispatch\w*|freight|trailers?|trucking",
    # abilities
    "1.A.1.a.1": r"understand (?:spoken|verbal|oral) (?:instructions|english)|follow (?:verbal|oral|spoken) (?:\w+ ){0,3}(?:instructions|directions)|follow (?:instructions|directions)",
    "1.A.1.a.3": r"speak (?:clearly|english)|express (?:ideas|information) clearly",
    "1.A.1.b.3": r"recogni[sz]e (?:\w+ ){0,4}(?:problems?|changes in|hazards?|symptoms|unsafe)|notice changes|report (?:\w+ ){0,3}(?:changes in|hazards|unsafe|abnormal|any changes)",
    "1.A.1.g.2": r"multi-?task\w*|juggl\w+|several (?:tasks|things) at once|fast[- ]paced",
    "1.A.2.a.1": r"steady hands?|hand[- ]eye coordination|arm-hand steadiness",
    "1.A.2.a.2": r"manual dexterity|work with (?:your|their) hands|good with (?:your|their) hands|dexterity",
    "1.A.2.a.3": r"finger dexterity|fine motor|small parts",
    "1.A.2.b.2": r"hand, foot and eye|multi-?limb coordination",
    "1.A.3.a.1": r"\blift(?:ing)?\b[^.\n;]{0,50}\b\d+\s*(?:lbs?\b|pounds?|kg)|\b\d+\s*(?:lbs?\b|pounds?)|heavy lifting|lift(?:ing)?,? (?:and )?(?:move|carry|push|pull|transfer|reposition)|physically (?:demanding|able to lift)|lift (?:patients|residents|boxes|heavy)",
    "1.A.3.a.4": r"bend(?:ing)?\b|stoop(?:ing)?\b|crouch\w*|kneel\w*|squat\w*",
    "1.A.3.b.1": r"stand(?:ing)? (?:for )?\d+|stand(?:ing)? (?:\w+ ){0,4}(?:long|extended|hours|entire|all day|shift|periods)|on (?:your|their) feet|physical(?:ly)? (?:stamina|fit|demanding)|walk(?:ing)? (?:\w+ ){0,3}(?:miles|long|extended|throughout)|stamina",
    "1.A.3.c.4": r"\bheights\b|ladders?(?! logic)|scaffold\w*|climb(?:ing)?\b|balance on",
    "1.A.4.a.1": r"near vision|(?:good|close|corrected) vision|20/\d\d",
    "1.A.4.a.3": r"colou?r (?:vision|blind\w*|discrimination)|distinguish colou?rs",
    "1.A.4.b.1": r"hearing (?:ability|test|required)|\bable to hear\b",
}

LEXICON: dict[str, re.Pattern[str]] = {
    f"onet:{element}": re.compile(rf"(?<![\w-])(?:{pattern})(?![a-z])", re.IGNORECASE)
    for element, pattern in _WORDS.items()
}
LEXICON_SET = PatternSet(LEXICON.items())

HIGHER = re.compile(
    r"\b(?:advanced|expert(?:ise)?|in-depth|extensive|deep|exceptional|outstanding|superior|highly (?:skilled|proficient)|mastery"
    r"|complex|senior|thorough)\b",
    re.IGNORECASE,
)
LOWER = re.compile(
    r"\b(?:basic|entry[- ]level|some|simple|fundamental|introductory|general|beginner|light)\b", re.IGNORECASE
)
OWN_WORDS = frozenset({"onet:2.B.3.e"})
"""Elements that the posting itself must name: "basic computer skills" is not programming, whatever ESCO calls near."""
