// What the sheet asks before it takes a row. An amount far above the usual is repeated in words and needs one more
// Enter. A large receipt needs another officer's password. Without a signal a large row is stored and waits for the
// officer: its money is not counted with the evening's, and it becomes a request as soon as the server answers again.
const agreements = new Map(); // request id → second officer and password; never stored

const DIGITS = ["", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"];
const TENS = ["", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"];

// A whole number as it is read aloud, as `ledger/thai.py` writes it on paper; zero is an empty text.
function numberWords(number) {
  if (number >= 1_000_000) {
    const rest = number % 1_000_000;
    return `${numberWords(Math.floor(number / 1_000_000))}ล้าน${rest === 1 ? "เอ็ด" : numberWords(rest)}`;
  }
  const digits = [...String(number)].map(Number);
  return digits.map((digit, at) => {
    const place = digits.length - 1 - at;
    if (!digit) return "";
    if (place === 1 && digit < 3) return digit === 1 ? "สิบ" : "ยี่สิบ";
    if (place === 0 && digit === 1 && digits.length > 1) return "เอ็ด";
    return DIGITS[digit] + TENS[place];
  }).join("");
}

function bahtWords(amount) {
  const [whole, part] = [Math.floor(amount / 100), amount % 100];
  const bahtPart = whole || !part ? `${numberWords(whole) || "ศูนย์"}บาท` : "";
  return bahtPart + (part ? `${numberWords(part)}สตางค์` : "ถ้วน");
}

// Asks once more when amounts are unusual and not confirmed yet, and returns whether it asked. A confirmation holds for
// exactly these amounts.
function asksOnceMore(row, paid) {
  const fields = new Map(inputs(row).map((field) => [field.name, field]));
  const limit = (key) => satang(fields.get(key).dataset.unasked ?? "");
  const unusual = paid.filter(([key, amount]) => limit(key) && satang(amount) > limit(key));
  const confirmed = unusual.map(([key, amount]) => `${key}=${amount}`).join(" ");
  if (!unusual.length || row.sure === confirmed) return false;
  const sentences = unusual.map(([key, amount]) => {
    const params = { name: nameOf(row), column: columnOf(key).textContent, words: bahtWords(satang(amount)) };
    return fillIn(words.unusual, { ...params, amount: inBaht(satang(amount) / 100) });
  });
  const total = inBaht(sum(paid.map(([, amount]) => satang(amount))) / 100);
  const yes = button(fillIn(words.yes, { total }), () => {
    row.sure = confirmed;
    storeRow(row);
  });
  showError(row, sentences.join(" "), yes);
  yes.focus();
  return true;
}

// Whether one receipt of a row is above what its group lets one officer take alone.
function isLarge(paid) {
  return Object.entries(state.second).some(([box, limit]) => {
    const ofBox = paid.filter(([key]) => columns[columnIndex(key)]?.dataset.box === box);
    return sum(ofBox.map(([, amount]) => satang(amount))) > satang(limit);
  });
}

// Without a signal, large rows wait for a second officer from now on.
async function setLargeRowsAside() {
  for (const row of unsentRows.values()) {
    if (row.waits || row.refused || row.user !== state.user || !isLarge(row.paid)) continue;
    row.waits = true;
    await deviceStore.putRow(row);
  }
  draw();
}

// The fields of a row's confirmations, sent with its amounts. A password is sent once.
function confirmationsOf(row) {
  const sure = row.sure ? { sure: row.sure } : {};
  const agreement = agreements.get(row.request_id);
  agreements.delete(row.request_id);
  return { ...sure, ...(agreement ?? (row.waits ? { ask: "yes" } : {})) };
}

// Stores a confirmation with the row and sends the row again.
async function resend(row, line, confirmation) {
  Object.assign(row, confirmation, { refused: false });
  await deviceStore.putRow(row);
  showError(line);
  draw();
  send();
}

// The server asks about a row: whether an unusual amount is right, or for another officer's password.
function askBeside(row, line, reply, dropButton) {
  if (reply.code === "unusual") {
    const text = fillIn(words.yes, { total: inBaht(totalSatang([row]) / 100) });
    const yes = button(text, () => resend(row, line, { sure: reply.sure }));
    showError(line, reply.message, yes, " ", dropButton);
    return yes.focus();
  }
  const officer = element("select", {});
  officer.append(...reply.seconds.map(([pk, name]) => new Option(name, pk)));
  officer.setAttribute("aria-label", words.officer);
  const password = element("input", { type: "password", autocomplete: "off", className: "password" });
  password.placeholder = words.password;
  password.setAttribute("aria-label", words.password);
  const agree = () => {
    agreements.set(row.request_id, { second: officer.value, password: password.value });
    resend(row, line, { waits: false });
  };
  password.addEventListener("keydown", (event) => event.key === "Enter" && agree());
  const parts = reply.seconds.length ? [officer, " ", password, " ", button(words.agree, agree), " "] : [];
  const later = button(words.leave, () => resend(row, line, { waits: true }));
  showError(line, reply.message, ...parts, later, " ", dropButton);
  return password.focus();
}
