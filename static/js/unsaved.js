// <form data-unsaved> asks before a page with unsent typing is left.
export function warnUnsaved() {
  const changed = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-unsaved]");
    if (form) {
      changed.add(form);
    }
  });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) {
      changed.delete(event.target);
    }
  });
  // Whoever saves the text by other means says so: form.dispatchEvent(new Event("saved", { bubbles: true })).
  document.addEventListener("saved", (event) => changed.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    if ([...changed].some((form) => form.isConnected)) {
      event.preventDefault();
    }
  });
}
