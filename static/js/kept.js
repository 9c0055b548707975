// Rows of the sheet that this device keeps until the server has them. No names: people are numbers here.
const kept = {
  async store(mode) {
    const open = indexedDB.open("kahro", 1);
    open.onupgradeneeded = () => open.result.createObjectStore("rows", { keyPath: "request_id" });
    const base = await done(open);
    return base.transaction("rows", mode).objectStore("rows");
  },
  async all() {
    return done((await this.store("readonly")).getAll());
  },
  async put(row) {
    await finished((await this.store("readwrite")).put(row));
  },
  async drop(id) {
    await finished((await this.store("readwrite")).delete(id));
  },
  // The pages themselves, with the members' names, leave the device; a row not sent yet stays.
  async forgetPages(except) {
    if (!window.caches) return;
    const pages = await caches.open("kahro-sheets");
    for (const page of await pages.keys()) if (new URL(page.url).pathname !== except) await pages.delete(page);
  },
};

// A promise of what a request to the database answers.
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// A promise that the row lies on the disk, also if the battery dies in the next second.
function finished(request) {
  return new Promise((resolve, reject) => {
    request.transaction.oncomplete = () => resolve();
    request.transaction.onerror = request.transaction.onabort = () => reject(request.transaction.error);
  });
}
