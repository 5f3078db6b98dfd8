// A person of <li data-person="7"> is dragged onto a <section data-team="8 9">: its form chooses them and is sent, as if by hand.
// Where it has to be said as what, it is only filled in. Who is on the team already (8, 9) is named.
export function dragOntoTeams(root) {
  const teams = root.querySelectorAll("[data-team]");
  if (!teams.length) {
    return;
  }
  let dragged = null;
  for (const person of root.querySelectorAll("[data-person]")) {
    person.draggable = true;
    person.addEventListener("dragstart", (event) => {
      dragged = { key: person.dataset.person, name: person.querySelector(".app-people__name").textContent.trim() };
      event.dataTransfer.effectAllowed = "link";
      event.dataTransfer.setData("text/plain", dragged.key);
    });
    person.addEventListener("dragend", () => {
      dragged = null;
    });
  }
  for (const hint of root.querySelectorAll("[data-drag-hint]")) {
    hint.hidden = false;
  }
  for (const team of teams) {
    listen(team, () => dragged);
  }
}

function listen(team, dragged) {
  const form = team.querySelector('form:has(select[name$="-person"])');
  const choice = form?.querySelector('select[name$="-person"]');
  const part = form?.querySelector('select[name$="-part"]');
  const says = team.querySelector("[data-says]");
  const offers = () => [...(choice?.options ?? [])].some((option) => option.value !== "" && option.value === dragged().key);
  const there = () => team.dataset.team.split(" ").includes(dragged().key);
  const say = (words) => {
    says.hidden = false;
    says.textContent = words.replace("{name}", dragged().name);
  };
  team.addEventListener("dragover", (event) => {
    if (dragged() && (offers() || there())) {
      event.preventDefault();
      event.dataTransfer.dropEffect = "link";
      team.classList.add("app-team--over");
    }
  });
  team.addEventListener("dragleave", (event) => {
    if (!team.contains(event.relatedTarget)) {
      team.classList.remove("app-team--over");
    }
  });
  team.addEventListener("drop", (event) => {
    team.classList.remove("app-team--over");
    if (!dragged()) {
      return;
    }
    if (offers()) {
      event.preventDefault();
      choice.value = dragged().key;
      if (part) {
        say(says.dataset.part);
        part.focus();
      } else {
        form.requestSubmit();
      }
    } else if (there()) {
      event.preventDefault();
      say(says.dataset.already);
    }
  });
}
