// What somebody types into a form stays on her device until it is sent: an ended log-in, a lost connection or a closed
// lid loses nothing. It is kept under a key of her account, for a day, and goes when she logs out or leaves quickly.
// A page that can be left quickly keeps nothing: somebody else may look at this device. Without scripts a form does all
// it does with them.
{
  const PREFIX = "skillmark-draft:";
  const KEPT_MS = 24 * 60 * 60 * 1000; // over a night shift, and not for whoever borrows the device next week
  const PAUSE_MS = 300; // between the last key and the keeping
  const reader = document.body.dataset.drafts;
  const TYPED = "textarea, select, input:not([type=hidden], [type=password], [type=file], [type=submit], [type=button])";
  const WORDS = "textarea, select, input:is(:not([type]), [type=text], [type=email], [type=tel], [type=number], [type=url])";
  const NEVER = "input[type=password], [autocomplete=off], [autocomplete=one-time-code], [data-no-draft]";

  const kept = (() => {
    try {
      window.localStorage.length;
      return window.localStorage;
    } catch {
      return null; // a browser that keeps nothing
    }
  })();
  const keys = () => Object.keys(kept).filter((key) => key.startsWith(PREFIX));
  const forget = () => keys().forEach((key) => kept.removeItem(key));
  const read = (key) => {
    try {
      return JSON.parse(kept.getItem(key));
    } catch {
      return null;
    }
  };
  const write = (key, draft) => {
    try {
      kept.setItem(key, JSON.stringify(draft));
    } catch {
      // full: what was kept before stays
    }
  };

  const ticked = (field) => field.type === "checkbox" || field.type === "radio";
  const fields = (form) => [...form.elements].filter((field) => field.name && field.matches(TYPED));
  const chosen = (select, is) => [...select.options].filter(is).map((option) => option.value);
  const asTyped = (form) =>
    fields(form).map((field) =>
      ticked(field) ? field.checked : field.options ? chosen(field, (option) => option.selected) : field.value,
    );
  const asServed = (form) =>
    fields(form).map((field) => {
      if (ticked(field)) return field.defaultChecked;
      if (!field.options) return field.defaultValue;
      const marked = chosen(field, (option) => option.defaultSelected);
      return marked.length || field.multiple ? marked : chosen(field, (_, place) => place === 0);
    });
  const fill = (form, values) =>
    fields(form).forEach((field, place) => {
      if (ticked(field)) field.checked = values[place];
      else if (field.options) for (const option of field.options) option.selected = values[place].includes(option.value);
      else field.value = values[place];
    });
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  // Sent is not yet arrived: a draft goes once a sound page answers, and stays where the form comes back with errors,
  // where a log-in is asked first, or where the way back was taken.
  const settle = () => {
    const here = performance.getEntriesByType("navigation")[0] ?? {};
    const sound = reader && here.type === "navigate" && !(here.responseStatus >= 400);
    for (const key of keys()) {
      const draft = read(key);
      const stranger = reader && !key.startsWith(`${PREFIX}${reader}:`);
      if (!draft || stranger || !(Date.now() - draft.at < KEPT_MS)) {
        kept.removeItem(key);
      } else if (draft.sent) {
        const refused = document.querySelector(".govuk-error-summary") && draft.paths.includes(location.pathname);
        if (sound && !refused) kept.removeItem(key);
        else write(key, { ...draft, sent: false });
      }
    }
  };

  const tell = (form, draft, is_back, key) => {
    const notice = document.getElementById("draft-notice").content.firstElementChild.cloneNode(true);
    const part = (name) => notice.querySelector(`[data-draft=${name}]`);
    const put = (values) => {
      fill(form, values);
      notice.remove();
      fields(form)[0].focus();
    };
    part("put-back").addEventListener("click", () => put(draft.values));
    part("start-again").addEventListener("click", () => {
      kept.removeItem(key);
      put(asServed(form));
    });
    (is_back ? ["changed", "put-back"] : ["back"]).forEach((name) => part(name).remove());
    form.prepend(notice);
  };

  const attend = (form, number) => {
    const key = `${PREFIX}${reader}:${location.pathname}${location.search}#${number}`;
    const paths = [location.pathname, new URL(form.getAttribute("action") || "", location.href).pathname];
    const served = asServed(form);
    const found = read(key);
    const refused = document.querySelector(".govuk-error-summary"); // it shows what was typed last
    if (found && !refused && found.values.length === served.length && !same(found.values, served)) {
      const is_back = same(found.served, served);
      if (is_back) fill(form, found.values);
      tell(form, found, is_back, key);
    }
    let waiting;
    const keep = () => {
      clearTimeout(waiting);
      waiting = undefined;
      const values = asTyped(form);
      const since = refused && found ? found.served : served;
      if (same(values, since)) kept.removeItem(key);
      else write(key, { values, served: since, paths, at: Date.now(), sent: false });
    };
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(keep, PAUSE_MS);
    };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    window.addEventListener("pagehide", () => waiting && keep());
    form.addEventListener("waits", () => kept.removeItem(key)); // it is kept sealed, and sent by itself
    form.addEventListener("submit", () => {
      keep();
      const draft = read(key);
      if (draft) write(key, { ...draft, sent: true });
    });
  };

  if (kept) {
    settle();
    const leads_out = (form) => new URL(form.action, location.href).pathname === document.body.dataset.logOut;
    document.addEventListener("submit", (event) => {
      if (leads_out(event.target) || event.target.matches("[data-forgets-drafts]")) forget();
    });
    document.addEventListener("click", (event) => event.target.closest?.(".quick-exit__link") && forget());
    if (reader && !document.querySelector(".quick-exit__link")) {
      [...document.querySelectorAll("main form[method=post]")]
        .filter((form) => form.querySelector(WORDS) && !form.querySelector(NEVER) && !form.matches(NEVER))
        .forEach(attend);
    }
  }
}
