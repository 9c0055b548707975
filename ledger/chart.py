"""The shared chart of accounts (R5.6): one file, owned by the sub-district; books activate its headings."""

import csv
from pathlib import Path
from typing import Any

CHART = Path(__file__).parent / "data" / "chart-of-accounts.csv"

CASH = "11010"
BANKS = ("12100", "12200", "12300", "12400", "12500", "12600", "12700")
CASH_AND_BANK = (CASH, "11020", "11040", *BANKS)
MILLION_BANK, MEMBERS_BANK, SAJJA_BANK, WELFARE_BANK = BANKS[:4]
INSTITUTION_BANK = BANKS[6]
DEMAND_DEPOSITS, SPECIAL_DEPOSITS = "21010", "21020"
SHARES, PLEDGED = "31010", "31020"
MEMBER_MONEY = (DEMAND_DEPOSITS, SPECIAL_DEPOSITS, "21030", "21040", SHARES, PLEDGED)
SHORTAGES, OVERAGES, UNIDENTIFIED, LEAVERS = "14030", "23160", "23170", "23150"
# What a receipt is given for: cash at the table, money of the bank, or a transfer whose member was found.
HANDED_OVER = (CASH, *BANKS, UNIDENTIFIED)
MILLION_GRANT, RETAINED, RESERVE = "32010", "33010", "34100"
ENTRY_FEES, FINES, CONTRIBUTIONS, PREPAID = "43010", "43040", "47010", "23030"
CLAIMS_PAYABLE = "23140"
MATCHES_RECEIVABLE, LOCAL_MATCH, STATE_MATCH = "14040", "47020", "47030"
BANK_INTEREST, BANK_FEES, TAX_WITHHELD, STATIONERY = "45010", "55020", "14020", "54050"
# The subfunds of a welfare fund (benefits; education and enterprise; reserve and pension) and what moves them.
WELFARE_SUBFUNDS = ("35100", "35200", "35300")
WELFARE_INCOME = (CONTRIBUTIONS, LOCAL_MATCH, STATE_MATCH)
SICKNESS, OLD_AGE, BIRTHS, DEATHS, OTHER_BENEFITS = BENEFITS = ("56010", "56020", "56030", "56040", "56050")

# A heading of these holders keeps one account for each of them; the heading's own account only adds them up.
HELD_APART = ("member", "loan", "claim", "person", "other book")


def rows() -> list[dict[str, Any]]:
    """Every heading of the chart, parents before children, as keyword arguments of `Heading`."""
    with CHART.open(encoding="utf-8", newline="") as file:
        return [
            {
                "code": row["code"],
                "parent_id": row["parent"] or None,
                "name_th": row["name_th"],
                "name_en": row["name_en"],
                "kind": row["kind"],
                "normal_side": row["normal_side"],
                "posting": row["posting"] == "yes",
                "holder": row["holder"],
            }
            for row in csv.DictReader(file)
        ]


def defects(chart: list[dict[str, Any]]) -> list[str]:
    """What is wrong with a chart, one line a fault (R5.5): a parent missing or posting, no side, a code twice."""
    by_code = {row["code"]: row for row in chart}
    faults = [f"{code} stands twice" for code in by_code if sum(row["code"] == code for row in chart) > 1]
    for row in chart:
        parent = row["parent_id"]
        if parent and parent not in by_code:
            faults.append(f"{row['code']} hangs under {parent}, which does not exist")
        elif parent and by_code[parent]["posting"]:
            faults.append(f"{row['code']} hangs under {parent}, which takes postings itself")
        if row["posting"] and row["normal_side"] not in ("debit", "credit"):
            faults.append(f"{row['code']} has no normal side")
        if row["name_en"].startswith(("Allowance", "Accumulated depreciation")) and row["normal_side"] != "credit":
            faults.append(f"{row['code']} is a contra account and must be credit-normal")
    return faults
