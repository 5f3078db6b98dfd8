// A picture over the years that is wider than its window shows today first, not its oldest year; a map its northernmost local
// area, not the sea beside it.
export function showToday(root) {
  showFirst(root, ".app-picture__scroll", ".app-picture__today");
}

export function showNorth(root) {
  showFirst(root, ".app-hexes__scroll", ".app-hexes__link");
}

function showFirst(root, windows, wanted) {
  for (const window of root.querySelectorAll(windows)) {
    const first = window.querySelector(wanted);
    if (!first || window.scrollWidth <= window.clientWidth) continue;
    const { left } = first.getBoundingClientRect();
    window.scrollLeft += left - window.getBoundingClientRect().left - window.clientWidth / 2;
  }
}
