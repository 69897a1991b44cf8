// A field into which a code can be scanned (`data-scan` names the button): where this browser reads codes, the button
// opens the camera, and the first code found is put into the field and sent. Elsewhere there is no button; the field
// takes what is pasted, and a phone's own camera opens the address in a code by itself.
for (const field of document.querySelectorAll("textarea[data-scan]")) {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) continue;
  const { scan, scanHint, scanStop, scanNot } = field.dataset;
  const made = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const button = made("button", { type: "button", className: "govuk-button govuk-button--secondary", textContent: scan });
  const hint = made("p", { className: "govuk-hint", hidden: true });
  hint.setAttribute("role", "status");
  const video = made("video", { muted: true, playsInline: true, hidden: true, className: "scanning-place" });
  field.closest(".govuk-form-group").after(button, hint, video);

  let stream = null;
  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.hidden = true;
    button.textContent = scan;
  };
  const look = async (detector) => {
    if (!stream) return;
    const [found] = await detector.detect(video).catch(() => []);
    if (!found?.rawValue) return void setTimeout(look, 200, detector);
    stop();
    field.value = found.rawValue;
    field.form.requestSubmit();
  };
  button.addEventListener("click", async () => {
    if (stream) return stop();
    hint.hidden = false;
    try {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream;
      await video.play();
      video.hidden = false;
      hint.textContent = scanHint;
      button.textContent = scanStop;
      look(detector);
    } catch {
      stop();
      hint.textContent = scanNot;
    }
  });
  addEventListener("pagehide", stop);
}
