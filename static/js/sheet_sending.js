// A row is stored on this device before it is sent, and sent until the server answers; its request id makes it count
// once.

async function storeRow(row) {
  const entered = readAmounts(row);
  if (!entered) return;
  if (!entered.paid.length) return showError(row, `${nameOf(row)}: ${words.nothing}`);
  if (asksOnceMore(row, entered.paid)) return;
  showError(row);
  const stored = rowToStore(row, entered);
  row.sure = "";
  broughtByField.value = memberField.value = ""; // at once: the next number may be typed already
  choose(null);
  memberField.focus();
  try {
    await deviceStore.putRow(stored, row.replaced);
  } catch (full) {
    return showError(row, `${nameOf(row)}: ${words.full}`);
  }
  row.replaced = null;
  unsentRows.set(stored.request_id, stored);
  row.classList.remove("editing");
  row.again = false;
  draw();
  return send();
}

// What is typed in a row: the fields as they are, and [key, baht] of each amount above zero. A field that is no amount
// is selected and its error shown; then there is no result.
function readAmounts(row) {
  const fields = {};
  const paid = [];
  for (const field of inputs(row)) {
    if (!field.value.trim()) continue;
    const amount = satang(field.value);
    if (!(amount >= 0)) {
      const params = { column: columnOf(field.name).textContent, text: field.value };
      showError(row, `${nameOf(row)}, ${fillIn(words.letters, params)}`);
      field.select();
      return undefined;
    }
    if (amount) (fields[field.name] = field.value), paid.push([field.name, (amount / 100).toFixed(2)]);
  }
  return { fields, paid };
}

// The row as it is stored. The names of its fields stay the same in every version: a laptop may hold rows for weeks.
function rowToStore(row, { fields, paid }) {
  const form = row.querySelector("form");
  return {
    request_id: form.elements.request_id.value,
    day: state.day,
    user: state.user,
    action: form.action,
    person: Number(row.dataset.person),
    fields,
    paid,
    again: row.again || form.elements.again?.checked || false,
    paid_by: broughtByField.value.trim(),
    sure: row.sure ?? "",
    ...originOf(row, paid),
  };
}

// What the list of unsent rows shows and the server checks, wherever the sheet and its officer are by then.
function originOf(row, paid) {
  const sums = {};
  const titles = {};
  for (const [key, amount] of paid) {
    const column = columnOf(key);
    const before = satang(sums[column.dataset.box] ?? "0");
    sums[column.dataset.box] = ((before + satang(amount)) / 100).toFixed(2);
    titles[key] = column.textContent;
  }
  const member = row.querySelector("[data-number]")?.dataset.number;
  const { on, writer, ticket } = state;
  return { sums, titles, member, on, writer, ticket, at: new Date().toISOString() };
}

function send() {
  sending ??= sendAll().finally(() => (sending = null));
  return sending;
}

async function sendAll() {
  const tried = new Set();
  const maySend = (row) => row.user === state.user && !row.refused && !row.stopped && !tried.has(row);
  const next = () => state.open && [...unsentRows.values()].find(maySend);
  for (let row = next(); row; row = next()) {
    tried.add(row);
    if (!(await deviceStore.hasRow(row.request_id))) {
      unsentRows.delete(row.request_id); // settled on the list of unsent rows meanwhile
      continue;
    }
    let response;
    try {
      response = await postToSheet(row);
    } catch (noSignal) {
      return setLargeRowsAside().then(signalLost);
    }
    if (response.redirected) return showStatus(words.login);
    if (response.status === 403 || response.status === 404) return sheetEnded();
    if (response.status >= 500) return setLargeRowsAside().then(signalLost);
    hasSignal = true;
    showStatus("");
    const reply = await response.json();
    if (response.ok) await rowRecorded(row, reply);
    else rowRefused(row, response.status, reply);
  }
}

function postToSheet(row) {
  const { request_id, paid_by } = row;
  const again = row.again ? { again: "yes" } : {};
  return postForm(row.action, { ...row.fields, request_id, paid_by, ...again, ...confirmationsOf(row) });
}

async function rowRecorded(row, visit) {
  await storeDay(visit); // before the row is deleted: the device never knows less than it did
  await deviceStore.deleteRow(row.request_id);
  unsentRows.delete(row.request_id);
  serverVisits.set(row.request_id, visit);
  answeredRows += 1;
  setCash(visit.boxes);
  draw();
}

// The cash in the boxes, as the server counts it.
function setCash(boxes) {
  for (const [box, cash] of Object.entries(boxes)) {
    const till = document.querySelector(`#till [data-box="${box}"]`);
    if (till) till.dataset.expects = cash;
  }
}

// Shows the refusal under the row with what can be done: confirm, take again, change or throw away.
function rowRefused(row, status, reply) {
  if (status === 410 || status === 423) {
    row.stopped = true; // until the day is open again
    return showStatus(reply.message);
  }
  row.refused = true;
  draw();
  const line = rows.get(String(row.person));
  const dropButton = button(words.drop, () => dropRow(row, line, reply.message, dropButton));
  if (status === 428) return askBeside(row, line, reply, dropButton);
  const next = status === 409
    ? button(words.again, () => resend(row, line, { again: true }))
    : button(words.change, () => changeRow(row, line));
  return showError(line, reply.message, next, " ", dropButton);
}

async function dropRow(row, line, reason, dropButton) {
  const refusal = await throwAway(row, reason);
  if (refusal) return showError(line, refusal, dropButton);
  unsentRows.delete(row.request_id);
  showError(line);
  line.classList.remove("editing");
  if (navigator.serviceWorker?.controller) return location.reload();
  draw(); // without a service worker the page could not open again without a signal: it stays
  return refresh();
}

// Back into the fields. The stored row stays on this device until the changed row replaces it.
function changeRow(row, line) {
  unsentRows.delete(row.request_id);
  showError(line);
  editRow(line, row.fields, row.again);
  line.replaced = row.request_id;
  draw();
}
