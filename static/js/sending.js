// A row is kept on this device before it is sent, and sent until the server answers; its request id makes it count once.

async function keep(row) {
  const form = row.querySelector("form");
  const fields = {};
  const paid = [];
  for (const field of inputs(row)) {
    if (!field.value.trim()) continue;
    const column = columns.find((one) => one.dataset.key === field.name);
    const amount = satang(field.value);
    if (!(amount >= 0)) {
      const told = { column: column.textContent, text: field.value };
      fault(row, `${nameOf(row)}, ${say(words.letters, told)}`);
      return field.select();
    }
    if (amount) (fields[field.name] = field.value), paid.push([field.name, (amount / 100).toFixed(2)]);
  }
  if (!paid.length) return fault(row, `${nameOf(row)}: ${words.nothing}`);
  if (doubts(row, paid)) return undefined;
  fault(row);
  const again = row.again || form.elements.again?.checked || false;
  const request_id = form.elements.request_id.value;
  const person = Number(row.dataset.person);
  const kept_row = { request_id, day: state.day, user: state.user, action: form.action, person, fields, paid, again };
  Object.assign(kept_row, { paid_by: by.value.trim(), sure: row.sure ?? "" });
  row.sure = "";
  Object.assign(kept_row, apart(row, paid));
  by.value = who.value = ""; // at once: the next number may be on its way already
  choose(null);
  who.focus();
  try {
    await kept.put(kept_row, row.replaced);
  } catch (full) {
    return fault(row, `${nameOf(row)}: ${words.full}`);
  }
  row.replaced = null;
  mine.set(request_id, kept_row);
  row.classList.remove("asked");
  row.again = false;
  draw();
  return send();
}

// What the list of unsent rows shows and the server checks, wherever the sheet and its officer are by then.
function apart(row, paid) {
  const own = { sums: {}, titles: {}, member: row.querySelector("[data-number]")?.dataset.number };
  for (const [key, amount] of paid) {
    const column = columns.find((one) => one.dataset.key === key);
    const before = satang(own.sums[column.dataset.box] ?? "0");
    own.sums[column.dataset.box] = ((before + satang(amount)) / 100).toFixed(2);
    own.titles[key] = column.textContent;
  }
  return { ...own, on: state.on, writer: state.writer, ticket: state.ticket, at: new Date().toISOString() };
}

function send() {
  sending ??= sendAll().finally(() => (sending = null));
  return sending;
}

