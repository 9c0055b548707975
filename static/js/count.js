// While pieces are typed: what each kind comes to, all together, and the difference. The page works without this.
const form = document.querySelector("[data-expected]");
const baht = (value) => value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const figures = (text) => Number(text.replace(/[๐-๙]/g, (d) => d.charCodeAt(0) - 3664).replace(/,/g, ""));

function show() {
  let counted = 0;
  for (const field of form.querySelectorAll("[data-face]")) {
    const satang = Math.round(Number(field.dataset.face) * 100) * (figures(field.value) || 0);
    field.closest("tr").querySelector("output").textContent = satang ? baht(satang / 100) : "";
    counted += satang;
  }
  const difference = counted - Math.round(Number(form.dataset.expected) * 100);
  form.querySelector("#counted").textContent = baht(counted / 100);
  const told = form.querySelector("#difference");
  told.textContent = difference < 0 ? `(${baht(-difference / 100)})` : baht(difference / 100);
  told.className = difference ? "danger" : "good";
}

form.addEventListener("input", show);
show();
