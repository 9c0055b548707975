// The sheet without a mouse: a number and Enter take a member, ↓ ↑ move among the members that match what is typed, +
// changes an amount or takes a second payment, Escape goes back. Enter takes nothing unless the chosen row matches.
const choices = document.getElementById("choices");
const MOST_CHOICES = 8; // a longer list of names does not help

const typedText = () => comparable(memberField.value);

// The numbers of one member in each group that collects this evening, also when nothing is due there.
const numbersOf = (row) => [...row.querySelectorAll("[data-number]")].map((label) => label.dataset.number);
const people = [
  ...[...rows.values()].map((row) => ({ row, name: nameOf(row), numbers: numbersOf(row) })),
  ...state.others,
].map((person) => ({ ...person, comparableName: comparable(person.name) }));

// Whether a name contains the text, or a number is the text: in full, without its dash, or without village and zeros.
function matches(person, text) {
  if (!/^[\d-]+$/.test(text)) return person.comparableName.includes(text);
  const withoutDash = (number) => number.replace("-", "");
  return person.numbers.some(
    (number) => number === text || withoutDash(number) === text || Number(number.slice(3)) === Number(text),
  );
}

// Those who match what is typed; with nothing typed, all who may still come.
function matchingPeople() {
  const text = typedText();
  if (text) return people.filter((person) => matches(person, text));
  return people.filter((person) => person.row && !person.row.classList.contains("taken"));
}

function choose(row) {
  chosenRow?.classList.remove("chosen");
  chosenRow = row;
  row?.classList.add("chosen");
  row?.scrollIntoView({ block: "center" });
  showMatches();
}

// Shows what Enter will do with the chosen row, and who else matches.
function showMatches() {
  const text = typedText();
  const all = text ? matchingPeople() : [];
  choices.replaceChildren(...(all.length > 1 && all.length <= MOST_CHOICES ? all.map(choiceOf) : []));
  if (chosenRow) matchLine.textContent = describeRow(chosenRow);
  else if (all.length > 1) matchLine.textContent = fillIn(words.many, { n: all.length });
  else if (all.length === 1) matchLine.textContent = all[0].row ? "" : fillIn(words.absent, { name: fullName(all[0]) });
  else matchLine.textContent = text ? words.none : "";
}

function describeRow(row) {
  const name = fullName({ row, name: nameOf(row) });
  if (row.classList.contains("taken") && !row.visits.some(isMoney)) return fillIn(words.unsettled, { name });
  if (row.classList.contains("taken")) return fillIn(words.taken, { name, total: inBaht(paidOn(row) / 100) });
  const due = sum(inputs(row).map((field) => satang(field.value) || 0));
  return fillIn(words.due, { name, total: inBaht(due / 100) });
}

// A name with the numbers of the member, each with its book.
function fullName({ row, name, groups }) {
  const numbers = row ? [...row.querySelectorAll(".numbers")].map((label) => label.textContent.trim()) : groups;
  return `${name} (${numbers.join(" · ")})`;
}

function choiceOf(person) {
  const name = fullName(person);
  if (!person.row) return element("span", { textContent: fillIn(words.absent, { name }) });
  const choice = button(name, () => (choose(person.row), memberField.focus()));
  choice.classList.toggle("chosen", person.row === chosenRow);
  return choice;
}

function search() {
  const all = typedText() ? matchingPeople() : [];
  choose(all.length === 1 ? (all[0].row ?? null) : null);
}

// Moves to the next (1) or previous (-1) matching row.
function step(by) {
  const all = matchingPeople().flatMap((person) => person.row ?? []);
  if (!typedText() && chosenRow && !all.includes(chosenRow))
    return choose(all.find((row) => isAfter(row, chosenRow)) ?? null);
  const at = all.indexOf(chosenRow);
  return choose(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)] ?? null);
}

const isAfter = (row, other) => other.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;

function enter() {
  const isMatch = (person) => person.row === chosenRow && matches(person, typedText());
  if (!chosenRow || (typedText() && !people.some(isMatch))) search();
  else if (chosenRow.classList.contains("taken")) showMatches();
  else take(chosenRow);
}

function take(row) {
  if (state.open) storeRow(row);
  else showError(row, `${nameOf(row)}: ${words[state.state] ?? words.closed}`);
}

// Goes to the first amount of the chosen row; of a member who has paid already, begins a second payment.
function changeAmount() {
  if (!chosenRow.classList.contains("taken")) inputs(chosenRow)[0]?.select();
  else if (state.open && state.writes && chosenRow.visits.some(isMoney)) editRow(chosenRow, {}, true);
}

memberField.addEventListener("input", search);
memberField.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter") event.repeat || enter();
  else if (event.key === "+") chosenRow && changeAmount();
  else if (event.key === "Escape") (memberField.value = ""), choose(null);
  else return;
  event.preventDefault();
});

sheet.addEventListener("keydown", (event) => {
  const row = event.target.closest("tr[data-person]");
  const fields = row ? inputs(row) : [];
  if (!fields.includes(event.target)) return;
  if (event.key === "+") (fields[fields.indexOf(event.target) + 1] ?? fields[0]).select();
  else if (event.key === "Escape") leaveRow(row);
  else return;
  event.preventDefault();
});

sheet.addEventListener("submit", (event) => {
  if (submitsForms) return;
  event.preventDefault();
  take(event.target.closest("tr"));
});
