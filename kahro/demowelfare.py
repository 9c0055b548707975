"""The demonstration's benefit table: the one of ชะมวง (section 10 of the domain)."""

from datetime import date
from decimal import Decimal

from django.contrib.auth.models import User

from welfare import services as welfare
from welfare.models import Benefit, Scheme

# fmt: off
LINES = [
    {"kind": "birth", "name": "ขวัญลูกแรกเกิด", "whom": "child", "amount": 1000, "evidence": "สูติบัตร"},
    {"kind": "sickness", "name": "นอนโรงพยาบาล", "way": "night", "amount": 200, "most_once": 600, "most_a_year": 1000,
     "evidence": "ใบรับรองแพทย์"},
    {"kind": "education", "name": "ทุนเรียนดี", "whom": "child", "amount": 500, "measure": "เกรดเฉลี่ย",
     "measure_least": Decimal("3.50"), "condition": "กำลังจบช่วงชั้น", "evidence": "ใบแสดงผลการเรียน"},
    {"kind": "age", "name": "ผู้สูงอายุ", "amount": 200, "least_age": 60, "least_years": 3, "times_a_year": 1},
    {"kind": "death", "name": "เสียชีวิต", "way": "years", "evidence": "มรณบัตร"},
]
# fmt: on
STEPS = [(0, 3000), (3, 5000), (5, 10000), (8, 15000), (10, 20000), (15, 30000)]


def write_table(scheme: Scheme, on: date, *, by: User) -> None:
    """Decided by the general meeting that wrote the by-law."""
    table = welfare.draft_table(scheme, effective_from=on, resolution="ประชุมใหญ่สามัญ วาระสวัสดิการ (ข้อมูลสาธิต)")
    for line in LINES:
        steps = [(reached, Decimal(amount)) for reached, amount in STEPS] if line.get("way") == "years" else []
        welfare.write_benefit(Benefit(table=table, **line), steps)
    welfare.decide_table(table, by=by)
