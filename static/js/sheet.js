// The sheet by keyboard, with or without a signal: what it shows. sending.js keeps and sends the rows, keys.js reads the
// keys. The page works without this.
const state = JSON.parse(document.getElementById("state").textContent);
const words = state.words;
const sheet = document.querySelector("[data-sheet]");
const rows = new Map([...sheet.querySelectorAll("tr[data-person]")].map((row) => [row.dataset.person, row]));
const columns = [...sheet.querySelectorAll("th[data-key]")];
const who = document.getElementById("who");
const by = document.getElementById("by");
const found = document.getElementById("found");
const says = document.getElementById("says");
const taken = new Map(); // request id → visit, as the server knows it
const mine = new Map(); // request id → row of this device not sent yet
let chosen = null;
let sending = null;
let written = 0; // rows that the server answered
let plain = false; // a browser that keeps nothing: the forms then work as they do without this script

const baht = (value) => value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const say = (text, told) => text.replace(/\{(\w+)\}/g, (_all, name) => told[name]);
const nameOf = (row) => row.querySelector("th span").textContent;
const inputs = (row) => [...row.querySelectorAll("td input[name]:not([type=hidden], [type=checkbox])")];
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const amounts = (visit) => visit.paid.map(([tag, amount]) => [tag, satang(amount)]);
const columnOf = (tag) => columns.findIndex((column) => column.dataset.key === tag || column.dataset.tag === tag);

// -- What the page shows ------------------------------------------------------------------------------------------

function draw() {
  const visits = [...taken.values(), ...mine.values()];
  for (const [person, row] of rows) drawRow(row, visits.filter((visit) => String(visit.person) === person));
  const sums = columns.map(() => 0);
  for (const visit of visits)
    for (const [tag, amount] of amounts(visit)) if (columnOf(tag) >= 0) sums[columnOf(tag)] += amount;
  [...sheet.querySelectorAll(".sums td")].forEach((cell, number) => {
    cell.textContent = baht((number < sums.length ? sums[number] : sum(sums)) / 100);
  });
  drawTill();
}

function drawRow(row, visits) {
  const act = row.querySelector(".act");
  if (row.classList.contains("asked")) return;
  if (!visits.length) return restore(row);
  row.parts ??= [...row.cells].slice(1).map((cell) => [...cell.childNodes]);
  row.classList.add("taken");
  row.classList.toggle("unsent", visits.some((visit) => !visit.number));
  columns.forEach((_column, number) => {
    const paid = visits.flatMap(amounts).filter(([tag]) => columnOf(tag) === number);
    row.cells[number + 1].textContent = paid.length ? baht(sum(paid.map(([, amount]) => amount)) / 100) : "";
  });
  act.replaceChildren(...visits.flatMap((visit) => [mark(visit), " "]));
  const own = row.parts.at(-1);
  if (state.open && own.some((part) => part.tagName === "FORM"))
    act.append(button(words.more, () => fill(row, {}, true), "again"));
  else act.append(...own.filter((part) => part.className === "again"));
}

// The row as it came with the page, when no visit of it stands.
function restore(row) {
  if (!row.parts) return;
  [...row.cells].slice(1).forEach((cell, number) => cell.replaceChildren(...row.parts[number]));
  row.classList.remove("taken", "unsent");
}

function mark(visit) {
  const total = baht(sum(amounts(visit).map(([, amount]) => amount)) / 100);
  if (!visit.number) return Object.assign(document.createElement("span"), { textContent: `◌ ${total}`, title: words.kept });
  return Object.assign(document.createElement("a"), { textContent: `✓ ${total}`, href: visit.url, title: visit.number });
}

function button(text, act, name = "btn btn-quiet") {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text, className: name });
  made.addEventListener("click", act);
  return made;
}

function drawTill() {
  for (const box of document.querySelectorAll("#till [data-box]")) {
    const own = columns.filter((column) => column.dataset.box === box.dataset.box);
    const waiting = [...mine.values()].flatMap(amounts).filter(([tag]) => own.includes(columns[columnOf(tag)]));
    const cash = satang(box.dataset.expects) + sum(waiting.map(([, amount]) => amount));
    box.querySelector("strong").textContent = baht(cash / 100);
  }
  const own = [...mine.values()].filter((row) => row.user === state.user);
  const total = baht(sum(own.flatMap(amounts).map(([, amount]) => amount)) / 100);
  const unsent = document.getElementById("unsent");
  unsent.hidden = !mine.size;
  unsent.textContent = own.length
    ? say(words.waiting, { n: own.length, total })
    : say(words.other, { n: mine.size });
}

function tell(text) {
  says.hidden = !text;
  says.textContent = text ?? "";
}

// A fault stands under its row, with what can be done.
function fault(row, text, ...buttons) {
  row.fault?.remove();
  row.fault = null;
  if (!text) return;
  row.fault = document.createElement("tr");
  row.fault.className = "fault";
  const cell = Object.assign(row.fault.insertCell(), { colSpan: columns.length + 2 });
  const box = Object.assign(document.createElement("div"), { className: "errors", textContent: text });
  box.setAttribute("role", "alert");
  cell.append(box, ...buttons);
  row.after(row.fault);
  row.fault.scrollIntoView({ block: "nearest" });
}

// The fields again: empty for a second payment, or as they were typed.
function fill(row, typed, again) {
  restore(row);
  row.classList.add("asked");
  row.again = again;
  const form = row.querySelector("form");
  form.elements.request_id.value = crypto.randomUUID();
  for (const field of inputs(row)) field.value = typed[field.name] ?? "";
  inputs(row)[0].focus();
}
