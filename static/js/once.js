// A form goes once, however often its button is pressed.
const DOWNLOAD_MS = 10_000;

export function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) {
      return;
    }
    if ("sent" in form.dataset) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "";
    // A form answered by a download leaves the page where it is.
    window.setTimeout(() => delete form.dataset.sent, DOWNLOAD_MS);
  });
  // The browser's Back shows the page as it was left: sent.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
    }
  });
}
