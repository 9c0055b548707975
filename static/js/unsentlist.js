// The list of what this device has not sent, filled from the device; the server adds names and says what may be done.
const list = document.getElementById("unsent-list");
const listWords = JSON.parse(document.getElementById("unsent-words").textContent);
const user = Number(list.dataset.user);
const placeOf = (row) => row.action.replace(/\/sheet\/\d+\/$/, "/unsent/");

async function showList() {
  const rows = (await kept.all()).sort((one, other) => (one.at ?? "").localeCompare(other.at ?? ""));
  draw(rows, new Map());
  const places = new Map();
  for (const place of new Set(rows.map(placeOf))) places.set(place, await ask(place, rows));
  const left = [];
  for (const row of rows) if (!(await isOver(row, places.get(placeOf(row))))) left.push(row);
  document.getElementById("unsent-offline").hidden = ![...places.values()].includes("offline");
  draw(left, places);
  await sayUnsent();
}

// What the server knows of the rows of one day: "offline", "barred" for who has no office there, or what may be done.
async function ask(place, rows) {
  const own = rows.filter((row) => placeOf(row) === place);
  const query = new URLSearchParams(own.flatMap((row) => [["row", row.request_id], ["person", row.person]]));
  try {
    const said = await fetch(`${place}?${query}`, { headers: { accept: "application/json" } });
    if (said.status >= 500) return "offline";
    return said.ok && !said.redirected ? await said.json() : "barred";
  } catch (noSignal) {
    return "offline";
  }
}

// A row whose answer was lost is in the books; one thrown away without a signal is told to the server now.
async function isOver(row, place) {
  if (place.known?.includes(row.request_id)) {
    await kept.drop(row.request_id);
    return true;
  }
  return Boolean(row.thrown && place.settles && !(await settle(row, { reason: row.thrown })));
}

function draw(rows, places) {
  document.getElementById("unsent-none").hidden = rows.length > 0;
  document.getElementById("unsent-table").hidden = !rows.length;
  document.getElementById("unsent-total").textContent = inBaht(rowsWorth(rows));
  const lines = rows.map((row) => lineOf(row, places.get(placeOf(row))));
  list.querySelector("tbody").replaceChildren(...lines);
}

function lineOf(row, place) {
  const line = document.getElementById("unsent-row").content.firstElementChild.cloneNode(true);
  const put = (name, text) => (line.querySelector(`[data-is=${name}]`).textContent = text ?? "");
  const at = row.at ? new Date(row.at).toLocaleString("th-TH", { dateStyle: "short", timeStyle: "short" }) : "";
  put("on", row.on);
  put("number", row.member ?? `#${row.person}`);
  put("name", place?.people?.[row.person]);
  put("by", row.paid_by ? filled(listWords.brought, { name: row.paid_by }) : "");
  put("paid", row.paid.map(([key, amount]) => `${row.titles?.[key] ?? key} ${inBaht(Number(amount))}`).join(" · "));
  put("total", inBaht(rowsWorth([row])));
  put("written", [at, row.writer].filter(Boolean).join(" · "));
  put("says", says(row, place));
  offer(line, row, place);
  return line;
}

function says(row, place) {
  if (row.thrown) return filled(listWords.thrown, { reason: row.thrown });
  if (!place || place === "offline") return listWords.offline;
  if (place === "barred") return user ? listWords.barred : listWords.anonymous;
  const over = Object.keys(row.sums ?? {}).find((box) => place.over[box]);
  return over ? `${place.says}. ${filled(listWords.over, { amount: inBaht(Number(place.over[over])) })}` : place.says;
}

// Only what may be done now is shown.
function offer(line, row, place) {
  const open = place?.state === "open" && place.enters && !row.thrown;
  const may = {
    send: open && row.user === user,
    over: open && row.user !== user,
    recorded: Boolean(place?.settles) && !row.thrown,
    thrown: (place === "offline" || Boolean(place?.settles)) && !row.thrown,
  };
  line.querySelector("details").hidden = !Object.values(may).some(Boolean);
  for (const form of line.querySelectorAll("form")) {
    form.hidden = !may[form.dataset.act];
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      act(form, row, line);
    });
  }
  const counter = line.querySelector("a");
  if (place?.counter) counter.href = `${place.counter}?q=${encodeURIComponent(row.member ?? "")}`;
}

async function act(form, row, line) {
  const typed = Object.fromEntries(new FormData(form));
  let fault = "";
  try {
    if (form.dataset.act === "recorded") fault = await settle(row, typed);
    else if (form.dataset.act === "thrown") fault = typed.reason.trim() ? await throwAway(row, typed.reason) : listWords.reason;
    else fault = await send(row, form);
  } catch (noSignal) {
    fault = listWords.offline;
  }
  if (!fault) return showList();
  const errors = line.querySelector(".errors");
  errors.textContent = fault;
  errors.hidden = false;
  return undefined;
}

// Onto the sheet, under the name of who sends it; the ticket names who wrote it first. What the server asks about is sent
// along when the button is pressed once more.
async function send(row, form) {
  const known = { ...(row.again && { again: "yes" }), ...(row.sure && { sure: row.sure }), ...(row.waits && { ask: "yes" }) };
  const said = await answer(row, row.action, { ...row.fields, ...known, ...form.more });
  if (said.status >= 500) return listWords.offline;
  const told = said.headers.get("content-type")?.includes("json") ? await said.json() : {};
  if (said.ok && told.request_id) return kept.drop(row.request_id);
  const more = { again: { again: "yes" }, unusual: { sure: told.sure }, second: { ask: "yes" } }[told.code];
  if (more) {
    form.more = { ...form.more, ...more };
    form.querySelector("button").textContent = listWords[told.code];
  }
  return told.message ?? listWords.barred;
}

document.getElementById("unsent-print").addEventListener("click", () => print());
showList();
