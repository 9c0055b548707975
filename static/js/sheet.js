// The collection sheet by keyboard, with or without a signal: this file draws it. sheet_keys.js reads the keys,
// sheet_confirmations.js asks before a row is taken, sheet_sending.js stores and sends rows, sheet_offline.js brings
// back what this device knows. The page works without scripts too.
const state = JSON.parse(document.getElementById("state").textContent);
const words = state.words;
const sheet = document.querySelector("[data-sheet]");
const rows = new Map([...sheet.querySelectorAll("tr[data-person]")].map((row) => [row.dataset.person, row]));
const columns = [...sheet.querySelectorAll("th[data-key]")];
const memberField = document.getElementById("who");
const broughtByField = document.getElementById("by");
const matchLine = document.getElementById("match");
const statusLine = document.getElementById("says");
const serverVisits = new Map(); // request id → visit, as the server knows it
const unsentRows = new Map(); // request id → row of this device that was not sent yet
let chosenRow = null;
let sending = null; // the promise of the rows being sent
let answeredRows = 0; // how many rows the server has answered
let hasSignal = true; // whether the server answered the last time
// Until all that a row needs is loaded, and in a browser that stores nothing, the forms work by themselves.
let submitsForms = true;

const nameOf = (row) => row.querySelector(".name").textContent;
const inputs = (row) => [...row.querySelectorAll("td input[name]:not([type=hidden], [type=checkbox])")];
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const amounts = (visit) => visit.paid.map(([key, amount]) => [key, satang(amount)]);
const columnIndex = (key) => columns.findIndex((column) => column.dataset.key === key || column.dataset.tag === key);
const columnOf = (key) => columns.find((column) => column.dataset.key === key);

// What the server refused, or what waits for a second officer, is not money of the evening yet.
const isMoney = (visit) => !visit.refused && !visit.waits;
const totalSatang = (visits) => sum(visits.flatMap(amounts).map(([, amount]) => amount));
const paidOn = (row) => totalSatang((row.visits ?? []).filter(isMoney));

// -- What the page shows ------------------------------------------------------------------------------------------

function draw() {
  const visits = [...serverVisits.values(), ...unsentRows.values()];
  for (const [person, row] of rows) drawRow(row, visits.filter((visit) => String(visit.person) === person));
  drawSums(visits.filter(isMoney));
  drawTill();
  showMatches();
}

function drawSums(visits) {
  const sums = columns.map(() => 0);
  for (const [key, amount] of visits.flatMap(amounts)) if (columnIndex(key) >= 0) sums[columnIndex(key)] += amount;
  [...sheet.querySelectorAll(".sums td")].forEach((cell, number) => {
    cell.textContent = inBaht((number < sums.length ? sums[number] : sum(sums)) / 100);
  });
}

function drawRow(row, visits) {
  row.visits = visits;
  if (row.classList.contains("editing")) return;
  if (!visits.length) return restoreRow(row);
  const actCell = row.querySelector(".act");
  row.unpaidCells ??= unpaidCells(row);
  row.classList.add("taken");
  row.classList.toggle("unsent", visits.some((visit) => !visit.number));
  columns.forEach((_column, number) => {
    const paid = visits.filter(isMoney).flatMap(amounts).filter(([key]) => columnIndex(key) === number);
    row.cells[number + 1].textContent = paid.length ? inBaht(sum(paid.map(([, amount]) => amount)) / 100) : "";
  });
  actCell.replaceChildren(...visits.flatMap((visit) => [markOf(visit), " "]));
  const hasVisit = visits.some((visit) => !visit.refused);
  if (hasVisit && state.open && state.writes) actCell.append(button(words.more, () => editRow(row, {}, true), "again"));
}

// The contents of the cells before anybody has paid. A row that was paid already brings them in a template.
function unpaidCells(row) {
  const template = row.querySelector("template");
  const cells = template ? [...template.content.children] : [...row.cells].slice(1);
  return cells.map((cell) => [...cell.childNodes]);
}

// Draws the row as it was before anybody paid.
function restoreRow(row) {
  if (!row.classList.contains("taken")) return;
  [...row.cells].slice(1).forEach((cell, number) => cell.replaceChildren(...row.unpaidCells[number]));
  row.classList.remove("taken", "unsent");
  renewId(row);
}

