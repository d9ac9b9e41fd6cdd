"""Rights on programs: staff of the agency that runs them read, its managers change."""

from __future__ import annotations

from gainful.domain.rights import STAFF, Condition, Kind, TableRights, right

MANAGERS = (Kind.OPERATOR, Kind.PROGRAM_MANAGER)
OURS = Condition("of the acting organization", "organization_id = (SELECT gainful.staff_organization())")
OF_OURS = Condition("of a program they may read", "program_id IN (SELECT id FROM programs_program)")

TABLES = (
    TableRights(
        "programs_rate",
        "What an agency pays for a unit of support, training or measurement.",
        (right(STAFF, "S", OURS), right(MANAGERS, "IUD", OURS)),
        fixed={"organization_id": "a rate stays with its agency", "kind": "another kind is another rate"},
        seen={"fund_id": "programs_fund"},
    ),
    TableRights(
        "programs_program",
        "Programs of an agency.",
        (right(STAFF, "S", OURS), right(MANAGERS, "IU", OURS)),
        fixed={
            "organization_id": "a program stays with its agency",
            "created_by_id": "who made it stays so",
        },
        authors={"created_by_id": "it says who made it"},
    ),
    *(
        TableRights(
            f"programs_{name}",
            about,
            (right(STAFF, "S", OF_OURS), right(MANAGERS, verbs, OF_OURS)),
            history=(right(STAFF, "S", OF_OURS),),
            fixed={"program_id": "it stays with its program", **fixed},
            seen=seen,
        )
        for name, about, verbs, fixed, seen in (
            ("site", "Where a program works.", "IUD", {}, {"location_id": "organizations_location"}),
            ("fund", "Money of a program.", "IU", {}, {}),
            (
                "programmanager",
                "Who manages a program.",
                "ID",
                {"user_id": "another manager is another row"},
                {"user_id": "accounts_user"},
            ),
        )
    ),
)
