// Parts of a picture are covered before it is sent: a field for a file that asks for it (`data-cover` names the template
// with the words) gets a button once a picture is chosen, then the picture itself, on which parts are drawn by finger or
// mouse, or added and moved by keys. What is covered is gone from the pixels, and only the picture drawn anew is sent:
// it carries no place or device either. Without scripts a picture is covered elsewhere, or not handed in.
for (const field of document.querySelectorAll("input[type=file][data-cover]")) {
  const BLOCKS = 2; // on a part's shorter side: of a face four colours are left, of a line of letters two rows
  const SMALLEST = 16; // pixels of a part's side, so that its blocks stay large
  const SMALLEST_SHARE = 0.02; // and of the picture's width: what is drawn smaller was meant as a tap
  const USUAL_SHARE = 0.2; // of the picture's longer side: a part that is added or tapped, not drawn
  const STEP = 0.01; // of the picture's width or height, for one press of an arrow
  const MOST_PIXELS = 4096 * 4096; // of a canvas, on the telephones that allow least; larger pictures become smaller
  const QUALITY = 0.92; // of a JPEG: no visible loss
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const tool = document.getElementById(field.dataset.cover).content.firstElementChild.cloneNode(true);
  const part = (name) => tool.querySelector(`[data-part=${name}]`);
  const [open, body, frame, canvas] = ["open", "body", "frame", "canvas"].map(part);
  const [add, remove, told, place, failed] = ["add", "remove", "told", "place", "failed"].map(part);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  let picture = null, boxes = [], current = null, pointer = null;

  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const within = (value, least, most) => Math.min(most, Math.max(least, Math.round(value)));
  const percent = (value, whole) => Math.round((100 * value) / whole);
  const where = (box) =>
    filled(place.dataset.words, {
      number: boxes.indexOf(box) + 1,
      left: percent(box.x, canvas.width),
      right: percent(box.x + box.width, canvas.width),
      top: percent(box.y, canvas.height),
      bottom: percent(box.y + box.height, canvas.height),
    });

  // The mean colour of each block in place of what was there.
  const cover = (box) => {
    const side = Math.min(box.width, box.height) / BLOCKS;
    const [columns, rows] = [box.width, box.height].map((length) => Math.floor(length / side));
    const edge = (number, count, length) => Math.floor((number * length) / count);
    const image = pen.getImageData(box.x, box.y, box.width, box.height);
    const each = (left, right, top, bottom, act) => {
      for (let y = top; y < bottom; y += 1)
        for (let x = left; x < right; x += 1) act(4 * (y * box.width + x));
    };
    for (let row = 0; row < rows; row += 1)
      for (let column = 0; column < columns; column += 1) {
        const [left, right] = [column, column + 1].map((number) => edge(number, columns, box.width));
        const [top, bottom] = [row, row + 1].map((number) => edge(number, rows, box.height));
        const sum = [0, 0, 0, 0];
        each(left, right, top, bottom, (at) => sum.forEach((_, band) => (sum[band] += image.data[at + band])));
        const mean = sum.map((total) => Math.round(total / ((right - left) * (bottom - top))));
        each(left, right, top, bottom, (at) => image.data.set(mean, at));
      }
    pen.putImageData(image, box.x, box.y);
  };

  const show = () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    boxes.forEach(cover);
    for (const box of boxes) {
      const { style } = box.mark;
      style.left = `${(100 * box.x) / canvas.width}%`;
      style.top = `${(100 * box.y) / canvas.height}%`;
      style.width = `${(100 * box.width) / canvas.width}%`;
      style.height = `${(100 * box.height) / canvas.height}%`;
      box.mark.setAttribute("aria-label", where(box));
      box.mark.classList.toggle("covering__part--current", box === current);
    }
    remove.hidden = !current;
    const count = filled(boxes.length ? told.dataset.some : told.dataset.none, { count: boxes.length });
    if (told.textContent !== count) told.textContent = count; // else it is read out at every press of a key
  };
  const say = () => (place.textContent = current ? where(current) : "");

  const smallest = () => Math.min(Math.max(SMALLEST, SMALLEST_SHARE * canvas.width), canvas.width, canvas.height);
  // Put a box at these numbers, held inside the picture and to the smallest size.
  const put = (box, { x = box.x, y = box.y, width = box.width, height = box.height }) => {
    box.width = within(width, Math.ceil(smallest()), canvas.width);
    box.height = within(height, Math.ceil(smallest()), canvas.height);
    box.x = within(x, 0, canvas.width - box.width);
    box.y = within(y, 0, canvas.height - box.height);
    show();
  };
  const make = (numbers) => {
    const box = { x: 0, y: 0, width: 0, height: 0, mark: part("mark").content.firstElementChild.cloneNode() };
    box.mark.addEventListener("focus", () => {
      current = box;
      show();
    });
    box.mark.addEventListener("keydown", (event) => press(event, box));
    box.mark.addEventListener("pointerdown", (event) => begin(event, box));
    frame.append(box.mark);
    boxes.push((current = box));
    put(box, numbers);
    return box;
  };
  const makeUsual = (middleX, middleY) => {
    const side = USUAL_SHARE * Math.max(canvas.width, canvas.height);
    return make({ x: middleX - side / 2, y: middleY - side / 2, width: side, height: side });
  };
  const drop = (box) => {
    boxes = boxes.filter((one) => one !== box);
    box.mark.remove();
    current = boxes.at(-1) ?? null;
    show();
    say();
  };
  const press = (event, box) => {
    if (event.key === "Delete" || event.key === "Backspace") {
      drop(box);
      (current?.mark ?? add).focus();
    } else if (event.key in ARROWS) {
      const [right, down] = ARROWS[event.key];
      const [wide, high] = [right * Math.ceil(STEP * canvas.width), down * Math.ceil(STEP * canvas.height)];
      if (event.shiftKey)
        put(box, {
          width: Math.min(box.width + wide, canvas.width - box.x),
          height: Math.min(box.height + high, canvas.height - box.y),
        });
      else put(box, { x: box.x + wide, y: box.y + high });
      say();
    } else return;
    event.preventDefault();
  };

  // A finger or the mouse draws a part from corner to corner; on a part it moves it. A tap covers where it falls, for
  // those who cannot drag.
  const point = (event) => {
    const area = canvas.getBoundingClientRect();
    return [
      within(((event.clientX - area.left) / area.width) * canvas.width, 0, canvas.width),
      within(((event.clientY - area.top) / area.height) * canvas.height, 0, canvas.height),
    ];
  };
  const begin = (event, box) => {
    if (pointer || event.button !== 0) return;
    event.preventDefault();
    const [x, y] = point(event);
    pointer = { id: event.pointerId, x, y, box, from: box && { x: box.x, y: box.y } };
    frame.setPointerCapture(event.pointerId);
    box?.mark.focus();
  };
  canvas.addEventListener("pointerdown", (event) => begin(event, null));
  frame.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pointer?.id) return;
    const [x, y] = point(event);
    const { from, x: startX, y: startY } = pointer;
    if (from) return put(pointer.box, { x: from.x + x - startX, y: from.y + y - startY });
    if (!pointer.box && Math.min(Math.abs(x - startX), Math.abs(y - startY)) < smallest()) return;
    const [left, top] = [Math.min(x, startX), Math.min(y, startY)];
    const numbers = { x: left, y: top, width: Math.abs(x - startX), height: Math.abs(y - startY) };
    if (pointer.box) put(pointer.box, numbers);
    else pointer.box = make(numbers);
  });
  for (const kind of ["pointerup", "pointercancel"])
    frame.addEventListener(kind, (event) => {
      if (event.pointerId !== pointer?.id) return;
      if (kind === "pointerup") pointer.box ??= makeUsual(pointer.x, pointer.y);
      pointer.box?.mark.focus();
      pointer = null;
      say();
    });

  add.addEventListener("click", () => makeUsual(canvas.width / 2, canvas.height / 2).mark.focus());
  remove.addEventListener("click", () => {
    drop(current);
    (current?.mark ?? add).focus();
  });

  const refuse = () => {
    failed.hidden = false;
    failed.focus();
  };
  open.addEventListener("click", async () => {
    failed.hidden = true;
    const [chosen] = field.files;
    const found = await createImageBitmap(chosen).catch(() => null);
    if (chosen !== field.files[0]) return;
    if (!found) return refuse();
    picture = found;
    const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (picture.width * picture.height)));
    canvas.width = Math.max(1, Math.floor(picture.width * scale));
    canvas.height = Math.max(1, Math.floor(picture.height * scale));
    frame.style.maxWidth = `min(36rem, ${(70 * canvas.width) / canvas.height}vh)`; // all of it on the screen at once
    open.hidden = true;
    body.hidden = false;
    show();
    add.focus();
  });
  const restart = () => {
    boxes.forEach((box) => box.mark.remove());
    picture?.close();
    [picture, boxes, current] = [null, [], null];
    failed.hidden = body.hidden = true;
    open.hidden = false;
    place.textContent = "";
    tool.hidden = !field.files[0]?.type.startsWith("image/");
  };
  field.addEventListener("change", restart);
  field.closest(".govuk-form-group").after(tool);
  restart();

  // Nothing goes before the picture drawn anew has taken the place of the chosen one.
  const replace = () => {
    const kind = field.files[0].type === "image/png" ? "image/png" : "image/jpeg";
    const [, written] = canvas.toDataURL(kind, QUALITY).split(";base64,"); // at once, so that nothing changes meanwhile
    const pixels = Uint8Array.from(atob(written), (sign) => sign.charCodeAt(0));
    const name = field.files[0].name.replace(/\.[^.]*$/, "") + (kind === "image/png" ? ".png" : ".jpg");
    const files = new DataTransfer();
    files.items.add(new File([pixels], name, { type: kind }));
    field.files = files.files;
  };
  field.form.addEventListener("submit", (event) => {
    if (!boxes.length) return;
    try {
      replace();
    } catch {
      event.preventDefault();
      refuse();
    }
  });
}
