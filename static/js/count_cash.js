// While pieces are typed, this shows what each kind of note or coin comes to, the sum of all, and the difference to the
// cash expected. The page works without it.
const form = document.querySelector("[data-expected]");

function showCount() {
  let counted = 0;
  for (const field of form.querySelectorAll("[data-face]")) {
    const amount = satang(field.dataset.face) * (pieces(field.value) || 0);
    field.closest("tr").querySelector("output").textContent = amount ? inBaht(amount / 100) : "";
    counted += amount;
  }
  const difference = counted - satang(form.dataset.expected);
  form.querySelector("#counted").textContent = inBaht(counted / 100);
  const output = form.querySelector("#difference");
  output.textContent = difference < 0 ? `(${inBaht(-difference / 100)})` : inBaht(difference / 100);
  output.className = difference ? "danger" : "good";
}

form.addEventListener("input", showCount);
showCount();
