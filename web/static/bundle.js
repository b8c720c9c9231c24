// The page of one bundle: papers in, checked as they come, handed in, followed to the verdict.

import { Refused, ask } from "./api.js";
import { startForm } from "./form.js";
import { showError } from "./forms.js";
import { fromDrop, fromInput } from "./gather.js";
import { follow } from "./live.js";
import { announce, text, toast } from "./texts.js";
import { makeQueue } from "./upload.js";

/** Start the page, when it is one. */
export function startBundle() {
  const root = document.querySelector("[data-bundle]");
  if (!root) return;
  const bundle = root.dataset.bundle;
  const isEditable = root.dataset.editable !== undefined;
  const form = startForm(bundle);
  const soon = follow(bundle, (stateBefore) => {
    const standing = document.getElementById("standing");
    if (standing.dataset.state !== stateBefore) {
      announce(standing.querySelector(".badge").textContent);
      if (isEditable !== (standing.dataset.editable !== undefined)) location.reload(); // it is another page now
    }
    form.fill();
  });
  if (isEditable) startPapers(bundle, soon);
  startRemoving(soon);
  startSubmit(bundle, form);
}

function startPapers(bundle, soon) {
  const queue = makeQueue(bundle, soon);
  const place = document.getElementById("drop");
  let depth = 0;
  const isFiles = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragenter", (event) => isFiles(event) && (event.preventDefault(), (depth += 1), place.classList.add("over")));
  addEventListener("dragleave", () => (depth = Math.max(0, depth - 1)) || place.classList.remove("over"));
  addEventListener("dragover", (event) => isFiles(event) && event.preventDefault());
  addEventListener("drop", async (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    depth = 0;
    place.classList.remove("over");
    add(await fromDrop(event.dataTransfer));
  });
  place.querySelectorAll("[data-upload]").forEach((input) =>
    input.addEventListener("change", () => {
      add(fromInput(input.files));
      input.value = "";
    }),
  );

  function add(found) {
    if (found.length) queue.add(found);
    else toast(text("empty_folder"));
  }
}

function startRemoving(soon) {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-remove]");
    if (!button) return;
    const { remove, name } = button.dataset;
    const card = button.closest("li");
    const next = (card.nextElementSibling || card.previousElementSibling)?.querySelector("[data-remove]");
    button.disabled = true;
    try {
      await ask("DELETE", remove);
      next?.focus();
      soon();
      toast(text("removed", { name }), { label: text("undo"), run: () => restore(remove, name, soon) });
    } catch (error) {
      button.disabled = false;
      if (!(error instanceof Refused)) throw error;
      toast(error.message);
    }
  });
}

async function restore(url, name, soon) {
  try {
    await ask("POST", `${url}/restore`);
    toast(text("restored", { name }));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    toast(error.message);
  }
  soon();
}

function startSubmit(bundle, form) {
  const dialog = document.getElementById("submit-dialog");
  const button = document.getElementById("submit-now");
  button?.addEventListener("click", async () => {
    if (document.querySelector("#uploads li:not(.failed)")) {
      showError(dialog, text("still_uploading"));
      return;
    }
    button.disabled = true;
    try {
      await form.save();
      await ask("POST", `/api/v1/bundles/${bundle}/submit`);
      location.reload();
    } catch (error) {
      button.disabled = false;
      if (!(error instanceof Refused)) throw error;
      showError(dialog, error);
    }
  });
}
