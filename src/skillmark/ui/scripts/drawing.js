// A place to draw beside the field of a name: a hidden field that asks for it (`data-drawing` names the field) gets a
// canvas after that field, with a button that clears it, and carries the strokes as lists of x, y, x, y, … in units of
// the canvas. Without scripts there is none, and the typed name is all a form needs.
for (const field of document.querySelectorAll("input[data-drawing]")) {
  const { drawing, title, hint, clear, label, width, height, strokes: most, points: mostPoints } = field.dataset;
  const beside = field.form.elements[drawing].closest(".govuk-form-group");
  const STEP = 3; // units between two points; nearer ones add nothing that is seen
  const LINE = 4; // units, as the server draws it
  const made = (tag, properties) => Object.assign(document.createElement(tag), properties);

  const canvas = made("canvas", { className: "drawing-place", width, height });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  const again = made("button", { type: "button", className: "govuk-button govuk-button--secondary", textContent: clear });
  const box = made("div", { className: "govuk-form-group" });
  box.append(
    made("p", { className: "govuk-label", textContent: title }),
    made("p", { className: "govuk-hint", textContent: hint }),
    canvas,
    again,
  );
  beside.after(box);

  const pen = canvas.getContext("2d");
  const kept = () => {
    try {
      return JSON.parse(field.value);
    } catch {
      return []; // nothing was drawn yet
    }
  };
  let strokes = kept(), current = null, pointer = null;

  const show = () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    Object.assign(pen, { lineWidth: LINE, lineCap: "round", lineJoin: "round", strokeStyle: "#23272b" });
    for (const stroke of strokes) {
      pen.beginPath();
      pen.moveTo(stroke[0], stroke[1]);
      for (let place = 0; place < stroke.length; place += 2) pen.lineTo(stroke[place], stroke[place + 1]);
      pen.stroke();
    }
  };
  const keep = () => (field.value = strokes.length ? JSON.stringify(strokes) : "");
  const within = (value, end) => Math.min(end, Math.max(0, Math.round(value)));
  const add = (event) => {
    const area = canvas.getBoundingClientRect();
    const x = within(((event.clientX - area.left) / area.width) * width, Number(width));
    const y = within(((event.clientY - area.top) / area.height) * height, Number(height));
    const [lastX, lastY] = current.slice(-2);
    const isNear = current.length > 0 && Math.hypot(x - lastX, y - lastY) < STEP;
    if (isNear || strokes.flat().length >= 2 * mostPoints) return;
    current.push(x, y);
    show();
  };
  const end = (event) => {
    if (event.pointerId !== pointer) return;
    pointer = current = null;
    strokes = strokes.filter((stroke) => stroke.length);
    keep();
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (pointer !== null || event.button !== 0 || strokes.length >= most) return;
    event.preventDefault();
    pointer = event.pointerId;
    canvas.setPointerCapture(pointer);
    strokes.push((current = []));
    add(event);
  });
  canvas.addEventListener("pointermove", (event) => event.pointerId === pointer && add(event));
  for (const kind of ["pointerup", "pointercancel"]) canvas.addEventListener(kind, end);
  again.addEventListener("click", () => {
    strokes = [];
    show();
    keep();
  });
  show();
}
