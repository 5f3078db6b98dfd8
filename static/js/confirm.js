// <button data-confirm="Withdraw the report?"> asks before its form is sent.
export function confirmFirst() {
  document.addEventListener(
    "submit",
    (event) => {
      const question = event.submitter?.dataset.confirm;
      if (question && !window.confirm(question)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    true,
  );
}
