// <input type="radio" data-reveals="id"> shows the element with that id while it is chosen.
// govuk-frontend does this with aria-expanded, which a radio button may not carry; the revealed field follows its choice in reading order.
export function revealChosen(root) {
  for (const group of new Set([...root.querySelectorAll("[data-reveals]")].map((input) => input.closest("fieldset")))) {
    const show = () => {
      for (const input of group.querySelectorAll("[data-reveals]")) {
        const kind = input.type === "radio" ? "radios" : "checkboxes";
        document.getElementById(input.dataset.reveals)?.classList.toggle(`govuk-${kind}__conditional--hidden`, !input.checked);
      }
    };
    group.addEventListener("change", show);
    // The browser's Back brings the choices back, not what they showed.
    window.addEventListener("pageshow", show);
    show();
  }
}
