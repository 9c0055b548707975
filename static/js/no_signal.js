// Links to the sheets that this device can open without a signal.
(async () => {
  const place = document.getElementById("kept-sheets");
  for (const page of await (await caches.open("kahro-sheets")).keys()) {
    const link = Object.assign(document.createElement("a"), { href: page.url, className: "btn btn-primary" });
    link.textContent = place.dataset.says;
    place.append(link);
  }
})();
