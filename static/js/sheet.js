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
let signal = true; // whether the server answered the last time
let plain = true; // until all that a row needs is there, and in a browser that keeps nothing, the forms work by themselves

const baht = (value) => value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const say = (text, told) => text.replace(/\{(\w+)\}/g, (_all, name) => told[name]);
const nameOf = (row) => row.querySelector(".name").textContent;
const inputs = (row) => [...row.querySelectorAll("td input[name]:not([type=hidden], [type=checkbox])")];
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const amounts = (visit) => visit.paid.map(([tag, amount]) => [tag, satang(amount)]);
const columnOf = (tag) => columns.findIndex((column) => column.dataset.key === tag || column.dataset.tag === tag);

// -- What the page shows ------------------------------------------------------------------------------------------

function draw() {
  const visits = [...taken.values(), ...mine.values()];
  for (const [person, row] of rows) drawRow(row, visits.filter((visit) => String(visit.person) === person));
  const sums = columns.map(() => 0);
  for (const [tag, amount] of visits.filter(counts).flatMap(amounts))
    if (columnOf(tag) >= 0) sums[columnOf(tag)] += amount;
  [...sheet.querySelectorAll(".sums td")].forEach((cell, number) => {
    cell.textContent = baht((number < sums.length ? sums[number] : sum(sums)) / 100);
  });
  drawTill();
  announce();
}

// What the server refused, or what waits for a second officer, is no money of the evening yet.
const counts = (visit) => !visit.refused && !visit.waits;
const worth = (visits) => sum(visits.flatMap(amounts).map(([, amount]) => amount));
const paidBy = (row) => worth((row.visits ?? []).filter(counts));

function drawRow(row, visits) {
  row.visits = visits;
  if (row.classList.contains("asked")) return;
  if (!visits.length) return restore(row);
  const act = row.querySelector(".act");
  row.parts ??= unpaid(row);
  row.classList.add("taken");
  row.classList.toggle("unsent", visits.some((visit) => !visit.number));
  columns.forEach((_column, number) => {
    const paid = visits.filter(counts).flatMap(amounts).filter(([tag]) => columnOf(tag) === number);
    row.cells[number + 1].textContent = paid.length ? baht(sum(paid.map(([, amount]) => amount)) / 100) : "";
  });
  act.replaceChildren(...visits.flatMap((visit) => [mark(visit), " "]));
  const stands = visits.some((visit) => !visit.refused);
  if (stands && state.open && state.writes) act.append(button(words.more, () => fill(row, {}, true), "again"));
}

// What stands in the cells of a row while nobody has paid: of a row that came paid, the page brings it along.
function unpaid(row) {
  const brought = row.querySelector("template");
  const cells = brought ? [...brought.content.children] : [...row.cells].slice(1);
  return cells.map((cell) => [...cell.childNodes]);
}

// The row as it came with the page, when no visit of it stands.
function restore(row) {
  if (!row.classList.contains("taken")) return;
  [...row.cells].slice(1).forEach((cell, number) => cell.replaceChildren(...row.parts[number]));
  row.classList.remove("taken", "unsent");
  renew(row);
}

// A new id for what is taken next: one that was sent is never used again. Also over plain http and on old phones.
function renew(row) {
  const id = row.querySelector("[name=request_id]");
  if (id) id.value = freshId();
}

function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const figures = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return figures.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function mark(visit) {
  const total = baht(worth([visit]) / 100);
  if (visit.refused) return Object.assign(document.createElement("span"), { textContent: `✕ ${total}`, title: words.refused });
  if (visit.waits) {
    const waits = Object.assign(document.createElement(visit.url ? "a" : "span"), { textContent: `⧗ ${total}` });
    return Object.assign(waits, { title: words.waits }, visit.url ? { href: visit.url } : {});
  }
  if (!visit.number) return Object.assign(document.createElement("span"), { textContent: `◌ ${total}`, title: words.kept });
  return Object.assign(document.createElement("a"), { textContent: `✓ ${total}`, href: visit.url, title: visit.number });
}

function button(text, act, name = "btn btn-quiet") {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text, className: name });
  made.addEventListener("click", act);
  return made;
}

function drawTill() {
  const waiting = [...mine.values()].filter(counts);
  for (const box of document.querySelectorAll("#till [data-box]")) {
    const own = columns.filter((column) => column.dataset.box === box.dataset.box);
    const unsent = waiting.flatMap(amounts).filter(([tag]) => own.includes(columns[columnOf(tag)]));
    const cash = satang(box.dataset.expects) + sum(unsent.map(([, amount]) => amount));
    box.querySelector("strong").textContent = baht(cash / 100);
  }
  const parts = [
    [signal ? words.going : words.waiting, waiting.filter((row) => row.user === state.user)],
    [words.other, waiting.filter((row) => row.user !== state.user)],
    [words.apart, [...mine.values()].filter((row) => row.refused)],
    [words.aside, [...taken.values(), ...mine.values()].filter((row) => row.waits && !row.refused)],
  ].filter(([, some]) => some.length);
  document.getElementById("aside")?.remove(); // said below, as it is by now
  const unsent = document.getElementById("unsent");
  unsent.hidden = !parts.length;
  unsent.textContent = parts.map(([text, some]) => say(text, { n: some.length, total: baht(worth(some) / 100) })).join(" ");
}

function tell(text) {
  says.hidden = !text;
  says.textContent = text ?? "";
}

// Said before the signal is gone: what this browser cannot keep.
function warn(text) {
  const keeps = document.getElementById("keeps");
  keeps.hidden = !state.writes;
  keeps.textContent = text;
}

function lost() {
  signal = false;
  drawTill();
  tell(words.offline);
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
  const inside = Object.assign(document.createElement("div"), { className: "inside" });
  inside.append(box, ...buttons);
  cell.append(inside);
  row.after(row.fault);
  row.fault.scrollIntoView({ block: "nearest" });
}

// The fields again: empty for a second payment, or as they were typed.
function fill(row, typed, again) {
  restore(row);
  row.classList.add("asked");
  row.again = again;
  renew(row);
  for (const field of inputs(row)) field.value = typed[field.name] ?? "";
  inputs(row)[0].focus();
}

// Out of the fields; a second payment that was begun is let be.
function leave(row) {
  if (row.again && row.visits.length) {
    row.classList.remove("asked");
    row.again = false;
    draw();
  }
  who.focus();
}

rows.forEach(renew);
