// While the amount is typed: the balance after it, and the cash to be received. The page works without this.
const form = document.querySelector("[data-balance]");
const amount = form.querySelector("#id_amount");
const fee = form.querySelector("#id_entry_fee");
const baht = (value) => value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const typed = (field) => Number((field?.value ?? "").replace(/[๐-๙]/g, (d) => d.charCodeAt(0) - 3664).replace(/,/g, ""));

function show() {
  const known = amount.value.trim() !== "" && Number.isFinite(typed(amount));
  const cash = typed(amount) + (Number.isFinite(typed(fee)) ? typed(fee) : 0);
  form.querySelector("#after").textContent = known ? baht(Number(form.dataset.balance) + typed(amount)) : "–";
  form.querySelector("#act").textContent = known ? `${baht(cash)} ${form.dataset.unit}` : "";
}

form.addEventListener("input", show);
amount.select();
show();
