// Text and amounts as `ledger/thai.py` reads them: the same table of cases tests both.

// Signs that print as nothing although they are letters, symbols or marks.
const UNSEEN = /[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f]/g;
// What is drawn alike is written alike: two เ for แ, a tone before its vowel, a sign typed twice, sara am of two signs.
const SPELLINGS = [
  [/เเ/g, "แ"],
  [/([\u0e48-\u0e4b])([\u0e31\u0e34-\u0e37\u0e47\u0e4d])/g, "$2$1"],
  [/([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\1+/g, "$1"],
  [/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, "$1\u0e33"],
  [/\u0e33([\u0e48-\u0e4b])/g, "$1\u0e33"],
];
const BLANK = /[\s\u001c-\u001f\u0085]+/g;

// Text as it is kept, on one line.
function clean(text) {
  let kept = text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  kept = kept.replace(/\ufeff/g, "").replace(UNSEEN, "").replace(BLANK, " ");
  kept = kept.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "").replace(/ +/g, " ").trim();
  for (let before = null; kept !== before; ) {
    before = kept;
    kept = kept.normalize("NFC");
    for (const [written, spelled] of SPELLINGS) kept = kept.replace(written, spelled);
  }
  return kept;
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
  const plain = arabic(clean(text));
  return /^\d{1,7}$/.test(plain) ? Number(plain) : plain ? NaN : 0;
}