async function sendAll() {
  const tried = new Set();
  const may = (row) => state.open && row.user === state.user && !row.refused && !row.stopped && !tried.has(row);
  const next = () => [...mine.values()].find(may);
  for (let row = next(); row; row = next()) {
    tried.add(row);
    if (!(await kept.has(row.request_id))) {
      mine.delete(row.request_id); // settled on the list of this device meanwhile
      continue;
    }
    let answer;
    try {
      answer = await post(row);
    } catch (noSignal) {
      return setAside().then(lost);
    }
    if (answer.redirected) return tell(words.login);
    if (answer.status === 403 || answer.status === 404) return ended();
    if (answer.status >= 500) return setAside().then(lost);
    signal = true;
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
  answers(row, body);
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  return fetch(row.action, { method: "POST", body, headers: { accept: "application/json", "X-CSRFToken": token } });
}

async function arrived(row, visit) {
  await learn(visit); // before the row goes: the device never knows less than it did
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
  if (status === 410 || status === 423) {
    row.stopped = true; // until the day is open again
    return tell(told.message);
  }
  row.refused = true;
  draw();
  const line = rows.get(String(row.person));
  const away = button(words.drop, async () => {
    const barred = await throwAway(row, told.message);
    if (barred) return fault(line, barred, away);
    mine.delete(row.request_id);
    fault(line);
    line.classList.remove("asked");
    if (navigator.serviceWorker?.controller) return location.reload();
    draw(); // a page that cannot be opened again without a signal is never left
    return refresh();
  });
  if (status === 428) return ask(row, line, told, away);
  if (status === 409) {
    const again = button(words.again, async () => {
      Object.assign(row, { again: true, refused: false });
      await kept.put(row);
      fault(line);
      draw();
      send();
    });
    return fault(line, told.message, again, " ", away);
  }
  const change = button(words.change, async () => {
    mine.delete(row.request_id);
    fault(line);
    fill(line, row.fields, row.again);
    line.replaced = row.request_id; // on this device until the changed row is
    draw();
  });
  return fault(line, told.message, change, " ", away);
}

// What the other laptop took, and whether the table is still open.
async function refresh() {
  const before = written;
  let fresh;
  try {
    const answer = await fetch(state.fresh, { headers: { accept: "application/json", ...report() } });
    if (answer.status === 403 || answer.status === 404) return ended();
    if (answer.redirected || !answer.ok) {
      listen(false); // whoever logs in elsewhere comes back to this window
      return tell(words.login);
    }
    fresh = await answer.json();
  } catch (noSignal) {
    return lost();
  }
  signal = true;
  if (sending || written !== before) return undefined; // rows went meanwhile: this is older than what is known
  taken.clear();
  for (const visit of fresh.visits) {
    if (mine.delete(visit.request_id)) await kept.drop(visit.request_id); // its answer was lost
    taken.set(visit.request_id, visit);
  }
  hold(fresh.boxes);
  whole = fresh;
  await learn();
  Object.assign(state, { open: fresh.state === "open", state: fresh.state });
  tell(state.open ? "" : (words[state.state] ?? words.closed));
  listen(!FINAL.includes(state.state));
  if (state.open) for (const row of mine.values()) delete row.stopped;
  draw();
  return send();
}

// The table has another officer by now, or none: nothing is asked any more, and the rows stay on the list of the device.
function ended() {
  listen(false);
  state.open = false;
  tell(words.ended);
}

const FINAL = ["balanced", "short", "over", "banked", "closed"];
let clock = null;

// Asks the server every ten seconds, as long as it may have something new to say.
function listen(on) {
  clearInterval(clock);
  clock = on ? setInterval(refresh, 10_000) : null;
}

// What this device still holds, so that whoever counts knows of it.
function report() {
  if (!state.writes) return {};
  const rows = [...mine.values()];
  return { "X-Device": deviceId(), "X-Unsent": `${rows.length} ${(worth(rows) / 100).toFixed(2)}` };
}

function deviceId() {
  try {
    return (localStorage.kahroDevice ??= freshId());
  } catch (keepsNothing) {
    return "";
  }
}

// -- What is known beyond the page ----------------------------------------------------------------------------------

let whole = { at: state.at, visits: state.taken, state: state.state }; // the last list of all visits

// Kept, so that the page without a signal knows it too: what was paid, and what lies in the boxes.
async function learn(...visits) {
  if (!state.writes) return;
  try {
    await kept.learn(location.pathname, whole, visits);
  } catch (full) {
    // the row itself is with the server
  }
}

// The page as it was kept, and everything that this device has learnt since.
async function recall() {
  for (const visit of state.taken) taken.set(visit.request_id, visit);
  const known = await kept.day(location.pathname);
  if (known?.whole.at > state.at) {
    whole = known.whole;
    taken.clear();
    for (const visit of whole.visits) taken.set(visit.request_id, visit);
    if (whole.boxes) hold(whole.boxes);
    Object.assign(state, { open: whole.state === "open", state: whole.state });
  }
  for (const visit of known?.since ?? []) {
    if (visit.at <= whole.at) continue;
    taken.set(visit.request_id, visit);
    hold(visit.boxes);
  }
}

// -- From the beginning -------------------------------------------------------------------------------------------

async function begin() {
  try {
    await recall();
    for (const row of await kept.all()) {
      if (row.day !== state.day || row.thrown) continue;
      if (taken.has(row.request_id)) await kept.drop(row.request_id);
      else mine.set(row.request_id, row);
    }
  } catch (keepsNothing) {
    return warn(words.nowhere);
  }
  draw();
  plain = false;
  document.getElementById("desk").hidden = !state.writes;
  if (state.writes) who.focus({ preventScroll: Boolean(location.hash) });
  if (state.open) await install();
  else if (!mine.size) await kept.forgetPages();
  listen(true);
  await refresh();
  addEventListener("online", refresh);
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
}

// Keep this page and what it is drawn with, so that it opens without a signal.
async function install() {
  if (!state.writes) return;
  try {
    await navigator.serviceWorker.register(state.worker);
    await navigator.serviceWorker.ready;
  } catch (noWorker) {
    return warn(words.stays); // plain http, a private window, or the browser was told to keep nothing
  }
  await kept.forgetPages(location.pathname);
  const assets = performance.getEntriesByType("resource").map((entry) => entry.name);
  const own = assets.filter((url) => new URL(url).pathname.startsWith("/static/"));
  try {
    await (await caches.open("kahro-sheets")).add(new Request(location.pathname, { cache: "reload" }));
    const bare = state.pages.map((url) => new Request(url, { cache: "reload", credentials: "omit" })); // nobody's name
    await (await caches.open("kahro-pages")).addAll(bare);
    await (await caches.open("kahro-assets")).addAll([...own, ...state.assets]);
  } catch (noSignal) {
    // kept from the last time
  }
}

begin();
