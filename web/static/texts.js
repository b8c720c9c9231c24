// The texts that scripts show, in the language of the page; the server puts them into it.

const table = JSON.parse(document.getElementById("texts")?.textContent || "{}");

/** The text of a key with {values} put in. */
export function text(key, values = {}) {
  return (table[`js_${key}`] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Tell those who listen to a page instead of looking at it. */
export function announce(sentence) {
  const place = document.getElementById("announce");
  if (place && sentence) place.textContent = sentence;
}

/** A short message that goes by itself, with something to do if wished. */
export function toast(sentence, action) {
  const place = document.getElementById("toasts");
  const note = document.createElement("p");
  note.className = "toast";
  note.append(sentence);
  const timer = setTimeout(() => note.remove(), action ? 15000 : 5000);
  if (action) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = action.label;
    button.addEventListener("click", () => {
      clearTimeout(timer);
      note.remove();
      action.run();
    });
    note.append(" ", button);
  }
  place.append(note);
}
