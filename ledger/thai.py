# PROVISIONAL by the lead so that others can run: the Thai engineer overwrites this whole file.
import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

FULL = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
ABBR = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()


def digits(text):
    return str(text).translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))


def parse_date(value):
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = digits(value).strip()
    for i, (full, abbr) in enumerate(zip(FULL, ABBR, strict=True), 1):
        text = text.replace(full, f"/{i}/").replace(abbr, f"/{i}/")
    parts = [int(p) for p in re.split(r"[/\-\s]+", text) if p]
    if len(parts) != 3:
        raise ValueError("not a date")
    d, m, y = parts if parts[0] < 1000 else parts[::-1]
    y = y + 2500 if y < 100 else y
    return date(y - 543 if y >= 2400 else y, m, d)


def parse_baht(value):
    if value is None or str(value).strip() in ("", "-", "–"):
        return Decimal("0.00")
    try:
        amount = Decimal(digits(str(value)).replace(",", "").replace("บาท", "").strip())
    except InvalidOperation as e:
        raise ValueError("not an amount") from e
    if amount != round(amount, 2):
        raise ValueError("more than two decimals")
    return round(amount, 2)


def long_date(d):
    return f"{d.day} {FULL[d.month - 1]} {d.year + 543}"


def short_date(d):
    return f"{d.day} {ABBR[d.month - 1]} {(d.year + 543) % 100:02d}"


def numeric_date(d):
    return f"{d:%d/%m}/{d.year + 543}"


def month_name(d):
    return f"{FULL[d.month - 1]} {d.year + 543}"


def citizen_id(text):
    d = re.sub(r"\D", "", digits(text).removesuffix(".0"))
    if (
        len(d) != 13
        or d[0] == "0"
        or int(d[12]) != (11 - sum(int(c) * (13 - i) for i, c in enumerate(d[:12])) % 11) % 10
    ):
        raise ValueError("citizen id")
    return d


def mask(c):
    return f"x-xxxx-xxxxx-{c[10:12]}-{c[12]}"


def sort_key(name):
    return re.sub(r"([เแโใไ])([ก-ฮ])", r"\2\1", name)


def money(amount, dash=False):
    return f"{amount:,.2f}"


def baht_words(amount):
    from pythainlp.util import bahttext

    return bahttext(amount)
