// What the sheet asks before it takes a row: an amount far above the usual is repeated in words for one more Enter, and to
// a large receipt another officer agrees with their own password. Without a signal a large row is kept and waits for one:
// its money lies apart in the box, and it becomes a request as soon as the server answers again.
const agreeing = new Map(); // request id → who agrees and their password: kept nowhere

const FIGURES = ["", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"];
const TENS = ["", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"];

// Whole numbers as they are read aloud, as `ledger/thai.py` writes them on paper.
function inWords(number) {
  if (number >= 1_000_000) {
    const rest = number % 1_000_000;
    return `${inWords(Math.floor(number / 1_000_000))}ล้าน${rest === 1 ? "เอ็ด" : inWords(rest)}`;
  }
  const figures = [...String(number)].map(Number); // a nought is nothing at all
  return figures.map((figure, at) => {
    const place = figures.length - 1 - at;
    if (!figure) return "";
    if (place === 1 && figure < 3) return figure === 1 ? "สิบ" : "ยี่สิบ";
    if (place === 0 && figure === 1 && figures.length > 1) return "เอ็ด";
    return FIGURES[figure] + TENS[place];
  }).join("");
}

function bahtWords(amount) {
  const [whole, part] = [Math.floor(amount / 100), amount % 100];
  const words = whole || !part ? `${inWords(whole) || "ศูนย์"}บาท` : "";
  return words + (part ? `${inWords(part)}สตางค์` : "ถ้วน");
}

// Whether a row waits for a yes to what was just repeated; a yes to one amount is no yes to another.
function doubts(row, paid) {
  const fields = new Map(inputs(row).map((field) => [field.name, field]));
  const most = (key) => satang(fields.get(key).dataset.unasked ?? "");
  const asked = paid.filter(([key, amount]) => most(key) && satang(amount) > most(key));
  const repeated = asked.map(([key, amount]) => `${key}=${amount}`).join(" ");
  if (!asked.length || row.sure === repeated) return false;
  const said = asked.map(([key, amount]) => {
    const told = { name: nameOf(row), column: columns.find((one) => one.dataset.key === key).textContent };
    return say(words.unusual, { ...told, amount: baht(satang(amount) / 100), words: bahtWords(satang(amount)) });
  });
  const total = baht(sum(paid.map(([, amount]) => satang(amount))) / 100);
  const yes = button(say(words.yes, { total }), () => {
    row.sure = repeated;
    keep(row);
  });
  fault(row, said.join(" "), yes);
  yes.focus();
  return true;
}

// Whether one receipt of a row is above what its group lets one officer take alone.
function isLarge(paid) {
  return Object.entries(state.second).some(([box, limit]) => {
    const own = paid.filter(([key]) => columns[columnOf(key)]?.dataset.box === box);
    return sum(own.map(([, amount]) => satang(amount))) > satang(limit);
  });
}

// No signal: large rows wait for a second officer from now on.
async function setAside() {
  for (const row of mine.values()) {
    if (row.waits || row.refused || row.user !== state.user || !isLarge(row.paid)) continue;
    row.waits = true;
    await kept.put(row);
  }
  draw();
}

// What a row says beside its amounts.
function answers(row, body) {
  if (row.sure) body.set("sure", row.sure);
  const agreed = agreeing.get(row.request_id);
  agreeing.delete(row.request_id);
  if (agreed) Object.entries(agreed).forEach(([name, text]) => body.set(name, text));
  else if (row.waits) body.set("ask", "yes");
}

// The server asks beside the row: once more, or for another officer.
function ask(row, line, told, away) {
  const go = async (answer) => {
    Object.assign(row, answer, { refused: false });
    await kept.put(row);
    fault(line);
    draw();
    send();
  };
  if (told.code === "unusual") {
    const yes = button(say(words.yes, { total: baht(worth([row]) / 100) }), () => go({ sure: told.sure }));
    fault(line, told.message, yes, " ", away);
    return yes.focus();
  }
  const officer = document.createElement("select");
  officer.append(...told.seconds.map(([pk, name]) => new Option(name, pk)));
  officer.setAttribute("aria-label", words.officer);
  const password = Object.assign(document.createElement("input"), { type: "password", autocomplete: "off" });
  Object.assign(password, { placeholder: words.password, className: "password" }).setAttribute("aria-label", words.password);
  const agree = () => {
    agreeing.set(row.request_id, { second: officer.value, password: password.value });
    go({ waits: false });
  };
  password.addEventListener("keydown", (event) => event.key === "Enter" && agree());
  const leave = button(words.leave, () => go({ waits: true }));
  const parts = told.seconds.length ? [officer, " ", password, " ", button(words.agree, agree), " "] : [];
  fault(line, told.message, ...parts, leave, " ", away);
  return password.focus();
}
