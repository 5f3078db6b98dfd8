// A person of <li data-person="7"> is dragged onto a <section data-team>: its form chooses them and is sent, as if by hand.
export function dragOntoTeams(root) {
  const teams = root.querySelectorAll("[data-team]");
  if (!teams.length) {
    return;
  }
  let dragged = "";
  for (const person of root.querySelectorAll("[data-person]")) {
    person.draggable = true;
    person.addEventListener("dragstart", (event) => {
      dragged = person.dataset.person;
      event.dataTransfer.effectAllowed = "link";
      event.dataTransfer.setData("text/plain", dragged);
    });
    person.addEventListener("dragend", () => {
      dragged = "";
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
  const form = team.querySelector("form");
  const choice = form?.querySelector('select[name$="-person"]');
  const offers = () => [...(choice?.options ?? [])].some((option) => option.value !== "" && option.value === dragged());
  team.addEventListener("dragover", (event) => {
    if (offers()) {
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
    if (offers()) {
      event.preventDefault();
      choice.value = dragged();
      form.requestSubmit();
    }
  });
}
