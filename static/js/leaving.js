// Leaving a page asks first while what was typed in its form is not saved; only the form's own buttons save.
for (const form of document.querySelectorAll("form[data-asks]")) {
  let isSaving = false;
  form.addEventListener("submit", (event) => { isSaving = !event.submitter?.hasAttribute("formaction"); });
  addEventListener("beforeunload", (event) => {
    const isChanged = [...form.querySelectorAll("input")].some((one) => one.value !== one.defaultValue);
    if (!isSaving && (isChanged || "unsaved" in form.dataset)) event.preventDefault();
  });
}
