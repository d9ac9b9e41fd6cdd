"""How colleges would print the sample courses: titles by theme, for whom, and where their hours and prices come from.

Hours of certificates follow the rule or the usual length that `HOURS_FROM` names. Prices are drawn inside the ranges
that consumer guides of 2021 to 2026 give for public colleges and training centers (read in November 2026: nursing
assistant $500-1,700, commercial driver class B $2,500-5,500 and class A $4,500-10,000, trade certificates at a college
from $3,000); where none was found the range is made up. Every plan says that the sample catalogue is invented.
"""

from __future__ import annotations

THEMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Anatomy, Physiology and Infection Control", ("Biology", "Medicine and Dentistry")),
    ("Psychology and Helping Skills",
     ("Psychology", "Therapy and Counseling", "Sociology and Anthropology", "Philosophy and Theology")),
    ("Applied Science", ("Chemistry", "Physics", "Science")),
    ("Mechanical Systems", ("Mechanical", "Engineering and Technology")),
    ("Blueprint Reading and Drawing", ("Design", "Building and Construction")),
    ("Equipment Selection and Installation", ("Installation", "Equipment Selection")),
    ("Maintenance, Troubleshooting and Repair", ("Equipment Maintenance", "Repairing", "Troubleshooting")),
    ("Operating Equipment Safely", ("Operation and Control", "Operations Monitoring")),
    ("Production and Quality Control", ("Production and Processing", "Quality Control Analysis")),
    ("Routes, Loading and Transport Rules", ("Transportation", "Geography")),
    ("Safety, Security and the Law", ("Public Safety and Security", "Law and Government")),
    ("Sales and Negotiation", ("Sales and Marketing", "Persuasion", "Negotiation")),
    ("Accounting and Budgets", ("Economics and Accounting", "Management of Financial Resources")),
    ("Office Procedures and Records", ("Administrative", "Administration and Management")),
    ("Staffing and Supervision", ("Personnel and Human Resources", "Management of Personnel Resources")),
    ("Inventory and Supplies", ("Management of Material Resources",)),
    ("Programming and Systems Analysis",
     ("Programming", "Technology Design", "Operations Analysis", "Systems Analysis", "Systems Evaluation")),
    ("Computers, Electronics and Networks", ("Computers and Electronics", "Telecommunications")),
    ("Food Preparation and Menus", ("Food Production",)),
    ("A Second Language at Work", ("Foreign Language",)),
    ("Design and Media", ("Fine Arts", "Communications and Media", "History and Archeology")),
    ("Teaching and Coaching", ("Education and Training", "Instructing", "Learning Strategies", "Active Learning")),
    ("Working with Customers and Patients",
     ("Customer and Personal Service", "Service Orientation", "Social Perceptiveness")),
    ("Mathematics of the Trade", ("Mathematics",)),
    ("Communication on the Job",
     ("English Language", "Active Listening", "Speaking", "Reading Comprehension", "Writing")),
    ("Planning, Checking and Deciding",
     ("Critical Thinking", "Complex Problem Solving", "Judgment and Decision Making", "Monitoring", "Coordination",
      "Time Management")),
)  # fmt: skip
"""A module of a trade teaches those of a theme that set the trade apart; every O*NET skill and subject is in one."""

FOUNDATIONS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("Workplace Communication", 24, ("Active Listening", "Speaking", "English Language", "Social Perceptiveness")),
    ("Technical Reading and Writing", 20, ("Reading Comprehension", "Writing")),
    ("Problem Solving at Work", 20,
     ("Critical Thinking", "Complex Problem Solving", "Judgment and Decision Making", "Systems Analysis",
      "Systems Evaluation")),
    ("Customer Service Essentials", 18,
     ("Customer and Personal Service", "Service Orientation", "Persuasion", "Negotiation")),
    ("Applied Mathematics", 24, ("Mathematics",)),
    ("Teamwork and Time Management", 16, ("Coordination", "Time Management", "Monitoring")),
    ("Learning and Coaching Others", 16,
     ("Active Learning", "Learning Strategies", "Instructing", "Education and Training")),
    ("Introduction to Supervision", 24,
     ("Administration and Management", "Management of Personnel Resources", "Personnel and Human Resources",
      "Administrative")),
    ("Computer Skills for Work", 20, ("Computers and Electronics",)),
    ("Workplace Safety and the Law", 12, ("Public Safety and Security", "Law and Government")),
    ("Production and Quality Basics", 20,
     ("Production and Processing", "Quality Control Analysis", "Operations Monitoring")),
    ("Mechanical and Technical Basics", 24, ("Mechanical", "Engineering and Technology")),
    ("Psychology for Helping Jobs", 18, ("Psychology",)),
    ("Media and Communication Tools", 16, ("Communications and Media",)),
)  # fmt: skip
"""General courses, given at two levels: title, hours of each, what they teach."""

AUDIENCES = {
    "patient care": "Nursing Assistants", "home care": "Home Health Aides", "phlebotomy": "Phlebotomists",
    "medical assisting": "Medical Assistants", "pharmacy": "Pharmacy Technicians",
    "emergency care": "Emergency Medical Technicians", "practical nursing": "Practical Nurses",
    "animal care": "Veterinary Assistants", "medical office work": "Medical Office Staff",
    "medical records": "Medical Coders", "bookkeeping": "Bookkeepers", "customer service": "Service Representatives",
    "office administration": "Office Staff", "human resources": "Human Resources Staff",
    "insurance sales": "Insurance Agents", "help desk support": "Help Desk Technicians",
    "computer networks": "Network Technicians", "cybersecurity": "Security Analysts",
    "web development": "Web Developers",
    "software development": "Software Developers", "business data": "Data Analysts",
    "systems administration": "Systems Administrators", "welding": "Welders", "machine tools": "Machinists",
    "industrial maintenance": "Maintenance Technicians", "electrical work": "Electrical Apprentices",
    "plumbing": "Plumbing Apprentices", "solar installation": "Solar Installers",
    "heating and cooling": "HVAC Technicians", "auto repair": "Auto Technicians", "truck driving": "Truck Drivers",
    "delivery driving": "Delivery Drivers", "warehouse work": "Warehouse Workers",
    "assembly work": "Production Workers", "kitchen supervision": "Kitchen Supervisors", "cooking": "Cooks",
    "classroom support": "Teaching Assistants", "child care": "Child Care Workers",
    "security work": "Security Officers", "human services": "Human Services Assistants",
    "building care": "Custodians", "dispatch": "Dispatchers",
}  # fmt: skip
"""Whom a trade's modules are for."""

HOURS_FROM = {
    "cna": "at least 75 hours (42 CFR 483.152)",
    "hha": "at least 75 hours (42 CFR 484.80)",
    "emt": "about 150 to 190 hours (National Emergency Medical Services Education Standards)",
    "cda": "120 hours of instruction (Child Development Associate, Council for Professional Recognition)",
    "osha-10": "10 hours (OSHA Outreach Training Program)",
    "cdl-a": "no least number (49 CFR 380, subpart F); 160 hours are usual",
    "cdl-b": "no least number (49 CFR 380, subpart F); 80 hours are usual",
    "dot-medical-card": "one visit (49 CFR 391.41)",
    "forklift": "as the employer evaluates (29 CFR 1910.178(l)); a day is usual",
}
"""Where the hours of a credential's course come from; the others are usual lengths, an assumption."""
