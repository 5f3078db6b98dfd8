// <div class="app-filter-layout"><section data-folds="Show the filters" data-unfolds="Hide the filters"><form>…</form></section>…</div>
// On a phone a filter is longer than the screen: there its form waits behind a button. The style sheet says what a phone is.
export function foldFilters(root) {
  for (const section of root.querySelectorAll(".app-filter-layout [data-folds]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary app-filter__fold";
    const show = (open) => {
      section.classList.toggle("app-filter--folded", !open);
      button.textContent = open ? section.dataset.unfolds : section.dataset.folds;
      button.setAttribute("aria-expanded", String(open));
    };
    button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
    section.prepend(button);
    show(false);
  }
}
