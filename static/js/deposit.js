// While the amount is typed, this shows the balance after it and the cash to receive. The page works without it.
const form = document.querySelector("[data-balance]");
const amount = form.querySelector("#id_amount");
const fee = form.querySelector("#id_entry_fee");
const satangIn = (field) => (field ? satang(field.value) : 0);

function showBalance() {
  const isKnown = satangIn(amount) > 0 && satangIn(fee) >= 0;
  const balance = inBaht((satang(form.dataset.balance) + satangIn(amount)) / 100);
  const cash = `${inBaht((satangIn(amount) + satangIn(fee)) / 100)} ${form.dataset.unit}`;
  form.querySelector("#after").textContent = isKnown ? balance : "–";
  form.querySelector("#act").textContent = isKnown ? cash : "";
}

form.addEventListener("input", showBalance);
amount.select();
showBalance();
