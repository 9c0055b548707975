// The sheet without a mouse: a number and Enter take a member, ↓ goes on, + changes an amount, Escape goes back.

function choose(row) {
  chosen?.classList.remove("chosen");
  chosen = row;
  found.textContent = "";
  if (!row) return;
  row.classList.add("chosen");
  row.scrollIntoView({ block: "center" });
  const name = nameOf(row);
  if (row.classList.contains("taken")) {
    const total = row.querySelector(".act").textContent.trim();
    found.textContent = say(words.taken, { name, total });
  } else {
    const total = baht(sum(inputs(row).map((field) => satang(field.value) || 0)) / 100);
    found.textContent = say(words.due, { name, total });
  }
}

function search() {
  const text = who.value.trim().replace(/[๐-๙]/g, (d) => d.charCodeAt(0) - 3664);
  if (!text) return choose(null);
  const answers = [...rows.values()].filter((row) =>
    /^[\d-]+$/.test(text)
      ? row.dataset.number === text || Number(row.dataset.number.slice(3)) === Number(text)
      : nameOf(row).includes(text),
  );
  choose(answers.length === 1 ? answers[0] : null);
  if (answers.length !== 1) found.textContent = answers.length ? say(words.many, { n: answers.length }) : words.none;
  return undefined;
}

function step(way) {
  const all = [...rows.values()];
  const at = all.indexOf(chosen);
  const next = way > 0 ? all.slice(at + 1) : all.slice(0, Math.max(at, 0)).reverse();
  choose(next.find((row) => !row.classList.contains("taken")) ?? chosen);
}

who.addEventListener("input", search);
who.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter" && chosen?.querySelector("form")) keep(chosen);
  else if (event.key === "Enter") chosen?.querySelector(".act a")?.click();
  else if (event.key === "+" && chosen) inputs(chosen)[0]?.select();
  else return;
  event.preventDefault();
});

sheet.addEventListener("keydown", (event) => {
  const row = event.target.closest("tr[data-person]");
  const fields = row ? inputs(row) : [];
  if (!fields.includes(event.target)) return;
  if (event.key === "+") (fields[fields.indexOf(event.target) + 1] ?? fields[0]).select();
  else if (event.key === "Escape") who.focus();
  else return;
  event.preventDefault();
});

sheet.addEventListener("submit", (event) => {
  if (plain) return;
  event.preventDefault();
  keep(event.target.closest("tr"));
});
