// What a device keeps of somebody while there is no connection, sealed: forms that are not sent yet, and the pages on
// which they are filled in. Shared by the pages and by the worker that opens a kept page. The key can be used by them
// and read by nobody; where it is gone, nothing of this can be read.
const sealed = (() => {
  const NAME = "skillmark-waiting";
  const STORES = ["keys", "forms", "pages"];
  const KEPT_MS = { forms: 14 * 24 * 60 * 60 * 1000, pages: 24 * 60 * 60 * 1000 }; // then sent no more; a shift
  const texts = { write: new TextEncoder(), read: new TextDecoder() };

  const answer = (request) =>
    new Promise((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = request.onblocked = () => fail(request.error);
    });
  const open = () => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => STORES.forEach((name) => request.result.createObjectStore(name));
    return answer(request);
  };
  // Opened for one act and closed at once, so that throwing everything away never waits for a page left open.
  const within = async (store, mode, act) => {
    const kept = await open();
    try {
      const transaction = kept.transaction(store, mode);
      const ended = new Promise((done, fail) => {
        transaction.oncomplete = done;
        transaction.onabort = transaction.onerror = () => fail(transaction.error);
      });
      const result = await answer(act(transaction.objectStore(store)));
      await ended;
      return result;
    } finally {
      kept.close();
    }
  };

  const key = () => within("keys", "readonly", (store) => store.get("key"));
  const useKey = async (bytes) => {
    const made = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
    await within("keys", "readwrite", (store) => store.put(made, "key"));
  };

  // A sealed thing opens in its own place alone: not as another page's, nor as another form's.
  const how = (place, vector) => ({ name: "AES-GCM", iv: vector, additionalData: texts.write.encode(place) });
  const seal = async (with_key, place, bytes) => {
    const vector = crypto.getRandomValues(new Uint8Array(12));
    return { vector, bytes: await crypto.subtle.encrypt(how(place, vector), with_key, bytes) };
  };
  const unseal = (with_key, place, { vector, bytes }) => crypto.subtle.decrypt(how(place, vector), with_key, bytes);

  // `about`: what is plain JSON; `body`: bytes, opened only where they are asked for.
  const put = async (store, id, about, body) => {
    const hers = await key();
    const record = {
      at: Date.now(),
      about: await seal(hers, `${store} ${id} about`, texts.write.encode(JSON.stringify(about))),
      body: await seal(hers, `${store} ${id} body`, body),
    };
    await within(store, "readwrite", (kept) => kept.put(record, id));
  };
  const remove = (store, id) => within(store, "readwrite", (kept) => kept.delete(id));
  const get = async (store, id, whole = true) => {
    const [hers, record] = [await key(), await within(store, "readonly", (kept) => kept.get(id))];
    if (!hers || !record) return null;
    const is_old = !(Date.now() - record.at < KEPT_MS[store]);
    if (is_old && store !== "forms") return void (await remove(store, id)); // what somebody wrote only she throws away
    try {
      const about = JSON.parse(texts.read.decode(await unseal(hers, `${store} ${id} about`, record.about)));
      return { ...about, is_old, id, body: whole ? await unseal(hers, `${store} ${id} body`, record.body) : null };
    } catch {
      return null; // sealed with another key
    }
  };
  const all = async (store) => {
    const found = [];
    for (const id of await within(store, "readonly", (kept) => kept.getAllKeys())) found.push(await get(store, id, false));
    return found.filter(Boolean);
  };

  const count = (store) => within(store, "readonly", (kept) => kept.count());

  const lock = async () => {
    await within("keys", "readwrite", (store) => store.clear());
    await within("pages", "readwrite", (store) => store.clear());
  };
  const clear = () => answer(indexedDB.deleteDatabase(NAME));
  return { key, useKey, put, get, all, count, remove, lock, clear };
})();
