// The list of the rows this device has not sent, filled from the device. The server adds names and says what may be
// done.
const list = document.getElementById("unsent-list");
const listWords = JSON.parse(document.getElementById("unsent-words").textContent);
const user = Number(list.dataset.user);
const dayAddress = (row) => row.action.replace(/\/sheet\/\d+\/$/, "/unsent/");

async function showList() {
  const rows = (await deviceStore.allRows()).sort((one, other) => (one.at ?? "").localeCompare(other.at ?? ""));
  drawList(rows, new Map());
  const days = new Map();
  for (const address of new Set(rows.map(dayAddress))) days.set(address, await fetchDay(address, rows));
  const unsettled = [];
  for (const row of rows) if (!(await isSettled(row, days.get(dayAddress(row))))) unsettled.push(row);
  document.getElementById("unsent-offline").hidden = ![...days.values()].includes("offline");
  drawList(unsettled, days);
  await showUnsentCount();
}

// What the server knows of the rows of one day: "offline", "barred" for who has no office there, or what may be done.
async function fetchDay(address, rows) {
  const ofDay = rows.filter((row) => dayAddress(row) === address);
  const query = new URLSearchParams(ofDay.flatMap((row) => [["row", row.request_id], ["person", row.person]]));
  try {
    const response = await fetch(`${address}?${query}`, { headers: { accept: "application/json" } });
    if (response.status >= 500) return "offline";
    return response.ok && !response.redirected ? await response.json() : "barred";
  } catch (noSignal) {
    return "offline";
  }
}

// Whether a row has ended: it is in the books already although the answer was lost, or it was thrown away without a
// signal and the server records that now.
async function isSettled(row, day) {
  if (day.known?.includes(row.request_id)) {
    await deviceStore.deleteRow(row.request_id);
    return true;
  }
  return Boolean(row.thrown && day.settles && !(await settle(row, { reason: row.thrown })));
}

function drawList(rows, days) {
  document.getElementById("unsent-none").hidden = rows.length > 0;
  document.getElementById("unsent-table").hidden = !rows.length;
  document.getElementById("unsent-total").textContent = inBaht(totalBaht(rows));
  list.querySelector("tbody").replaceChildren(...rows.map((row) => lineOf(row, days.get(dayAddress(row)))));
}

function lineOf(row, day) {
  const line = document.getElementById("unsent-row").content.firstElementChild.cloneNode(true);
  const put = (name, text) => (line.querySelector(`[data-is=${name}]`).textContent = text ?? "");
  const at = row.at ? new Date(row.at).toLocaleString("th-TH", { dateStyle: "short", timeStyle: "short" }) : "";
  put("on", row.on);
  put("number", row.member ?? `#${row.person}`);
  put("name", day?.people?.[row.person]);
  put("by", row.paid_by ? fillIn(listWords.brought, { name: row.paid_by }) : "");
  put("paid", row.paid.map(([key, amount]) => `${row.titles?.[key] ?? key} ${inBaht(Number(amount))}`).join(" · "));
  put("total", inBaht(totalBaht([row])));
  put("written", [at, row.writer].filter(Boolean).join(" · "));
  put("says", stateOf(row, day));
  showActs(line, row, day);
  return line;
}

// A sentence about where the row stands.
function stateOf(row, day) {
  if (row.thrown) return fillIn(listWords.thrown, { reason: row.thrown });
  if (!day || day === "offline") return listWords.offline;
  if (day === "barred") return user ? listWords.barred : listWords.anonymous;
  const box = Object.keys(row.sums ?? {}).find((key) => day.over[key]);
  return box ? `${day.says}. ${fillIn(listWords.over, { amount: inBaht(Number(day.over[box])) })}` : day.says;
}

// Shows only the acts that are possible now.
function showActs(line, row, day) {
  const isOpen = day?.state === "open" && day.enters && !row.thrown;
  const possible = {
    send: isOpen && row.user === user,
    over: isOpen && row.user !== user,
    recorded: Boolean(day?.settles) && !row.thrown,
    thrown: (day === "offline" || Boolean(day?.settles)) && !row.thrown,
  };
  line.querySelector("details").hidden = !Object.values(possible).some(Boolean);
  for (const form of line.querySelectorAll("form")) {
    form.hidden = !possible[form.dataset.act];
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      submitAct(form, row, line);
    });
  }
  const counter = line.querySelector("a");
  if (day?.counter) counter.href = `${day.counter}?q=${encodeURIComponent(row.member ?? "")}`;
}

async function submitAct(form, row, line) {
  let refusal = "";
  try {
    refusal = await perform(form, row);
  } catch (noSignal) {
    refusal = listWords.offline;
  }
  if (!refusal) return showList();
  const errors = line.querySelector(".errors");
  errors.textContent = refusal;
  errors.hidden = false;
  return undefined;
}

// Does what the form is for. Returns the sentence of a refusal, or nothing.
async function perform(form, row) {
  const fields = Object.fromEntries(new FormData(form));
  if (form.dataset.act === "recorded") return settle(row, fields);
  if (form.dataset.act !== "thrown") return sendRow(row, form);
  return fields.reason.trim() ? throwAway(row, fields.reason) : listWords.reason;
}

// Sends a row to the sheet under the name of the officer who sends it; its ticket names who wrote it first. When the
// server asks for a confirmation, the button then shows it, and pressing the button again sends it along.
async function sendRow(row, form) {
  const again = row.again && { again: "yes" };
  const flags = { ...again, ...(row.sure && { sure: row.sure }), ...(row.waits && { ask: "yes" }) };
  const response = await postRow(row, row.action, { ...row.fields, ...flags, ...form.confirmed });
  if (response.status >= 500) return listWords.offline;
  const reply = await replyOf(response);
  if (response.ok && reply.request_id) return deviceStore.deleteRow(row.request_id);
  const needed = { again: { again: "yes" }, unusual: { sure: reply.sure }, second: { ask: "yes" } }[reply.code];
  if (needed) {
    form.confirmed = { ...form.confirmed, ...needed };
    form.querySelector("button").textContent = listWords[reply.code];
  }
  return reply.message ?? listWords.barred;
}

document.getElementById("unsent-print").addEventListener("click", () => print());
showList();
