// What this device keeps: the rows of the sheet until the server has them, and what it knows of a day beyond the page
// that it keeps of it. No names: people are numbers here.
const kept = {
  // Two databases: whoever has yesterday's page open keeps nobody from opening the younger one.
  stores: { rows: ["kahro", "request_id"], days: ["kahro-days", "path"] },
  opened: {},
  async base(name) {
    const [base, keyPath] = this.stores[name];
    const open = indexedDB.open(base, 1);
    open.onupgradeneeded = () => open.result.createObjectStore(name, { keyPath });
    return done(open);
  },
  async store(name, mode) {
    this.opened[name] ??= this.base(name);
    try {
      return (await this.opened[name]).transaction(name, mode).objectStore(name);
    } catch (closed) {
      this.opened[name] = this.base(name); // the browser lets go of what was not used for long
      return (await this.opened[name]).transaction(name, mode).objectStore(name);
    }
  },
  async all() {
    return done((await this.store("rows", "readonly")).getAll());
  },
  async has(id) {
    return (await done((await this.store("rows", "readonly")).count(id))) > 0;
  },
  // The row it stands for goes in the same moment: never both, never neither.
  async put(row, replaced) {
    const rows = await this.store("rows", "readwrite");
    if (replaced) rows.delete(replaced);
    await finished(rows.put(row));
  },
  async drop(id) {
    await finished((await this.store("rows", "readwrite")).delete(id));
  },
  async day(path) {
    return done((await this.store("days", "readonly")).get(path));
  },
  // The younger of two whole lists, and every visit that arrived after it, whichever window of this device saw it.
  async learn(path, whole, since) {
    const days = await this.store("days", "readwrite");
    const read = days.get(path);
    read.onsuccess = () => {
      const known = read.result ?? { whole, since: [] };
      const list = known.whole.at > whole.at ? known.whole : whole;
      const later = new Map([...known.since, ...since].map((visit) => [visit.request_id, visit]));
      days.put({ path, whole: list, since: [...later.values()].filter((visit) => visit.at > list.at) });
    };
    await finished(read);
  },
  // The pages themselves, with the members' names, leave the device; a row not sent yet stays.
  async forgetPages(except) {
    const days = await this.store("days", "readwrite");
    for (const path of await done(days.getAllKeys())) if (path !== except) days.delete(path);
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
