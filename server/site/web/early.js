// Runs before anything is painted. Where the page's script will show results, or what was read lately, the home page as
// it comes from the server is not painted first: it would be seen for a moment, or move. ground.css ends the wait.

import { recall } from "./storage.js";

const asked = new URLSearchParams(location.search).get("q") ?? "";
const hasSaved = recall("docfinch")?.includes('"title"') ?? false;
document.documentElement.classList.toggle("waiting", asked.trim() !== "" || hasSaved);
