// A form that came back with errors starts at its summary, so that a reader hears them first.
document.querySelector("[data-errors]")?.focus();
