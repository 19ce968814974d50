// What is typed in a form[data-autosave=address] is kept a moment after the typing stops and when the page is left.
// Only what was touched is sent, with the version that was read of it; saving itself is the form's own business.
const PAUSE = 1500;
const KEPT_ON_LEAVING = 60000; // more than this no browser sends from a page that is going

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const said = form.querySelector("[data-autosaved]");
  const touched = new Set();
  let timer = 0, isSubmitting = false, isDirty = false;

  const mayKeep = (one) => one.name && !one.disabled && (one.matches("textarea, select") || one.type === "text" || one.type === "radio");
  const valueOf = (name) => form.elements.namedItem(name).value; // of a group of radios the chosen one's
  const versionOf = (name) => [`${name}_version`, `${name}-version`, name.replace(/-[^-]+$/, "-version"), "version"].find((one) => form.elements.namedItem(one));

  function message() {
    const fields = {};
    for (const name of touched) {
      fields[name] = valueOf(name);
      const version = versionOf(name);
      if (version) fields[version] = valueOf(version);
    }
    return JSON.stringify({ fields });
  }

  function say(text, isWrong) {
    said.textContent = text;
    said.classList.toggle("toned", isWrong);
    said.classList.toggle("tone-fail", isWrong);
  }

  async function send(isLeaving) {
    clearTimeout(timer);
    if (!isDirty || isSubmitting) return;
    isDirty = false;
    const body = message();
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body,
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value },
        keepalive: isLeaving && body.length * 3 < KEPT_ON_LEAVING,
        redirect: "error",
      });
      const { saved_at: at, said: why } = await answer.json();
      if (!answer.ok) throw new Error(why);
      say(said.dataset.saved.replace("{time}", at), false);
    } catch {
      isDirty = true;
      if (!isLeaving) say(said.dataset.failed, true);
    }
  }

  form.addEventListener("input", ({ target }) => {
    if (!mayKeep(target)) return;
    touched.add(target.name);
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE, false);
  });
  form.addEventListener("submit", () => { isSubmitting = true; clearTimeout(timer); });
  addEventListener("pageshow", () => { isSubmitting = false; });
  addEventListener("pagehide", () => send(true));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(true); });
}
