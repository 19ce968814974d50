// A box in a table's head that ticks every box of the column; without scripts it stays hidden.
for (const head of document.querySelectorAll("[data-select-all]")) {
  head.hidden = false;
  head.addEventListener("change", () => {
    for (const box of head.closest("form").querySelectorAll(`input[type=checkbox][name=${head.dataset.selectAll}]`)) {
      box.checked = head.checked;
    }
  });
}
