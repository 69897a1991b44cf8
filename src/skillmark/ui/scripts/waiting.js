// A form that can wait (`data-waits` says in words what it is) loses nothing where there is no connection: what is given
// is kept on the device, sealed, until the server has answered. It is sent by itself when the connection is back, and the
// page says what came of it. Logging out, or somebody else coming in, throws it away; once a log-in has ended, only its
// writer can have it opened again. Without scripts, or where a browser cannot seal, a form does all it did before.
const waiting = (() => {
  const MARK = "skillmark-waiting-for"; // whose things lie on this device
  const LOOKS = "skillmark-looks";
  const MOST_BYTES = 25 * 1024 * 1024; // of one form with its file: more fills a phone
  const PATIENCE_MS = 20000; // then there is as good as no connection, and what was given is kept anyway
  const TRY_EVERY_MS = 30000; // a phone does not always say that it is back
  const { writer, waitingUrl, offlineWorker, leaveUrls = "", awayUrl } = document.body.dataset;
  const forms = [...document.querySelectorAll("form[data-waits]")];
  const box = document.getElementById("waiting-words")?.content.firstElementChild.cloneNode(true);
  const part = (name, within = box) => within.querySelector(`[data-part=${name}]`);
  const mark = {
    get: () => {
      try {
        return localStorage.getItem(MARK) ?? "";
      } catch {
        return ""; // a browser that keeps nothing
      }
    },
    set: (value) => (value ? localStorage.setItem(MARK, value) : localStorage.removeItem(MARK)),
  };
  const here = location.pathname;
  const path = (url) => new URL(url, location.href).pathname;
  let ready = false, told = [], correcting = null;

  const clear = async () => {
    mark.set("");
    ready = false;
    await Promise.all([sealed.clear(), caches.delete(LOOKS)]).catch(() => null);
  };
  // What is kept can be read no more on this device until its writer is in again.
  const lock = async () => {
    if (mark.get()) await sealed.lock().catch(() => null);
  };

  // Nobody is in: whatever waits here is told of by its number alone.
  const left = async () => {
    await lock();
    const count = await sealed.count("forms");
    const words = part("left");
    words.textContent = words.dataset.words.replace("{count}", count);
    box.hidden = words.hidden = !count;
  };

  // Whoever is in by the server's word, with her key; null where there is no connection.
  const whoIsIn = async () => {
    const found = await fetch(waitingUrl, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
    return found?.ok ? found.json().catch(() => null) : null;
  };
  const takeKey = async () => {
    if (mark.get() === writer && (await sealed.key())) return true;
    const found = await whoIsIn();
    if (found?.writer !== writer) return false;
    await sealed.useKey(Uint8Array.from(atob(found.key), (sign) => sign.charCodeAt(0)));
    mark.set(writer);
    return true;
  };

  // The page itself, as it is served, so that it opens again without a connection.
  const keepPage = async () => {
    const served = await fetch(location.href, { cache: "no-store" }).catch(() => null);
    if (!served?.ok || served.redirected) return;
    const headers = [...served.headers].filter(([name]) => !/^content-(encoding|length)$/.test(name)); // of what came
    await sealed.put("pages", here, { headers }, await served.arrayBuffer());
    const looks = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")];
    await (await caches.open(LOOKS)).addAll(looks.map((one) => one.href || one.src)).catch(() => null);
    await navigator.serviceWorker?.register(offlineWorker, { scope: "/w/" });
  };

  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  // What the server said: {state, said, url}; null where nothing came back, so that it may or may not have been taken.
  const post = async (form, when) => {
    const answered = await fetch(form.path, {
      method: "POST",
      body: form.body,
      headers: { "Content-Type": form.type, "X-CSRFToken": token(), "X-Waited-For": writer, "X-Waited": when },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS + form.body.byteLength / 20), // a large picture takes its time
    }).catch(() => null);
    if (!answered || answered.status >= 500 || answered.status === 429) return null;
    if (answered.type === "opaqueredirect") return { state: "logged_out" };
    const is_told = (answered.headers.get("Content-Type") ?? "").startsWith("application/json");
    return is_told ? answered.json().catch(() => null) : { state: "refused", said: [] };
  };

  // What waited too long is not sent by itself any more: it is opened, read and given anew.
  const kept = async () => {
    const tooOld = [part("old").textContent];
    return (await sealed.all("forms")).map(({ is_old, ...form }) => (is_old ? { refused: tooOld, ...form } : form));
  };
  const line = (form) => {
    const shown = part("line").content.firstElementChild.cloneNode(true);
    const state = form.state ?? (form.refused ? "refused" : "waits");
    part("what", shown).textContent = form.label;
    for (const name of ["waits", "taken", "refused"]) part(name, shown).hidden = name !== state;
    part("said", shown).textContent = (form.refused ?? form.said ?? []).join(" ");
    part("ways", shown).hidden = state === "waits";
    const open = part("open", shown);
    open.href = form.url ?? form.path;
    open.textContent = open.dataset[state] ?? "";
    part("drop", shown).hidden = state !== "refused";
    part("drop", shown).addEventListener("click", async () => {
      await sealed.remove("forms", form.id);
      await show();
      box.focus();
    });
    return shown;
  };
  const show = async () => {
    const waits = await kept();
    box.hidden = !waits.length && !told.length;
    part("still").hidden = !waits.some((form) => !form.refused);
    part("list").replaceChildren(...[...told, ...waits].map(line));
  };
  const tooLarge = (is_large) => {
    part("large").hidden = !is_large;
    if (!is_large) return;
    box.hidden = false;
    box.focus();
  };

  const sendAll = async () => {
    if (!ready) return;
    const due = (await kept()).filter((form) => !form.refused);
    if (!due.length) return;
    const found = await whoIsIn();
    if (!found) return;
    if (found.writer && found.writer !== writer) return clear();
    if (!found.writer) return lock();
    for (const { id } of due) {
      const form = await sealed.get("forms", id);
      const came = form && (await post(form, "later"));
      if (!came || came.state === "logged_out") break;
      if (came.state === "somebody_else") return clear();
      const { body, is_old, ...about } = form;
      if (came.state === "taken") {
        await sealed.remove("forms", id);
        await sealed.remove("pages", form.path);
        told.push({ ...about, ...came });
      } else await sealed.put("forms", id, { ...about, refused: came.said }, body);
    }
    await show();
  };
  // One page of this browser sends at a time.
  const send = () => (navigator.locks ? navigator.locks.request(MARK, sendAll) : sendAll()).catch(() => null);

  const fill = async (form, { type, body }) => {
    const given = await new Response(body, { headers: { "Content-Type": type } }).formData();
    for (const field of form.elements) {
      const values = given.getAll(field.name);
      if (!field.name || field.type === "hidden") continue;
      if (field.type === "file") {
        const files = new DataTransfer();
        values.filter((file) => file.size).forEach((file) => files.items.add(file));
        field.files = files.files;
        field.dispatchEvent(new Event("change"));
      } else if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
    }
  };
  const putBack = async () => {
    for (const { id, path: of, refused } of await kept()) {
      if (of !== here || !forms.length || !(refused || "once" in forms[0].dataset)) continue;
      await fill(forms[0], await sealed.get("forms", id));
      correcting = id;
    }
  };

  // Kept first, then sent: whatever happens between the two, it is there. Anything but a plain yes is asked for once
  // more as a page, which says what is wrong where it is to be mended.
  const give = async (form) => {
    const data = new FormData(form);
    data.delete("csrfmiddlewaretoken");
    const packed = new Response(data);
    const type = packed.headers.get("Content-Type");
    const body = await packed.arrayBuffer();
    const is_large = body.byteLength > MOST_BYTES;
    if (is_large) return navigator.onLine ? form.submit() : tooLarge(true);
    tooLarge(false);
    const to = path(form.getAttribute("action") || here);
    const id = "once" in form.dataset ? to : (correcting ?? `${to}#${crypto.randomUUID()}`);
    const kept = { path: to, label: form.dataset.waits, type };
    await sealed.put("forms", id, kept, body);
    correcting = id;
    const came = await post({ ...kept, body }, "now");
    if (came?.state === "taken") {
      await sealed.remove("forms", id);
      await sealed.remove("pages", to);
      return location.assign(came.url);
    }
    if (came) {
      if (came.state !== "logged_out") await sealed.remove("forms", id);
      return form.submit();
    }
    if (!form.checkValidity()) {
      await sealed.remove("forms", id);
      return form.reportValidity();
    }
    form.dispatchEvent(new Event("waits")); // whatever else was kept of it can go
    form.hidden = true;
    await show();
    box.focus();
  };
  const attend = (form) => {
    let is_sending = false;
    form.addEventListener("submit", async (event) => {
      if (event.defaultPrevented || !ready) return;
      event.preventDefault();
      if (is_sending) return;
      is_sending = true;
      await give(form).catch(() => (navigator.onLine ? form.submit() : tooLarge(true))); // a device that is full
      is_sending = false;
    });
  };

  // Nobody leaves without being told what goes.
  const leave = async (event, go) => {
    if (!mark.get()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const count = ready ? (await sealed.all("forms").catch(() => [])).length : 0;
    if (count && !confirm(box.dataset.leaving.replace("{count}", count))) return;
    await clear();
    go();
  };
  const leads_out = (url) => leaveUrls.split(" ").includes(path(url));
  const leaves = (event) => {
    const [form, button] = [event.target, event.submitter];
    if (leads_out(form.getAttribute("action") || here)) leave(event, () => form.requestSubmit(button));
  };
  const follows = (event) => {
    const link = event.target.closest?.("a[href]");
    if (link && awayUrl && path(link.href) === awayUrl) leave(event, () => location.assign(link.href));
  };

  const begin = async () => {
    if (!box || !(forms.length || mark.get())) return;
    document.querySelector("main .wrap").prepend(box);
    addEventListener("submit", leaves, { capture: true }); // before anything else that goes with leaving
    addEventListener("click", follows, { capture: true });
    if (mark.get() && writer && mark.get() !== writer) await clear();
    if (!writer) return left();
    if (!forms.length && !mark.get()) return;
    if (!(await takeKey())) return;
    ready = true;
    forms.forEach(attend);
    await putBack();
    await show();
    if (forms.length) keepPage().catch(() => null);
    addEventListener("online", send);
    setInterval(() => document.hidden || send(), TRY_EVERY_MS);
    await send();
  };
  if (globalThis.crypto?.subtle && globalThis.indexedDB && globalThis.caches) begin().catch(() => null);
  return { lock };
})();
