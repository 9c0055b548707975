"""The people of the demonstration: names put together, invented IDs (no registry office is numbered 8098 or 8099)."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from ledger import rules as ledger_rules
from ledger import thai
from villages.models import Person, Village
from villages.services import people

SEED = "กะหรอ 2548"
# fmt: off
WOMEN = [
    "สมศรี", "ประไพ", "อารีย์", "โสภา", "ละออ", "จันทร์เพ็ญ", "น้ำฝน", "สุนีย์", "ไพลิน", "แก้วตา",
    "วันดี", "เพ็ญศรี", "ใจดี", "ญาดา", "กมลวรรณ", "ศิริพร", "บุญเรือน", "พิมพ์ใจ", "รัตนา",
    "สายใจ",
]
MEN = [
    "ประเสริฐ", "สมชาย", "โชคชัย", "วิชัย", "เกรียงไกร", "สุรชัย", "อนันต์", "จำเริญ", "แสวง",
    "ณรงค์", "เอกชัย", "สมพงษ์", "ธีระ", "ไพโรจน์", "มานพ", "สุเทพ", "ปรีชา", "อุดม", "ทวีป",
    "ชาญณรงค์",
]
FAMILIES = [
    "แก้วมณี", "ใจเย็น", "สุขเกษม", "ไชยศรี", "เพชรรัตน์", "โพธิ์ทอง", "ชูช่วย", "รักษ์วงศ์",
    "บุญมาก", "ณ นคร", "ทองคำ", "คงทอง", "หนูเกื้อ", "ศรีเมือง", "จันทร์แก้ว", "พรหมจรรย์",
    "เกื้อกูล", "นาคคง", "ช่วยบำรุง", "สงแก้ว",
]
# fmt: on


def dice(*names: object) -> random.Random:
    """A random generator whose seed is these names: always the same numbers."""
    return random.Random("/".join(map(str, (SEED, *names))))


class Population:
    """People of all ages, `on` a day, each with a name of their own."""

    def __init__(self, on: date, office: str = "8099"):
        self.on = on
        self.stems = iter(range(int(f"{office}0100000"), int(f"{office}9999999"), 37))
        self.names: set[tuple[str, str]] = set()

    def households(self, village: Village, throw: random.Random) -> Iterator[list[Person]]:
        """One house after the other: somebody of age, and now and then a child."""
        while True:
            family, house = throw.choice(FAMILIES), f"{throw.randrange(1, 200)}/{throw.randrange(1, 9)}"
            home = [self.person(village, family, house, throw.randrange(21, 84), throw)]
            if throw.random() < 0.35:
                home.append(self.person(village, family, house, throw.randrange(3, 20), throw))
            yield home

    def person(self, village: Village, family: str, house: str, age: int, throw: random.Random) -> Person:
        """Somebody of a family and house, of an age in years; a telephone from fifteen on."""
        born_on = ledger_rules.years_before(self.on, age) - timedelta(days=throw.randrange(1, 360))
        woman = throw.random() < 0.55
        names = WOMEN if woman else MEN
        first_name = throw.choice([name for name in names if (name, family) not in self.names] or names)
        self.names.add((first_name, family))
        if age < 15:
            prefix = "เด็กหญิง" if woman else "เด็กชาย"
        else:
            prefix = throw.choice(("นาง", "นาง", "นางสาว")) if woman and age >= 20 else "นางสาว" if woman else "นาย"
        return self.write(prefix, first_name, family, born_on, village, house, throw if age >= 15 else None)

    def official(self, village: Village, house: str, throw: random.Random) -> Person:
        """Somebody of the age of a committee, in a house of their own."""
        first_name, family = throw.choice(WOMEN + MEN), throw.choice(FAMILIES)
        more = dice("official", first_name, family, house)
        born_on = ledger_rules.years_before(self.on, more.randrange(30, 66)) - timedelta(days=more.randrange(1, 360))
        prefix = "นาง" if first_name in WOMEN else "นาย"
        return self.write(prefix, first_name, family, born_on, village, house, more)

    def write(
        self, prefix: str, first_name: str, family: str, born_on: date, village: Village, house: str,
        telephone: random.Random | None,
    ) -> Person:  # fmt: skip
        """The row of the register, with the next invented citizen ID."""
        return people.new_person(
            citizen_id=citizen_id(f"{1 if born_on.year >= 1984 else 3}{next(self.stems)}"),
            prefix=prefix,
            first_name=first_name,
            last_name=family,
            born_on=born_on,
            house_no=house,
            village=village,
            phone=f"08{telephone.randrange(10**8):08d}" if telephone else "",
        )


def birthday(person: Person, age: int) -> date:
    """The first day on which a person has an age."""
    return ledger_rules.years_before(person.born_on, -age) + timedelta(days=1)


def citizen_id(stem: str) -> str:
    """Twelve digits with their check digit (R9.6)."""
    return stem + thai.check_digit(stem)
