// A box with suggestions whose choice is added as a line to the text field that it names; without scripts it stays hidden.
for (const box of document.querySelectorAll("[data-adds-to]")) {
  const field = document.getElementById(box.dataset.addsTo);
  box.closest("[hidden]").hidden = false;
  const add = () => {
    if (!box.value.trim()) return;
    field.value = `${field.value.trimEnd()}\n${box.value.trim()}`.trimStart();
    box.value = "";
  };
  box.addEventListener("change", add);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  });
}
