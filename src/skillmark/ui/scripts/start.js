// Follows the bundle of GOV.UK Frontend in one module: what it exports as `initAll` is in scope here.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
