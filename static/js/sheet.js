// The sheet by keyboard, with or without a signal. Every row is kept on this device before it is sent, and sent until
// the server answers; its request id makes it count once. The page works without this.
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
const satang = (text) => {
  const plain = text.trim().replace(/[๐-๙]/g, (d) => d.charCodeAt(0) - 3664).replace(/,/g, "");
  return /^\d*\.?\d{0,2}$/.test(plain) ? Math.round(Number(plain) * 100) : NaN;
};
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

// -- Keeping and sending ------------------------------------------------------------------------------------------

async function keep(row) {
  const form = row.querySelector("form");
  const fields = {};
  const paid = [];
  for (const field of inputs(row)) {
    if (!field.value.trim()) continue;
    const column = columns.find((one) => one.dataset.key === field.name);
    const amount = satang(field.value);
    if (Number.isNaN(amount)) {
      const told = { column: column.textContent, text: field.value };
      fault(row, `${nameOf(row)}, ${say(words.letters, told)}`);
      return field.select();
    }
    if (amount) (fields[field.name] = field.value), paid.push([field.name, (amount / 100).toFixed(2)]);
  }
  if (!paid.length) return fault(row, `${nameOf(row)}: ${words.nothing}`);
  fault(row);
  const again = row.again || form.elements.again?.checked || false;
  const request_id = form.elements.request_id.value;
  const person = Number(row.dataset.person);
  const kept_row = { request_id, day: state.day, user: state.user, action: form.action, person, fields, paid, again };
  kept_row.paid_by = by.value.trim();
  by.value = who.value = ""; // at once: the next number may be on its way already
  choose(null);
  who.focus();
  try {
    await kept.put(kept_row);
  } catch (full) {
    return fault(row, `${nameOf(row)}: ${words.full}`);
  }
  mine.set(request_id, kept_row);
  row.classList.remove("asked");
  row.again = false;
  draw();
  return send();
}

function send() {
  sending ??= sendAll().finally(() => (sending = null));
  return sending;
}

async function sendAll() {
  const tried = new Set();
  const next = () => [...mine.values()].find((row) => row.user === state.user && !row.refused && !tried.has(row));
  for (let row = next(); row; row = next()) {
    tried.add(row);
    let answer;
    try {
      answer = await post(row);
    } catch (noSignal) {
      return tell(words.offline);
    }
    if (answer.redirected || answer.status === 403 || answer.status === 404) return tell(words.login);
    if (answer.status >= 500) return tell(words.offline);
    tell("");
    const told = await answer.json();
    if (answer.ok) await arrived(row, told);
    else refused(row, answer.status, told);
  }
}

function post(row) {
  const body = new FormData();
  for (const [name, text] of Object.entries(row.fields)) body.set(name, text);
  body.set("request_id", row.request_id);
  body.set("paid_by", row.paid_by);
  if (row.again) body.set("again", "yes");
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  return fetch(row.action, { method: "POST", body, headers: { accept: "application/json", "X-CSRFToken": token } });
}

async function arrived(row, visit) {
  await kept.drop(row.request_id);
  mine.delete(row.request_id);
  taken.set(row.request_id, visit);
  written += 1;
  hold(visit.boxes);
  draw();
}

// What lies in the boxes, as the server counts it.
function hold(boxes) {
  for (const [box, cash] of Object.entries(boxes)) {
    const till = document.querySelector(`#till [data-box="${box}"]`);
    if (till) till.dataset.expects = cash;
  }
}

function refused(row, status, told) {
  if (status === 410 || status === 423) return tell(told.message);
  row.refused = true;
  const line = rows.get(String(row.person));
  const drop = async () => {
    await kept.drop(row.request_id);
    mine.delete(row.request_id);
    fault(line);
  };
  const away = button(words.drop, async () => {
    await drop();
    line.classList.remove("asked");
    location.reload();
  });
  if (status === 409) {
    const again = button(words.again, async () => {
      Object.assign(row, { again: true, refused: false });
      await kept.put(row);
      fault(line);
      send();
    });
    return fault(line, told.message, again, " ", away);
  }
  const change = button(words.change, async () => {
    await drop();
    fill(line, row.fields, row.again);
    draw();
  });
  return fault(line, told.message, change, " ", away);
}

// What the other laptop took, and whether the table is still open.
async function refresh() {
  const before = written;
  let fresh;
  try {
    const answer = await fetch(state.fresh, { headers: { accept: "application/json" } });
    if (answer.redirected || !answer.ok) return tell(words.login);
    fresh = await answer.json();
  } catch (noSignal) {
    return tell(words.offline);
  }
  if (sending || written !== before) return undefined; // rows went meanwhile: this is older than what is known
  taken.clear();
  for (const visit of fresh.visits) {
    if (mine.delete(visit.request_id)) await kept.drop(visit.request_id); // its answer was lost
    taken.set(visit.request_id, visit);
  }
  hold(fresh.boxes);
  state.open = fresh.state === "open";
  tell(state.open ? "" : words.closed);
  draw();
  return send();
}

// -- From the beginning -------------------------------------------------------------------------------------------

async function begin() {
  for (const visit of state.taken) taken.set(visit.request_id, visit);
  try {
    for (const row of await kept.all()) {
      if (row.day !== state.day) continue;
      if (taken.has(row.request_id)) await kept.drop(row.request_id);
      else mine.set(row.request_id, row);
    }
  } catch (keepsNothing) {
    plain = true;
    return;
  }
  document.getElementById("desk").hidden = !state.writes;
  draw();
  if (state.writes) who.focus({ preventScroll: Boolean(location.hash) });
  if (state.open) await install();
  else if (!mine.size) await kept.forgetPages();
  await refresh();
  setInterval(refresh, 10_000);
  addEventListener("online", refresh);
}

// Keep this page and what it is drawn with, so that it opens without a signal.
async function install() {
  if (!navigator.serviceWorker || !state.writes) return;
  await navigator.serviceWorker.register(state.worker);
  await navigator.serviceWorker.ready;
  await kept.forgetPages(location.pathname);
  const assets = performance.getEntriesByType("resource").map((entry) => entry.name);
  const own = assets.filter((url) => new URL(url).pathname.startsWith("/static/"));
  try {
    await (await caches.open("kahro-sheets")).add(new Request(location.pathname, { cache: "reload" }));
    await (await caches.open("kahro-assets")).addAll(own);
  } catch (noSignal) {
    // kept from the last time
  }
}

begin();
