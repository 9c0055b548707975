// What this device stores: the rows of the sheet until the server has them, and what the device learnt about a day
// since its page was stored. People are numbers here; no names are stored.
const deviceStore = {
  // Two databases, so that a window with an older page open does not block the newer one from opening.
  stores: { rows: ["kahro", "request_id"], days: ["kahro-days", "path"] },
  databases: {},
  async openDatabase(name) {
    const [database, keyPath] = this.stores[name];
    const open = indexedDB.open(database, 1);
    open.onupgradeneeded = () => open.result.createObjectStore(name, { keyPath });
    return resultOf(open);
  },
  async store(name, mode) {
    this.databases[name] ??= this.openDatabase(name);
    try {
      return (await this.databases[name]).transaction(name, mode).objectStore(name);
    } catch (closed) {
      this.databases[name] = this.openDatabase(name); // the browser closes a database that was not used for long
      return (await this.databases[name]).transaction(name, mode).objectStore(name);
    }
  },
  // In the order in which the members paid, so that receipts are numbered in that order too.
  async allRows() {
    const rows = await resultOf((await this.store("rows", "readonly")).getAll());
    return rows.sort((one, other) => new Date(one.at ?? 0) - new Date(other.at ?? 0));
  },
  async hasRow(id) {
    return (await resultOf((await this.store("rows", "readonly")).count(id))) > 0;
  },
  // Stores a row and removes the row it replaces in one transaction: never both, never neither.
  async putRow(row, replaced) {
    const rows = await this.store("rows", "readwrite");
    if (replaced) rows.delete(replaced);
    await saved(rows.put(row));
  },
  async deleteRow(id) {
    await saved((await this.store("rows", "readwrite")).delete(id));
  },
  async day(path) {
    return resultOf((await this.store("days", "readonly")).get(path));
  },
  // Stores the newer of two complete lists of visits, and all visits that came after it to any window of this device.
  async putDay(path, whole, visits) {
    const days = await this.store("days", "readwrite");
    const read = days.get(path);
    read.onsuccess = () => {
      const stored = read.result ?? { whole, since: [] };
      const newest = stored.whole.at > whole.at ? stored.whole : whole;
      const later = new Map([...stored.since, ...visits].map((visit) => [visit.request_id, visit]));
      days.put({ path, whole: newest, since: [...later.values()].filter((visit) => visit.at > newest.at) });
    };
    await saved(read);
  },
  // Removes the stored pages, which contain the members' names. Rows that were not sent yet stay.
  async deletePages(except) {
    const days = await this.store("days", "readwrite");
    for (const path of await resultOf(days.getAllKeys())) if (path !== except) days.delete(path);
    if (!window.caches) return;
    const pages = await caches.open("kahro-sheets");
    for (const page of await pages.keys()) if (new URL(page.url).pathname !== except) await pages.delete(page);
  },
};

// A promise of the result of a request to the database.
function resultOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// A promise that the change is on the disk, even if the battery dies in the next second.
function saved(request) {
  return new Promise((resolve, reject) => {
    request.transaction.oncomplete = () => resolve();
    request.transaction.onerror = request.transaction.onabort = () => reject(request.transaction.error);
  });
}
