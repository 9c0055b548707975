// On every page: shows that this device has rows of the sheet which it has not sent. Also what the other scripts share:
// amounts and sentences as they are shown, requests to the server, and how a row ends without the sheet.
const totalBaht = (rows) => rows.flatMap((row) => row.paid).reduce((total, [, amount]) => total + Number(amount), 0);
const inBaht = (value) => value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const fillIn = (text, params) => text.replace(/\{(\w+)\}/g, (_all, name) => params[name] ?? "");

async function showUnsentCount() {
  const line = document.getElementById("unsent-here");
  if (!line) return;
  let rows = [];
  try {
    rows = await deviceStore.allRows();
  } catch (noStorage) {
    return;
  }
  // The page may list this device by its last report; it is hidden when everything was sent meanwhile.
  const ownEntry = document.querySelector(`.device[data-device="${localStorage.kahroDevice}"]`);
  if (ownEntry) ownEntry.hidden = !rows.length;
  line.hidden = !rows.length;
  const params = { n: rows.length, total: inBaht(totalBaht(rows)) };
  line.querySelector("span").textContent = fillIn(line.dataset.says, params);
}

// Posts fields as a form and asks for JSON. Without a signal it throws, as `fetch` does.
function postForm(address, fields) {
  const body = new FormData();
  for (const [name, text] of Object.entries(fields)) body.set(name, text);
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  return fetch(address, { method: "POST", body, headers: { accept: "application/json", "X-CSRFToken": token } });
}

// Posts what becomes of a row that another officer, another page or another day may settle.
function postRow(row, address, fields) {
  const origin = { request_id: row.request_id, ticket: row.ticket ?? "", at: row.at ?? "", paid_by: row.paid_by ?? "" };
  return postForm(address, { ...origin, ...fields });
}

// The JSON of a response; an empty object when it is a page.
async function replyOf(response) {
  return response.headers.get("content-type")?.includes("json") ? response.json() : {};
}

// Records a row at the counter or throws it away. Returns the sentence of a refusal, or nothing when the row is settled
// and no longer on this device.
async function settle(row, fields) {
  const boxes = Object.fromEntries(Object.entries(row.sums ?? {}).map(([box, amount]) => [`box_${box}`, amount]));
  const response = await postRow(row, row.action.replace("/sheet/", "/unsent/"), { ...boxes, ...fields });
  if (response.status >= 500) throw new Error("no answer");
  if (response.ok && !response.redirected) return deviceStore.deleteRow(row.request_id);
  return (await replyOf(response)).message ?? document.body.dataset.barred ?? "";
}

// Throws a row away with a reason that the server records; without a signal, when the server answers again.
async function throwAway(row, reason) {
  try {
    return await settle(row, { reason });
  } catch (noSignal) {
    await deviceStore.putRow({ ...row, thrown: reason });
    return undefined;
  }
}

addEventListener("DOMContentLoaded", showUnsentCount);
