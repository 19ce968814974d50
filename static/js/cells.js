// A grid of boxes: arrows and Enter move, a block from a spreadsheet is pasted. It hears "pasted" with what was taken, "short" where rows are wanting.
for (const form of document.querySelectorAll("[data-grid]")) {
  const rows = () => [...form.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("td")].map((one) => one.querySelector("input:not([type=hidden]), select")));
  const say = (name, detail) => form.dispatchEvent(new CustomEvent(name, { detail }));

  function placeOf(box) {
    const all = rows(), row = all.findIndex((some) => some.includes(box));
    return row < 0 ? null : [all, row, all[row].indexOf(box)];
  }

  function move(box, down, right) {
    let [all, row, column] = placeOf(box);
    if (down > 0 && row === all.length - 1) { say("short", 1); all = rows(); }
    do [row, column] = [row + down, column + right];
    while (all[row]?.[column] === null);
    const next = all[row]?.[column];
    if (next) { next.focus(); next.select?.(); }
  }

  function put(box, value) {
    if (box.tagName !== "SELECT") { box.value = value; return true; }
    const found = [...box.options].find((one) => one.text === value) ?? [...box.options].find((one) => value && one.text.includes(value));
    if (found) box.value = found.value;
    return Boolean(found) || !value;
  }

  form.addEventListener("keydown", (event) => {
    const box = event.target;
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !placeOf(box)) return;
    if (box.tagName === "SELECT" && event.key !== "Enter") return;
    const ends = { ArrowLeft: box.selectionEnd === 0 || box.selectionEnd - box.selectionStart === box.value.length, ArrowRight: box.selectionStart === box.value.length || box.selectionEnd - box.selectionStart === box.value.length };
    const step = { Enter: [event.shiftKey ? -1 : 1, 0], ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!step || ends[event.key] === false) return;
    event.preventDefault();
    move(box, ...step);
  });

  form.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    const place = placeOf(event.target);
    if (!place || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const [before, row, column] = place, lines = text.split(/\r?\n/);
    if (row + lines.length > before.length) say("short", row + lines.length - before.length);
    const all = rows();
    let taken = 0, over = 0;
    lines.forEach((line, down) => line.split("\t").forEach((value, right) => {
      const box = all[row + down]?.[column + right];
      if (box && put(box, value.trim())) taken += 1; else if (value.trim()) over += 1;
    }));
    say("pasted", { taken, over });
  });
}
