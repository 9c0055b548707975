// What this device knows of the day beyond its page: what other laptops took, whether the day is still open, and what
// was stored so that the page opens without a signal. The last script of the sheet: it begins the work.

const FINAL = ["balanced", "short", "over", "banked", "closed"];
let clock = null;
let wholeList = { at: state.at, visits: state.taken, state: state.state }; // the newest complete list of visits

// Asks for the visits of all laptops and the state of the day.
async function refresh() {
  const before = answeredRows;
  let fresh;
  try {
    const response = await fetch(state.fresh, { headers: { accept: "application/json", ...unsentHeaders() } });
    if (response.status === 403 || response.status === 404) return sheetEnded();
    if (response.redirected || !response.ok) {
      poll(false); // whoever logs in elsewhere comes back to this window, which refreshes then
      return showStatus(words.login);
    }
    fresh = await response.json();
  } catch (noSignal) {
    return signalLost();
  }
  hasSignal = true;
  if (sending || answeredRows !== before) return undefined; // rows were sent meanwhile: this reply is older than that
  serverVisits.clear();
  for (const visit of fresh.visits) {
    if (unsentRows.delete(visit.request_id)) await deviceStore.deleteRow(visit.request_id); // its answer was lost
    serverVisits.set(visit.request_id, visit);
  }
  setCash(fresh.boxes);
  wholeList = fresh;
  await storeDay();
  setDayState(fresh.state);
  showStatus(state.open ? "" : (words[state.state] ?? words.closed));
  poll(!FINAL.includes(state.state));
  if (state.open) for (const row of unsentRows.values()) delete row.stopped;
  draw();
  return send();
}

const setDayState = (dayState) => Object.assign(state, { open: dayState === "open", state: dayState });

// The officer may not write on this sheet any more. Rows that were not sent stay on the list of unsent rows.
function sheetEnded() {
  poll(false);
  state.open = false;
  showStatus(words.ended);
}

// Asks the server every ten seconds while it may have something new.
function poll(on) {
  clearInterval(clock);
  clock = on ? setInterval(refresh, 10_000) : null;
}

// How many rows this device has not sent, so that those who count the cash know of them.
function unsentHeaders() {
  if (!state.writes) return {};
  const unsent = [...unsentRows.values()];
  return { "X-Device": deviceId(), "X-Unsent": `${unsent.length} ${(totalSatang(unsent) / 100).toFixed(2)}` };
}

function deviceId() {
  try {
    return (localStorage.kahroDevice ??= newId());
  } catch (noStorage) {
    return "";
  }
}

// Stores the list of visits and those that came after it, so that the page shows them without a signal too.
async function storeDay(...visits) {
  if (!state.writes) return;
  try {
    await deviceStore.putDay(location.pathname, wholeList, visits);
  } catch (full) {
    // the row itself is with the server
  }
}

// The visits of the page, and what this device has learnt since the page was stored.
async function loadDay() {
  for (const visit of state.taken) serverVisits.set(visit.request_id, visit);
  const stored = await deviceStore.day(location.pathname);
  if (stored?.whole.at > state.at) {
    wholeList = stored.whole;
    serverVisits.clear();
    for (const visit of wholeList.visits) serverVisits.set(visit.request_id, visit);
    if (wholeList.boxes) setCash(wholeList.boxes);
    setDayState(wholeList.state);
  }
  for (const visit of stored?.since ?? []) {
    if (visit.at <= wholeList.at) continue;
    serverVisits.set(visit.request_id, visit);
    setCash(visit.boxes);
  }
}

async function loadRows() {
  for (const row of await deviceStore.allRows()) {
    if (row.day !== state.day || row.thrown) continue;
    if (serverVisits.has(row.request_id)) await deviceStore.deleteRow(row.request_id);
    else unsentRows.set(row.request_id, row);
  }
}

async function begin() {
  try {
    await loadDay();
    await loadRows();
  } catch (noStorage) {
    return showStorageLimit(words.nowhere);
  }
  draw();
  submitsForms = false;
  document.getElementById("desk").hidden = !state.writes;
  if (state.writes) memberField.focus({ preventScroll: Boolean(location.hash) });
  if (state.open) await storePage();
  else if (!unsentRows.size) await deviceStore.deletePages();
  poll(true);
  await refresh();
  addEventListener("online", refresh);
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
}

// Stores this page with its scripts and styles, so that it opens without a signal.
async function storePage() {
  if (!state.writes) return;
  try {
    await navigator.serviceWorker.register(state.worker);
    await navigator.serviceWorker.ready;
  } catch (noWorker) {
    return showStorageLimit(words.stays); // plain http, a private window, or a browser set to store nothing
  }
  await deviceStore.deletePages(location.pathname);
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const assets = loaded.filter((url) => new URL(url).pathname.startsWith("/static/"));
  try {
    await (await caches.open("kahro-sheets")).add(new Request(location.pathname, { cache: "reload" }));
    // Without cookies, so that no officer's name is in these pages.
    const pages = state.pages.map((url) => new Request(url, { cache: "reload", credentials: "omit" }));
    await (await caches.open("kahro-pages")).addAll(pages);
    await (await caches.open("kahro-assets")).addAll([...assets, ...state.assets]);
  } catch (noSignal) {
    // the copy of the last time is still there
  }
}

begin();
