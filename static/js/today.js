// A picture over the years that is wider than its window shows today first, not its oldest year.
export function showToday(root) {
  for (const window of root.querySelectorAll(".app-picture__scroll")) {
    const today = window.querySelector(".app-picture__today");
    if (!today || window.scrollWidth <= window.clientWidth) continue;
    const { left } = today.getBoundingClientRect();
    window.scrollLeft += left - window.getBoundingClientRect().left - window.clientWidth / 2;
  }
}
