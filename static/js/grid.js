// The entry grid of a statistics table: arrows and Enter move, a block from a spreadsheet is pasted, sums are said at once.
const form = document.querySelector("[data-grid]");
const said = form.querySelector("[data-said]");
const rows = [...form.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("td")].map((one) => one.querySelector("input")));
const boxes = rows.flat().filter(Boolean);
const nothing = said.dataset.nothing.split(" ");
const signs = said.dataset.signs.split(" ");
const adds = form.querySelector("[data-sum]") !== null;
const plain = (text) => text.replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0)).trim();
const isRead = (text) => !plain(text) || signs.includes(plain(text)) || !Number.isNaN(number(text));
const shown = (value) => value.toLocaleString("en", { maximumFractionDigits: 4 });

function number(text) {
  const bare = plain(text);
  if (nothing.includes(bare)) return 0;
  return /^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(bare) ? Number(bare.replaceAll(",", "")) : NaN;
}

const sumOf = (cells) => Math.round(cells.map((one) => number(one.value)).reduce((a, b) => a + b, 0) * 1e4) / 1e4;

function lineOf(name) {
  const line = boxes.filter((one) => one.dataset.line === name);
  return { total: line.find((one) => "total" in one.dataset), parts: line.filter((one) => !("total" in one.dataset)) };
}

// The lines whose typed total is not the sum of their parts; each total's own sum is written beside it.
function wrong() {
  const found = [];
  for (const place of form.querySelectorAll("[data-sum]")) {
    const { total, parts } = lineOf(place.dataset.sum);
    const sum = sumOf(parts), typed = total.value.trim() ? number(total.value) : NaN;
    place.textContent = total.value.trim() || Number.isNaN(sum) ? "" : shown(sum);
    if (Number.isNaN(sum) || Number.isNaN(typed) || typed === sum) continue;
    total.classList.add("is-off");
    found.push(said.dataset.off.replace("{where}", total.getAttribute("aria-label")).replace("{total}", shown(typed)).replace("{sum}", shown(sum)));
  }
  return found;
}

function foot() {
  for (const place of form.querySelectorAll("[data-foot]")) {
    const column = boxes.filter((one) => one.dataset.cell === place.dataset.foot);
    if (!column.length) continue;
    const values = column.map((one) => ("total" in one.dataset && !one.value.trim() ? sumOf(lineOf(one.dataset.line).parts) : number(one.value)));
    const sum = values.reduce((a, b) => a + b, 0);
    place.textContent = Number.isNaN(sum) ? "" : shown(Math.round(sum * 1e4) / 1e4);
  }
}

function check(first = "") {
  const unread = boxes.filter((one) => !isRead(one.value));
  for (const one of boxes) one.classList.toggle("is-off", unread.includes(one));
  const lines = adds ? wrong() : [];
  if (unread.length) lines.unshift(said.dataset.unread.replace("{n}", unread.length).replace("{where}", unread.slice(0, 5).map((one) => one.getAttribute("aria-label")).join(said.dataset.and)));
  foot();
  const right = adds && boxes.some((one) => "total" in one.dataset && one.value.trim()) ? said.dataset.right : "";
  said.textContent = [first, ...(lines.length ? lines : [right])].filter(Boolean).join(" ");
  said.classList.toggle("is-off", lines.length > 0);
}

function placeOf(box) {
  const row = rows.findIndex((some) => some.includes(box));
  return [row, rows[row].indexOf(box)];
}

function move(box, down, right) {
  let [row, column] = placeOf(box);
  do [row, column] = [row + down, column + right];
  while (rows[row]?.[column] === null);
  const next = rows[row]?.[column];
  if (next) { next.focus(); next.select(); }
  return Boolean(next);
}

form.addEventListener("keydown", (event) => {
  const box = event.target;
  if (!boxes.includes(box) || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const ends = { ArrowLeft: box.selectionEnd === 0 || box.selectionEnd - box.selectionStart === box.value.length, ArrowRight: box.selectionStart === box.value.length || box.selectionEnd - box.selectionStart === box.value.length };
  const step = { Enter: [event.shiftKey ? -1 : 1, 0], ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
  if (!step || ends[event.key] === false) return;
  event.preventDefault();
  move(box, ...step);
});

form.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
  if (!boxes.includes(event.target) || !/[\t\n]/.test(text)) return;
  event.preventDefault();
  const [row, column] = placeOf(event.target);
  let taken = 0, over = 0;
  text.split(/\r?\n/).forEach((line, down) => line.split("\t").forEach((value, right) => {
    const box = rows[row + down]?.[column + right];
    if (box) { box.value = value.trim(); taken += 1; } else if (value.trim()) over += 1;
  }));
  check(said.dataset.pasted.replace("{n}", taken) + (over ? said.dataset.over.replace("{n}", over) : ""));
});

form.addEventListener("input", () => check());
check();
