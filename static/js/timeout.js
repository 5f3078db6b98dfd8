// Warns before the session ends by itself, over whatever is on the page. Once it has ended the page is covered, since somebody
// else may come by; what was typed stays in it.
const dialog = document.getElementById("session-timeout");
const title = dialog.querySelector("h2");
const text = document.getElementById("session-timeout-text");
const spoken = dialog.querySelector("[data-spoken]");
const form = dialog.querySelector("form");
const over = dialog.querySelector("[data-over]");
const enter = over.querySelector("a");
const show = over.querySelector("button");
const warning = Number(dialog.dataset.warning);
const beginning = title.textContent;
// Pages of the same session in other tabs: what one of them asks keeps all of them alive.
const others = new BroadcastChannel("session");
const given = Number(document.querySelector("script[data-session-seconds]").dataset.sessionSeconds);
let ends = Date.now() + given * 1000;
let told = 0;
let covered = false;
const changed = new Set();

document.addEventListener("input", (event) => {
  const touched = event.target.closest?.("form[method=post]");
  if (touched) {
    changed.add(touched);
  }
});

// Also what the browser put back, and what came back with an error: neither tells of itself. A select tells by "input" alone,
// since its first option counts as chosen by somebody.
function differs(field) {
  return field.type === "checkbox" || field.type === "radio"
    ? field.checked !== field.defaultChecked
    : field.defaultValue !== undefined && field.value !== field.defaultValue;
}

function typed() {
  const forms = [...document.querySelectorAll("form[method=post]")].filter((one) => !dialog.contains(one));
  const different = forms.some((one) => changed.has(one) || [...one.elements].some(differs));
  return different || document.querySelector(".govuk-error-summary") !== null;
}

function cover(covers) {
  covered = covers;
  document.documentElement.classList.toggle("app-covered", covers);
}

function extended(seconds) {
  // Who signs in elsewhere may be somebody else: what is covered stays so.
  if (covered) {
    return;
  }
  ends = Date.now() + seconds * 1000;
  told = 0;
  dialog.close();
}

function open() {
  if (!dialog.open) {
    dialog.showModal();
    title.focus();
  }
}

function say(words) {
  text.textContent = words;
  spoken.textContent = words;
}

function ended() {
  title.textContent = title.dataset.ended;
  form.hidden = true;
  over.hidden = false;
  enter.href += `?next=${encodeURIComponent(location.pathname + location.search)}`;
  if (typed()) {
    // In a tab of its own: this one has the words.
    enter.target = "_blank";
    enter.rel = "noopener";
    enter.textContent = enter.dataset.tab;
    show.hidden = false;
    say(text.dataset.typed);
  } else {
    say(text.dataset.ended);
  }
  cover(true);
  open();
  clearInterval(clock);
}

function look() {
  const left = Math.ceil((ends - Date.now()) / 1000);
  if (left <= 0) {
    ended();
    return;
  }
  if (left > warning) {
    return;
  }
  const minutes = Math.ceil(left / 60);
  if (minutes !== told) {
    told = minutes;
    title.textContent = beginning;
    say(minutes === 1 ? text.dataset.one : text.dataset.many.replace("{minutes}", minutes));
  }
  open();
}

async function extend() {
  // Of the sign-out button, which stands on every page of somebody who is signed in.
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(dialog.dataset.extend, { method: "POST", headers: { "X-CSRFToken": token } });
  if (answer.redirected || !answer.ok) {
    ended();
    return;
  }
  const { seconds } = await answer.json();
  extended(seconds);
  others.postMessage(seconds);
}

form.addEventListener(
  "submit",
  (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    extend().catch(() => say(text.dataset.failed));
  },
  true,
);
// Escape is an answer too: somebody is there. Once it is over it answers nothing.
dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  if (!covered) {
    extend().catch(() => say(text.dataset.failed));
  }
});
// A browser lets a second Escape through.
dialog.addEventListener("close", () => {
  if (covered) {
    open();
  }
});
show.addEventListener("click", () => {
  cover(false);
  dialog.close();
});
others.addEventListener("message", (event) => extended(event.data));
others.postMessage(given);
const clock = setInterval(look, 1000);
look();
