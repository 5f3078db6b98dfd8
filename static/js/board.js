// The board of a plan: a block is moved to another week by arrow keys or by dragging, and a line says at once what that would break.
// <div data-board data-moves="…"><div data-board-fresh data-version="7">…<g data-block="X001" data-at="48" …></div>
// <div class="app-board__panel"><div data-board-say></div><div data-board-after></div></div><div data-board-fresh>…</div></div>
// Every sentence is the server's: those of all weeks of a local area are fetched once, when its block is picked up.
const FAR = 4;
const SHARP = 3; // pixels: less is a click, no drag

const board = document.querySelector("[data-board]");
const panel = board.querySelector(".app-board__panel");
const say = board.querySelector("[data-board-say]");
const after = board.querySelector("[data-board-after]"); // the button that undoes the last move
const answers = new Map();
let held = null; // {block, at, from, week, pointer}

begin();

function begin() {
  const how = board.querySelector("[data-board-how]");
  if (how) {
    how.hidden = false;
  }
  for (const block of board.querySelectorAll("[data-block]")) {
    block.setAttribute("role", "slider");
    block.setAttribute("tabindex", "0");
    block.setAttribute("aria-label", block.dataset.name);
    block.setAttribute("aria-valuemin", "1");
    block.setAttribute("aria-valuemax", String(weeks()));
    place(block, Number(block.dataset.at), block.dataset.days);
    block.addEventListener("keydown", pressed);
    block.addEventListener("blur", left);
    block.addEventListener("pointerdown", gripped);
    block.addEventListener("pointermove", dragged);
    block.addEventListener("pointerup", released);
    block.addEventListener("pointercancel", putBack);
  }
  const undo = board.querySelector("[data-board-undo]");
  undo?.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    takeBack();
  });
}

function takeBack() {
  const undo = board.querySelector("[data-board-undo]");
  if (undo) {
    send(undo.action, new FormData(undo), undo.dataset.boardUndo, { done: board.dataset.undone });
  }
}

function picture() {
  return board.querySelector("svg[data-weeks]");
}

function weeks() {
  return Number(picture().dataset.weeks);
}

function fresh() {
  return board.querySelector("[data-board-fresh]");
}

function speak(words) {
  if (say.textContent !== words) {
    say.textContent = words;
  }
  // The line never covers the block that it speaks of.
  const block = held?.block ?? document.activeElement?.closest?.("[data-block]");
  const covered = block ? block.getBoundingClientRect().bottom + 10 - panel.getBoundingClientRect().top : 0;
  if (words && covered > 0) {
    window.scrollBy(0, covered);
  }
}

function place(block, at, days) {
  block.setAttribute("transform", `translate(${at * Number(picture().dataset.week)} ${block.dataset.top})`);
  block.setAttribute("aria-valuenow", String(at + 1));
  if (days) {
    block.setAttribute("aria-valuetext", days);
  }
}

// What the server says of every week of a local area, asked once for this version of the plan.
function asked(area) {
  const key = `${area} ${fresh().dataset.version}`;
  if (!answers.has(key)) {
    const answer = fetch(`${board.dataset.moves}?area=${encodeURIComponent(area)}`, { credentials: "same-origin", cache: "no-store" }).then((found) => {
      if (!found.ok || found.redirected) {
        throw new Error(String(found.status));
      }
      return found.json();
    });
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
  }
  return answers.get(key);
}

function pickUp(block, pointer = null) {
  held = { block, from: Number(block.dataset.at), at: Number(block.dataset.at), pointer };
  block.classList.add("app-board__block--held");
  after.hidden = true;
}

async function moveTo(at) {
  const one = held;
  one.at = Math.min(Math.max(at, 0), weeks() - 1);
  place(one.block, one.at);
  try {
    const waits = window.setTimeout(() => held === one && speak(board.dataset.asking), 400);
    const answer = await asked(one.block.dataset.block).finally(() => window.clearTimeout(waits));
    // Somebody may have gone on meanwhile: the line says where the block is now.
    if (held === one) {
      const week = answer.weeks[one.at];
      place(one.block, one.at, week.days);
      one.block.classList.toggle("app-board__block--breaks", week.breaks > 0);
      speak(week.said);
    }
  } catch {
    if (held === one) {
      putBack();
      speak(board.dataset.failed);
    }
  }
}

function letGo() {
  const one = held;
  held = null;
  after.hidden = false;
  one.block.classList.remove("app-board__block--held", "app-board__block--breaks");
  return one;
}

function putBack() {
  if (held) {
    const one = letGo();
    place(one.block, one.from, one.block.dataset.days);
    speak(one.at === one.from ? "" : board.dataset.back);
  }
}

