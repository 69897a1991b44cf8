"""What a browser keeps of somebody while there is no connection, and weeks that pass there."""

from typing import Any

from playwright.sync_api import Page

# all that lies on the device, with what can be read of it
ON_THE_DEVICE = """async () => {
  const opened = request => new Promise(done => { request.onsuccess = () => done(request.result); });
  const names = (await indexedDB.databases()).map(one => one.name);
  const seen = { names, keys: 0, forms: 0, pages: 0, plain: "", looks: (await caches.keys()).length };
  if (!seen.names.includes("skillmark-waiting")) return seen;
  const base = await opened(indexedDB.open("skillmark-waiting", 1));
  for (const store of ["keys", "forms", "pages"]) {
    const kept = base.transaction(store).objectStore(store);
    const rows = await opened(kept.getAll());
    seen[store] = rows.length;
    for (const row of rows) {
      if (row instanceof CryptoKey) {
        seen.extractable = row.extractable;
        continue;
      }
      for (const bytes of [row.about.bytes, row.body.bytes]) seen.plain += new TextDecoder("latin1").decode(bytes);
    }
  }
  base.close();
  return seen;
}"""
FIFTEEN_DAYS_PASS = """async () => {
  const opened = request => new Promise(done => { request.onsuccess = () => done(request.result); });
  const base = await opened(indexedDB.open("skillmark-waiting", 1));
  const forms = base.transaction("forms", "readwrite").objectStore("forms");
  const [id] = await opened(forms.getAllKeys());
  const form = await opened(forms.get(id));
  await opened(forms.put({ ...form, at: form.at - 15 * 24 * 60 * 60 * 1000 }, id));
  base.close();
}"""


def device(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(ON_THE_DEVICE)
    return found
