// Text and amounts as `ledger/thai.py` reads them: the same table of cases tests both.

// Characters that nobody sees on paper: controls, formats, joiners, directions, fillers, tags, lone surrogates.
const UNSEEN = new RegExp(
  "[\\0-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2" +
    "\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f" +
    "\\ufeff\\uffa0\\ufff0-\\ufffb\\u{110bd}\\u{110cd}\\u{13430}-\\u{1343f}\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}" +
    "\\u{e0000}-\\u{e0fff}\\ud800-\\udfff]",
  "gu",
);
const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
const PLACES = { "ฺ": 0, "่": 2, "้": 2, "๊": 2, "๋": 2, "์": 3, "๎": 3, "ํ": 4, "ำ": 6 }; // vowels are 1, accents 5
const halfWidth = (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0);
const longA = (sign, at, text) => ("ฤฦ".includes(text[at - 1]) ? sign : "า");
const placeOfMark = (mark) => PLACES[mark] ?? (mark < "\u0370" ? 5 : 1);
const byPlace = (one, other) => placeOfMark(one) - placeOfMark(other);
const sortedMarks = (marks) => [...new Set(marks)].sort(byPlace).join("").replace("ํำ", "ำ");
// ํ and a later า are an ำ of two signs, whatever Thai marks stand between them.
const isApart = (marks) => marks.split(/[ำ\u0300-\u036f]/).slice(-1)[0].includes("ํ");
const withA = (marks) => (isApart(marks) ? `${marks.replace(/ํ/g, "")}ำ` : `${marks}า`);
const inOrder = (marks) => {
  const pieces = marks.split("า");
  const last = pieces.pop();
  return (pieces.map(withA).join("") + last).split("า").map(sortedMarks).join("า");
};

// Text as it is stored, on one line: nothing invisible, single spaces, Thai marks once and in their order.
function clean(text) {
  const seen = text.replace(/[\uff01-\uff5e]/g, halfWidth).replace(UNSEEN, "").normalize("NFC");
  const spelled = seen.replace(/ๅ/g, longA).replace(/เเ/g, "แ");
  const ordered = spelled.replace(/[ัิ-ฺ็-๎ำ\u0300-\u036f]+(?:า[ัิ-ฺ็-๎ำ\u0300-\u036f]+)*า?/g, inOrder);
  return ordered.normalize("NFC").replace(BLANKS, " ").replace(/^ | $/g, "");
}

const arabic = (text) => text.replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - 0x0e50);

// Text to search by and to compare.
function comparable(text) {
  return clean(arabic(clean(text).normalize("NFKC").toLowerCase()));
}

// An amount of baht in satang: 0 for a blank, NaN for what the server would refuse. "500.-" is whole baht.
function satang(text) {
  let plain = arabic(clean(text)).replace(/−/g, "-");
  plain = plain.replace(/^[\s฿]+|\s*(บาท)?\s*$/g, "");
  if (/^[-–—]?$/.test(plain)) return 0;
  if (/^\(.*\)$/.test(plain)) plain = `-${plain.slice(1, -1)}`;
  const parts = /^(-?)(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{0,2})0*|[.,][-–—])?$/.exec(plain);
  if (!parts) return NaN;
  const amount = Number(parts[2].replace(/,/g, "")) * 100 + Number((parts[3] ?? "").padEnd(2, "0"));
  return parts[1] && amount ? -amount : amount;
}

// How many pieces of a note or coin: whole, never negative.
function pieces(text) {
  const number = satang(text) / 100;
  return Number.isInteger(number) && number >= 0 ? number : NaN;
}