async function drop() {
  const one = held;
  if (one.at === one.from) {
    putBack();
    return;
  }
  try {
    const answer = await asked(one.block.dataset.block);
    if (held !== one) {
      return;
    }
    const body = new FormData();
    body.set("week", answer.weeks[one.at].week);
    body.set("version", fresh().dataset.version);
    body.set("back", "board");
    letGo();
    await send(one.block.dataset.action, body, one.block.dataset.block, { wanted: one.at });
  } catch {
    if (held === one) {
      putBack();
    }
    speak(board.dataset.failed);
  }
}

// The answer is the board as it stands now. Where somebody else was quicker, the block is picked up again over the week that was meant.
async function send(address, body, area, { wanted = null, done = board.dataset.moved } = {}) {
  speak(board.dataset.sending);
  body.set("csrfmiddlewaretoken", board.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
  try {
    const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok && renew(page)) {
      focusOn(area);
      speak(`${done} ${page.querySelector("[data-board-moved]")?.textContent ?? ""}`);
      return;
    }
    const why = page.querySelector(".govuk-error-summary__list")?.textContent.trim() || board.dataset.failed;
    await showAnew();
    const block = focusOn(area);
    speak(why);
    if (block && wanted !== null && answer.status === 409) {
      pickUp(block);
      const found = await asked(area);
      await moveTo(wanted);
      speak(`${why} ${found.weeks[wanted].said}`);
    }
  } catch {
    await showAnew().catch(() => {});
    speak(board.dataset.failed);
  }
}

async function showAnew() {
  const answer = await fetch(window.location.pathname, { credentials: "same-origin", cache: "no-store" });
  renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
}

function renew(page) {
  const found = [...page.querySelectorAll("[data-board-fresh]")];
  const old = [...board.querySelectorAll("[data-board-fresh]")];
  if (found.length !== old.length) {
    return false;
  }
  const scrolled = board.querySelector(".app-board__scroll")?.scrollLeft ?? 0;
  board.querySelector("[data-board-banner]")?.remove();
  old.forEach((one, number) => one.replaceWith(document.importNode(found[number], true)));
  // The line below the picture says what the banner says: its button goes there, and the picture stays where it was.
  const banner = board.querySelector("[data-board-banner]");
  after.replaceChildren(...(banner?.querySelectorAll("[data-board-undo]") ?? []));
  banner?.remove();
  const picture = board.querySelector(".app-board__scroll");
  if (picture) {
    picture.scrollLeft = scrolled;
    begin();
  }
  return true;
}

function focusOn(area) {
  const block = board.querySelector(`[data-block="${CSS.escape(area)}"]`);
  block?.focus({ preventScroll: true });
  return block;
}

// By keyboard

function pressed(event) {
  const block = event.currentTarget;
  if (event.altKey || event.ctrlKey || event.metaKey || held?.pointer) {
    if (event.key === "Escape") {
      putBack();
    } else if (!held && (event.ctrlKey || event.metaKey) && event.key === "z") {
      event.preventDefault();
      takeBack();
    }
    return;
  }
  const step = stepOf(event);
  if (step !== 0) {
    event.preventDefault();
    if (!held) {
      pickUp(block);
    }
    moveTo(held.at + step);
  } else if (held && event.key === "Escape") {
    event.preventDefault();
    putBack();
  } else if (held && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    drop();
  }
}

function stepOf(event) {
  const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -FAR, PageUp: FAR, Home: -weeks(), End: weeks() };
  const step = steps[event.key] ?? 0;
  return event.shiftKey && Math.abs(step) === 1 ? step * FAR : step;
}

function left(event) {
  if (held?.block === event.currentTarget && !held.pointer) {
    putBack();
  }
}

// By mouse, pen or finger

function gripped(event) {
  if (event.button !== 0 || held?.pointer) {
    return;
  }
  putBack();
  const block = event.currentTarget;
  block.setPointerCapture(event.pointerId);
  pickUp(block, { id: event.pointerId, x: event.clientX, far: false });
  asked(block.dataset.block).catch(() => {});
}

function dragged(event) {
  if (held?.pointer?.id !== event.pointerId) {
    return;
  }
  const moved = event.clientX - held.pointer.x;
  held.pointer.far ||= Math.abs(moved) > SHARP;
  if (held.pointer.far) {
    const at = held.from + Math.round((moved / picture().getBoundingClientRect().width) * weeks());
    if (at !== held.at) {
      moveTo(at);
    }
  }
}

function released(event) {
  if (held?.pointer?.id === event.pointerId) {
    held.pointer.far ? drop() : putBack();
  }
}
