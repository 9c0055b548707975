// While pieces are typed: what each kind comes to, all together, and the difference. The page works without this.
const form = document.querySelector("[data-expected]");
const baht = (value) => value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function show() {
  let counted = 0;
  for (const field of form.querySelectorAll("[data-face]")) {
    const together = satang(field.dataset.face) * (pieces(field.value) || 0);
    field.closest("tr").querySelector("output").textContent = together ? baht(together / 100) : "";
    counted += together;
  }
  const difference = counted - satang(form.dataset.expected);
  form.querySelector("#counted").textContent = baht(counted / 100);
  const told = form.querySelector("#difference");
  told.textContent = difference < 0 ? `(${baht(-difference / 100)})` : baht(difference / 100);
  told.className = difference ? "danger" : "good";
}

form.addEventListener("input", show);
show();
