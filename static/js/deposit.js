// Shows the balance after the deposit while it is typed. The page works without it.
const form = document.querySelector("[data-balance]");
const amount = form.querySelector("#id_amount");
const show = () => {
  const typed = Number(amount.value.replace(/[๐-๙]/g, (d) => d.charCodeAt(0) - 3664).replace(/,/g, ""));
  const known = amount.value.trim() !== "" && Number.isFinite(typed);
  const baht = (value) => value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  form.querySelector("#after").textContent = known ? baht(Number(form.dataset.balance) + typed) : "–";
  form.querySelector("#act").textContent = known ? baht(typed) : "";
};
amount.addEventListener("input", show);
amount.select();
show();
