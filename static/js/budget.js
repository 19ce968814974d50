// The grid of a unit's budget (it moves by cells.js): whole dollars, rows that are added as they are needed, sums and faults said at once.
const form = document.querySelector("[data-budget]");
const said = form.querySelector("[data-said]");
const body = form.querySelector("tbody");
const sums = form.dataset.budget.split(" ");
const plain = (text) => text.replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0)).trim();
const shown = (value) => value.toLocaleString("en");

// A typed amount as dollars; null where nothing is typed, NaN where it can't be read. A percentage is of the whole.
function dollars(text, whole) {
  const bare = plain(text).replace(/\s*\u5143$/, "");
  if (!bare) return null;
  const share = /^(\d{1,3})(?:\.(\d{1,2}))?%$/.exec(bare);
  if (share && whole !== undefined) return Number((BigInt(whole || 0) * BigInt(Number(share[1]) * 100 + Number((share[2] ?? "").padEnd(2, "0"))) + 5000n) / 10000n);
  return /^(\d{1,13}|\d{1,3}(,\d{3}){1,4})$/.test(bare) ? Number(bare.replaceAll(",", "")) : NaN;
}

const boxIn = (row, name) => row.querySelector(`[data-column="${name}"]`);

// What a row comes to, and which of its boxes is at fault for what.
function read(row) {
  const value = (name) => boxIn(row, name)?.value ?? "";
  const found = { faults: [], outturn: dollars(value("outturn")), carried_over: dollars(value("carried_over")), amount: dollars(value("amount")) };
  const names = [...row.querySelectorAll("[data-column]")];
  const isTyped = names.some((one) => one.value.trim());
  found.counted = dollars(value("counted"), Number.isNaN(found.amount) ? 0 : found.amount) ?? found.amount;
  for (const name of sums) if (Number.isNaN(found[name]) && value(name).trim()) found.faults.push([name, "unread"]);
  if (!isTyped || !boxIn(row, "amount")) return found;
  for (const name of ["work_plan", "title", "category", "amount"]) if (!value(name).trim()) found.faults.push([name, "wanting"]);
  if (found.counted > found.amount) found.faults.push(["counted", "over"]);
  if (found.counted < found.amount && !value("share_reason").trim()) found.faults.push(["share_reason", "why"]);
  return found;
}

function check(first = "") {
  const totals = Object.fromEntries(sums.map((name) => [name, 0])), faults = [];
  for (const row of body.rows) {
    const found = read(row), wrong = new Map(found.faults.map(([name, kind]) => [boxIn(row, name), kind]));
    for (const box of row.querySelectorAll("[data-column]")) box.classList.toggle("is-off", wrong.has(box) && !row.contains(document.activeElement));
    for (const [box, kind] of wrong) if (!row.contains(document.activeElement) || kind !== "wanting" && kind !== "why") faults.push(`${box.getAttribute("aria-label")}${said.dataset[kind]}`);
    for (const name of sums) totals[name] += found[name] || 0;
  }
  for (const name of sums) for (const place of form.querySelectorAll(`[data-sum="${name}"]`)) place.textContent = shown(totals[name]);
  const more = faults.length > 3 ? said.dataset.more.replace("{n}", faults.length - 3) : "";
  said.textContent = [first, ...faults.slice(0, 3), more].filter(Boolean).join(" ");
  said.classList.toggle("is-off", faults.length > 0);
}

// One more row like the last, blank, with a number of its own in names and labels.
function grow() {
  const last = body.rows[body.rows.length - 1], row = last.cloneNode(true);
  const [, old] = /^n(\d+)-/.exec(last.querySelector("[data-column]").name), next = Number(old) + 1;
  const number = body.rows.length + 1;
  row.querySelector("th").textContent = number;
  row.querySelectorAll("[data-fresh]").forEach((one) => { one.textContent = "–"; });
  row.querySelectorAll(".invalid-feedback, .cell-theirs").forEach((one) => one.remove());
  for (const box of row.querySelectorAll("input, select")) {
    box.name = box.id = box.name.replace(/^n\d+/, `n${next}`);
    box.value = "";
    box.removeAttribute("value");
    box.classList.remove("is-invalid", "is-off");
    box.getAttribute("aria-label") && box.setAttribute("aria-label", box.getAttribute("aria-label").replace(/\d+/, number));
  }
  body.append(row);
}

form.addEventListener("short", ({ detail }) => { if ("grows" in form.dataset) for (let more = detail; more > 0; more -= 1) grow(); });
form.addEventListener("pasted", ({ detail: { taken, over } }) => { tidy(); check(said.dataset.pasted.replace("{n}", taken) + (over ? said.dataset.past.replace("{n}", over) : "")); });
form.addEventListener("input", () => check());
form.addEventListener("focusin", () => check());
form.addEventListener("change", () => { tidy(); check(); });

// Amounts that can be read are written with their separators.
function tidy() {
  for (const name of sums) for (const box of form.querySelectorAll(`[data-column="${name}"]`)) {
    const value = dollars(box.value);
    if (value !== null && !Number.isNaN(value)) box.value = shown(value);
  }
}

form.querySelector("button[data-more]")?.remove(); // rows come by themselves
check();
