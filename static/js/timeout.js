// Warns before the session ends by itself, over whatever is on the page, and never touches the page: what was typed stays.
const dialog = document.getElementById("session-timeout");
const title = dialog.querySelector("h2");
const text = document.getElementById("session-timeout-text");
const spoken = dialog.querySelector("[data-spoken]");
const form = dialog.querySelector("form");
const close = dialog.querySelector("[data-close]");
const warning = Number(dialog.dataset.warning);
const beginning = title.textContent;
// Pages of the same session in other tabs: what one of them asks keeps all of them alive.
const others = new BroadcastChannel("session");
const given = Number(document.querySelector("script[data-session-seconds]").dataset.sessionSeconds);
let ends = Date.now() + given * 1000;
let told = 0;

function extended(seconds) {
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
  close.hidden = false;
  say(text.dataset.ended);
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
// Escape is an answer too: somebody is there.
dialog.addEventListener("cancel", (event) => {
  if (!form.hidden) {
    event.preventDefault();
    extend().catch(() => say(text.dataset.failed));
  }
});
close.querySelector("button").addEventListener("click", () => dialog.close());
others.addEventListener("message", (event) => extended(event.data));
others.postMessage(given);
const clock = setInterval(look, 1000);
look();
