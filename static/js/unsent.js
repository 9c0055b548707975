// On every page: rows of the sheet that this device has not sent are said, and how one of them ends apart from the sheet.
const rowsWorth = (rows) => rows.flatMap((row) => row.paid).reduce((total, [, amount]) => total + Number(amount), 0);
const inBaht = (value) => value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

async function sayUnsent() {
  const line = document.getElementById("unsent-here");
  if (!line) return;
  let rows = [];
  try {
    rows = await kept.all();
  } catch (keepsNothing) {
    return;
  }
  // Nobody needs to look for the device they hold in their hand.
  const own = document.querySelector(`.device[data-device="${localStorage.kahroDevice}"]`);
  if (own) own.hidden = !rows.length;
  line.hidden = !rows.length;
  line.querySelector("span").textContent = filled(line.dataset.says, { n: rows.length, total: inBaht(rowsWorth(rows)) });
}

// Posts what becomes of a row. Without a signal it throws, as `fetch` does; the answer says the rest.
function answer(row, address, fields) {
  const body = new FormData();
  const known = { request_id: row.request_id, ticket: row.ticket ?? "", at: row.at ?? "", paid_by: row.paid_by ?? "" };
  for (const [name, text] of Object.entries({ ...known, ...fields })) body.set(name, text);
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  return fetch(address, { method: "POST", body, headers: { accept: "application/json", "X-CSRFToken": token } });
}

// "recorded at the counter" or "thrown away": the sentence of a refusal, or nothing when the row is settled and gone.
async function settle(row, fields) {
  const boxes = Object.entries(row.sums ?? {}).map(([box, amount]) => [`box_${box}`, amount]);
  const said = await answer(row, row.action.replace("/sheet/", "/unsent/"), { ...Object.fromEntries(boxes), ...fields });
  if (said.status >= 500) throw new Error("no answer");
  if (said.ok && !said.redirected) return kept.drop(row.request_id);
  const told = said.headers.get("content-type")?.includes("json") ? await said.json() : {};
  return told.message ?? document.body.dataset.barred ?? "";
}

// Thrown away with a reason that the server remembers, at the latest when it is heard again.
async function throwAway(row, reason) {
  try {
    return await settle(row, { reason });
  } catch (noSignal) {
    await kept.put({ ...row, thrown: reason });
    return undefined;
  }
}

addEventListener("DOMContentLoaded", sayUnsent);