// A new request id for the next payment: one that was sent is never used again.
function renewId(row) {
  const field = row.querySelector("[name=request_id]");
  if (field) field.value = newId();
}

// A random UUID, also over plain http and on old phones, where `crypto.randomUUID` is missing.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// A sign and the total of one visit: ✕ refused, ⧗ waits for a second officer, ◌ not sent yet, ✓ in the books.
function markOf(visit) {
  const total = inBaht(totalSatang([visit]) / 100);
  if (visit.refused) return element("span", { textContent: `✕ ${total}`, title: words.refused });
  if (visit.waits && visit.url) return element("a", { textContent: `⧗ ${total}`, title: words.waits, href: visit.url });
  if (visit.waits) return element("span", { textContent: `⧗ ${total}`, title: words.waits });
  if (!visit.number) return element("span", { textContent: `◌ ${total}`, title: words.kept });
  return element("a", { textContent: `✓ ${total}`, href: visit.url, title: visit.number });
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

function button(text, act, className = "btn btn-quiet") {
  const made = element("button", { type: "button", textContent: text, className });
  made.addEventListener("click", act);
  return made;
}

// The cash in each box with what was not sent yet, and a sentence about each kind of unsent row.
function drawTill() {
  const waiting = [...unsentRows.values()].filter(isMoney);
  for (const box of document.querySelectorAll("#till [data-box]")) {
    const ofBox = columns.filter((column) => column.dataset.box === box.dataset.box);
    const unsent = waiting.flatMap(amounts).filter(([key]) => ofBox.includes(columns[columnIndex(key)]));
    const cash = satang(box.dataset.expects) + sum(unsent.map(([, amount]) => amount));
    box.querySelector("strong").textContent = inBaht(cash / 100);
  }
  const parts = [
    [hasSignal ? words.going : words.waiting, waiting.filter((row) => row.user === state.user)],
    [words.other, waiting.filter((row) => row.user !== state.user)],
    [words.apart, [...unsentRows.values()].filter((row) => row.refused)],
    [words.aside, [...serverVisits.values(), ...unsentRows.values()].filter((row) => row.waits && !row.refused)],
  ].filter(([, visits]) => visits.length);
  document.getElementById("aside")?.remove(); // the same sentence from the server, older by now
  const unsentLine = document.getElementById("unsent");
  unsentLine.hidden = !parts.length;
  unsentLine.textContent = parts.map(([text, visits]) => countIn(text, visits)).join(" ");
}

const countIn = (text, visits) => fillIn(text, { n: visits.length, total: inBaht(totalSatang(visits) / 100) });

function showStatus(text) {
  statusLine.hidden = !text;
  statusLine.textContent = text ?? "";
}

// Says before the signal is gone what this browser cannot store.
function showStorageLimit(text) {
  const line = document.getElementById("keeps");
  line.hidden = !state.writes;
  line.textContent = text;
}

function signalLost() {
  hasSignal = false;
  drawTill();
  showStatus(words.offline);
}

// Shows an error under its row, with buttons for what can be done; without a text it removes the error.
function showError(row, text, ...buttons) {
  row.error?.remove();
  row.error = null;
  if (!text) return;
  row.error = element("tr", { className: "fault" });
  const cell = Object.assign(row.error.insertCell(), { colSpan: columns.length + 2 });
  const message = element("div", { className: "errors", textContent: text });
  message.setAttribute("role", "alert");
  const inside = element("div", { className: "inside" });
  inside.append(message, ...buttons);
  cell.append(inside);
  row.after(row.error);
  row.error.scrollIntoView({ block: "nearest" });
}

// Shows the fields of a row again: empty for a second payment, or with what was typed.
function editRow(row, typed, isSecond) {
  restoreRow(row);
  row.classList.add("editing");
  row.again = isSecond;
  renewId(row);
  for (const field of inputs(row)) field.value = typed[field.name] ?? "";
  inputs(row)[0].focus();
}

// Leaves the fields of a row; a second payment that was begun is dropped.
function leaveRow(row) {
  if (row.again && row.visits.length) {
    row.classList.remove("editing");
    row.again = false;
    draw();
  }
  memberField.focus();
}

rows.forEach(renewId);
