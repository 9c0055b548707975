// The sheet without a mouse: a number and Enter take a member, ↓ ↑ walk among those that fit what is typed, + changes an
// amount or takes a second payment, Escape goes back. Enter does nothing unless the marked row fits what is typed.
const choices = document.getElementById("choices");
const MOST = 8; // more names than this are no help

const typed = () => comparable(who.value);

// Of one member: what they are called by in each group that sits, also when they have nothing to pay in it.
const numbersOf = (row) => [...row.querySelectorAll("[data-number]")].map((one) => one.dataset.number);
const people = [
  ...[...rows.values()].map((row) => ({ row, name: nameOf(row), numbers: numbersOf(row) })),
  ...state.others,
].map((one) => ({ ...one, spelled: comparable(one.name) }));

function fits(one, text) {
  if (!/^[\d-]+$/.test(text)) return one.spelled.includes(text);
  const isCalled = (number) => number === text || number.replace("-", "") === text || Number(number.slice(3)) === Number(text);
  return one.numbers.some(isCalled);
}

// Those that fit what is typed; with nothing typed, all who may still come.
function fitting() {
  const text = typed();
  if (text) return people.filter((one) => fits(one, text));
  return people.filter((one) => one.row && !one.row.classList.contains("taken"));
}

function choose(row) {
  chosen?.classList.remove("chosen");
  chosen = row;
  row?.classList.add("chosen");
  row?.scrollIntoView({ block: "center" });
  announce();
}

// What Enter will do with the marked row, and who else answers.
function announce() {
  const text = typed();
  const all = text ? fitting() : [];
  choices.replaceChildren(...(all.length > 1 && all.length <= MOST ? all.map(choice) : []));
  if (chosen) found.textContent = promise(chosen);
  else if (all.length > 1) found.textContent = say(words.many, { n: all.length });
  else if (all.length === 1) found.textContent = all[0].row ? "" : say(words.absent, called(all[0]));
  else found.textContent = text ? words.none : "";
}

function promise(row) {
  const { name } = called({ row, name: nameOf(row) });
  if (row.classList.contains("taken") && !row.visits.some(counts)) return say(words.unsettled, { name });
  if (row.classList.contains("taken")) return say(words.taken, { name, total: baht(paidBy(row) / 100) });
  return say(words.due, { name, total: baht(sum(inputs(row).map((field) => satang(field.value) || 0)) / 100) });
}

// A name with the numbers it goes by, each with its book.
function called({ row, name, groups }) {
  const shown = row ? [...row.querySelectorAll(".numbers")].map((one) => one.textContent.trim()) : groups;
  return { name: `${name} (${shown.join(" · ")})` };
}

function choice(one) {
  const { name } = called(one);
  if (!one.row) return Object.assign(document.createElement("span"), { textContent: say(words.absent, { name }) });
  const made = button(name, () => (choose(one.row), who.focus()));
  made.classList.toggle("chosen", one.row === chosen);
  return made;
}

function search() {
  const all = typed() ? fitting() : [];
  choose(all.length === 1 ? (all[0].row ?? null) : null);
}

function step(way) {
  const all = fitting().flatMap((one) => one.row ?? []);
  if (!typed() && chosen && !all.includes(chosen)) return choose(all.find((row) => follows(row, chosen)) ?? null);
  const at = all.indexOf(chosen);
  choose(all[at < 0 ? 0 : Math.min(Math.max(at + way, 0), all.length - 1)] ?? null);
}

const follows = (row, other) => other.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;

function enter() {
  const fit = chosen && (!typed() || people.some((one) => one.row === chosen && fits(one, typed())));
  if (!fit) search();
  else if (chosen.classList.contains("taken")) announce();
  else take(chosen);
}

function take(row) {
  if (state.open) keep(row);
  else fault(row, `${nameOf(row)}: ${words[state.state] ?? words.closed}`);
}

// The first amount of the marked row; of who has paid already, a second payment.
function amend() {
  if (!chosen.classList.contains("taken")) inputs(chosen)[0]?.select();
  else if (state.open && state.writes && chosen.visits.some(counts)) fill(chosen, {}, true);
}

who.addEventListener("input", search);
who.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter") event.repeat || enter();
  else if (event.key === "+") chosen && amend();
  else if (event.key === "Escape") (who.value = ""), choose(null);
  else return;
  event.preventDefault();
});

sheet.addEventListener("keydown", (event) => {
  const row = event.target.closest("tr[data-person]");
  const fields = row ? inputs(row) : [];
  if (!fields.includes(event.target)) return;
  if (event.key === "+") (fields[fields.indexOf(event.target) + 1] ?? fields[0]).select();
  else if (event.key === "Escape") leave(row);
  else return;
  event.preventDefault();
});

sheet.addEventListener("submit", (event) => {
  if (plain) return;
  event.preventDefault();
  take(event.target.closest("tr"));
});
