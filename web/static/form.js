// The form of a bundle: filled from the papers where it is empty, kept by itself.

import { Refused, ask } from "./api.js";
import { showError } from "./forms.js";
import { text } from "./texts.js";

/** The form; gives {fill, save}: fill takes what papers say, save keeps everything that is not kept yet. */
export function startForm(bundle) {
  const form = document.getElementById("form");
  const title = document.getElementById("title");
  const touched = new Set();
  let isDirty = false;
  let saving = Promise.resolve();
  if (!form) return { fill() {}, save: async () => {} };

  function body() {
    const value = (name) => form.elements[name].value.trim() || null;
    const exporter = { name: value("exporter_name"), uscc: value("exporter_uscc") };
    return {
      title: title?.value.trim() ?? "",
      form: {
        application_date: value("application_date"),
        destination: value("destination"),
        contract_number: value("contract_number"),
        reference: value("reference"),
        exporter,
      },
    };
  }

  function save() {
    saving = saving.then(async () => {
      if (!isDirty) return;
      isDirty = false;
      try {
        await ask("PATCH", `/api/v1/bundles/${bundle}`, body());
        showError(form, null);
        document.getElementById("form-saved").textContent = `✓ ${text("saved")}`;
      } catch (error) {
        isDirty = true;
        if (!(error instanceof Refused)) throw error;
        document.getElementById("form-saved").textContent = "";
        showError(form, error);
        throw error;
      }
    });
    const attempt = saving;
    saving = saving.catch(() => {});
    return attempt;
  }

  /** Empty entries that nobody touched take what the best paper says; shown as such until somebody changes them. */
  function fill() {
    for (const name of ["application_date", "destination", "contract_number", "exporter_name", "exporter_uscc"]) {
      const input = form.elements[name];
      const said = document.querySelector(`#said-${name} [data-for]`);
      if (said && !input.value && !touched.has(name)) take(input, said.dataset.value);
    }
    name();
    mark();
  }

  /** A bundle that nobody named is called by its first car. */
  function name() {
    const cars = document.querySelectorAll("#check .car h3");
    if (!title || title.value || touched.has("title") || !cars.length) return;
    const called = cars[0].querySelector("small").textContent.trim() || cars[0].textContent.trim();
    title.value = cars.length > 1 ? `${called} +${cars.length - 1}` : called;
    // the name alone is kept at once, so that the list shows it; what papers propose waits for a person
    ask("PATCH", `/api/v1/bundles/${bundle}`, { title: title.value }).catch(() => (isDirty = true));
  }

  function take(input, value) {
    input.value = value;
    if (input.value !== value) return; // a country that the list does not have
    input.classList.add("from-papers");
    isDirty = true;
  }

  function mark() {
    document.querySelectorAll("[data-use]").forEach((button) => {
      const input = form.elements[button.dataset.use];
      button.hidden = input.value === button.dataset.value;
      button.closest("p").classList.toggle("taken", button.hidden);
    });
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    touched.add(event.target.name);
    event.target.classList.remove("from-papers");
    isDirty = true;
    document.getElementById("form-saved").textContent = "";
  });
  form.addEventListener("change", () => {
    mark();
    save().catch(() => {});
  });
  title?.addEventListener("change", () => {
    touched.add("title");
    isDirty = true;
    save().catch(() => {});
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-use]");
    if (!button) return;
    const input = form.elements[button.dataset.use];
    take(input, button.dataset.value);
    mark();
    input.focus();
    save().catch(() => {});
  });
  fill();
  return { fill, save };
}
