// <div data-progress data-poll="/jobs/7/progress/"> fetches itself again until its job has ended.
// Often at first, so that what is soon over is seen to move; then every two seconds.
const SOON_MS = 400;
const EVERY_MS = 2_000;
const SOON = 10;
const LIMIT = 300;

export function pollProgress(root) {
  for (const box of root.querySelectorAll("[data-progress][data-poll]")) {
    const status = document.createElement("div");
    status.className = "govuk-visually-hidden";
    status.setAttribute("role", "status");
    box.before(status);
    box.classList.add("app-progress--polling");
    follow(box, status, 0, 0);
  }
}

const said = (box) => box.querySelector("[data-progress-say]")?.textContent ?? "";

function follow(box, status, tries, failures) {
  window.setTimeout(async () => {
    if (!box.isConnected) {
      return;
    }
    if (document.hidden) {
      follow(box, status, tries, failures);
      return;
    }
    const fresh = await fetched(box.dataset.poll);
    if (!fresh) {
      // One lost answer is the network's; five in a row are ours to admit.
      failures + 1 < 5 ? follow(box, status, tries, failures + 1) : giveUp(box);
      return;
    }
    // Only a new sentence is read out, not every percent.
    if (said(fresh) !== said(box)) {
      status.textContent = said(fresh);
    }
    const held = box.contains(document.activeElement);
    box.replaceWith(fresh);
    if (held) {
      fresh.tabIndex = -1;
      fresh.focus();
    }
    if (!("poll" in fresh.dataset)) {
      if ("reload" in box.dataset) {
        window.location.reload();
      }
      return;
    }
    if (tries + 1 < LIMIT) {
      fresh.classList.add("app-progress--polling");
      follow(fresh, status, tries + 1, 0);
    } else {
      giveUp(fresh);
    }
  }, tries < SOON ? SOON_MS : EVERY_MS);
}

async function fetched(address) {
  try {
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
    // A sign-in page answers 200 after a redirect.
    if (!answer.ok || answer.redirected) {
      return null;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const box = page.querySelector("[data-progress]");
    return box ? document.importNode(box, true) : null;
  } catch {
    return null;
  }
}

function giveUp(box) {
  box.classList.remove("app-progress--polling");
}
