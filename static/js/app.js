// Starts the components and one small module for each behaviour. Every page works without it.
import { initAll } from "../govuk/govuk-frontend.min.js";
import { dragOntoTeams } from "./assign.js";
import { confirmFirst } from "./confirm.js";
import { foldFilters } from "./fold.js";
import { sendOnce } from "./once.js";
import { pollProgress } from "./progress.js";
import { revealChosen } from "./reveal.js";
import { showNorth, showToday } from "./today.js";
import { warnUnsaved } from "./unsaved.js";

initAll();
revealChosen(document);
foldFilters(document);
confirmFirst();
sendOnce();
warnUnsaved();
pollProgress(document);
showToday(document);
showNorth(document);
dragOntoTeams(document);
