// Follows the bundle of GOV.UK Frontend in one module: what it exports as `initAll` is in scope here.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// On a phone the places stand in one line that moves sideways: the one she is in comes into sight.
const here = document.querySelector(".navigation__link[aria-current]");
const places = here?.closest(".navigation__list");
if (places) places.scrollLeft += here.getBoundingClientRect().left - places.getBoundingClientRect().left - 24;

// A shared tablet: without a touch for a while it goes back to the list of names; while somebody touches it without
// sending anything, the server is told so now and then. A page that the browser kept is not shown again.
const { awayUrl, awaySeconds } = document.body.dataset;
if (awayUrl) {
  const leave = () => waiting.lock().finally(() => location.replace(awayUrl));
  let touched = Date.now(), told = touched;
  const touch = async () => {
    touched = Date.now();
    if (touched - told < 20000) return;
    told = touched;
    const answer = await fetch(awayUrl + "stay/", { cache: "no-store" }).catch(() => null);
    if (answer && answer.status !== 204) leave();
  };
  for (const kind of ["pointerdown", "keydown", "scroll"]) addEventListener(kind, touch, { passive: true });
  addEventListener("pageshow", (event) => event.persisted && leave());
  setInterval(() => Date.now() - touched >= awaySeconds * 1000 && leave(), 1000);
}

// How far a long job is asks for its next copy. Once the job is over there is none: the page itself is shown anew, with
// what came of it.
addEventListener("htmx:before:swap", (event) => {
  const { sourceElement, response, text } = event.detail.ctx;
  if (!sourceElement.matches(".progress") || response.status !== 200 || text.includes('class="progress"')) return;
  event.preventDefault();
  location.reload();
});
