// The entry grid of a statistics table (it moves by cells.js): what is typed is read, sums are said at once.
const form = document.querySelector("[data-grid]");
const said = form.querySelector("[data-said]");
const boxes = [...form.querySelectorAll("tbody td input")];
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

form.addEventListener("pasted", ({ detail: { taken, over } }) => check(said.dataset.pasted.replace("{n}", taken) + (over ? said.dataset.over.replace("{n}", over) : "")));
form.addEventListener("input", () => check());
check();
