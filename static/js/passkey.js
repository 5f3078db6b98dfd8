// <form data-passkey="add|use" data-options="/address/"> asks the browser for a passkey and sends its answer in `credential`.
// webauthn-json (part of django-allauth) turns the bytes into JSON and back.
const passkeys = window.webauthnJSON;

async function options(form) {
  const body = new FormData();
  body.set("for", form.dataset.passkey);
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(form.dataset.options, { method: "POST", body, headers: { "X-CSRFToken": token } });
  if (!answer.ok || !answer.headers.get("Content-Type").startsWith("application/json")) {
    throw new Error(`No options: ${answer.status}`);
  }
  return answer.json();
}

async function ask(form) {
  const asked = await options(form);
  const credential = form.dataset.passkey === "add" ? await passkeys.create(asked) : await passkeys.get(asked);
  form.elements.credential.value = JSON.stringify(credential);
  HTMLFormElement.prototype.submit.call(form);
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !passkeys?.supported();
  form.addEventListener(
    "submit",
    (event) => {
      // Sent only with the answer: before app.js counts it as sent.
      event.preventDefault();
      const problem = form.querySelector("[data-passkey-problem]");
      problem.hidden = true;
      ask(form).catch(() => {
        problem.hidden = false;
      });
    },
    true,
  );
}
