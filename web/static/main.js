// Starts what the page at hand needs.

import { startBundle } from "./bundle.js";
import { startForms } from "./forms.js";
import { startViewer } from "./viewer.js";

startForms();
startViewer();
startBundle();
document.documentElement.dataset.ready = ""; // the style sheet lets buttons be pressed from now on
