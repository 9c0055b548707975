// While the amount is typed: the balance after it, and the cash to be received. The page works without this.
const form = document.querySelector("[data-balance]");
const amount = form.querySelector("#id_amount");
const fee = form.querySelector("#id_entry_fee");
const baht = (value) => value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const typed = (field) => (field ? satang(field.value) : 0);

function show() {
  const known = typed(amount) > 0 && typed(fee) >= 0;
  form.querySelector("#after").textContent = known ? baht((satang(form.dataset.balance) + typed(amount)) / 100) : "–";
  form.querySelector("#act").textContent = known ? `${baht((typed(amount) + typed(fee)) / 100)} ${form.dataset.unit}` : "";
}

form.addEventListener("input", show);
amount.select();
show();
