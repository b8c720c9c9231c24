// Forms and buttons that say in their attributes what they ask of the API and what comes after.

import { Refused, ask } from "./api.js";
import { text, toast } from "./texts.js";

/** Show what is wrong beside the form, or take it away again. */
export function showError(place, error) {
  const box = place?.querySelector(".error");
  if (!box) {
    if (error) toast(error.message);
    return;
  }
  box.replaceChildren();
  box.hidden = !error;
  if (!error) return;
  const lines = error instanceof Refused ? error.lines : [String(error)];
  lines.forEach((line, number) => box.append(...(number ? [document.createElement("br")] : []), line));
}

function bodyOf(form) {
  const body = {};
  for (const input of form.elements) {
    if (!input.name || (input.type === "checkbox" && !input.checked)) continue;
    if (input.dataset.optional !== undefined && !input.value.trim()) continue;
    if (input.dataset.list !== undefined) (body[input.name] ||= []).push(input.value);
    else body[input.name] = input.type === "password" ? input.value : input.value.trim();
  }
  return body;
}

async function then(what, answer, form) {
  const [verb, argument] = [what.split(":", 1)[0], what.slice(what.indexOf(":") + 1)];
  if (verb === "go") location.assign(argument);
  else if (verb === "reload") location.reload();
  else if (verb === "open") location.assign(argument + encodeURIComponent(answer.id));
  else if (verb === "show") showOnce(answer[argument]);
  else if (verb === "log-in") {
    await ask("POST", "/api/v1/sessions", { login: form.elements.login.value.trim(), password: form.elements.password.value });
    location.assign("/");
  }
}

function showOnce(secret) {
  const dialog = document.getElementById("once");
  dialog.querySelector("output").textContent = secret || "—";
  dialog.querySelector("[data-copy]").onclick = async () => {
    await navigator.clipboard?.writeText(secret);
    toast(text("copied"));
  };
  dialog.addEventListener("close", () => location.reload(), { once: true });
  dialog.showModal();
}

async function run(element, method, url, body, form) {
  const buttons = form ? [...form.querySelectorAll("button")] : [element];
  buttons.forEach((button) => (button.disabled = true));
  try {
    const answer = await ask(method, url, body);
    showError(form, null);
    await then(element.dataset.then || "reload", answer, form);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    showError(form, error);
  } finally {
    buttons.forEach((button) => (button.disabled = false));
  }
}

/** Let every such form and button of the page work, also those that come later. */
export function startForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset?.url) return;
    event.preventDefault();
    run(form, form.dataset.method, form.dataset.url, bodyOf(form), form);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    if (button.dataset.open) document.getElementById(button.dataset.open).showModal();
    if (button.dataset.close !== undefined) button.closest("dialog").close();
    if (!button.dataset.url || button.form?.dataset.url) return;
    if (button.dataset.sure && !confirm(button.dataset.sure)) return;
    run(button, button.dataset.method, button.dataset.url, button.dataset.body ? JSON.parse(button.dataset.body) : undefined);
  });
}
