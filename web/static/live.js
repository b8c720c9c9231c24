// Keeps the page as the bundle is: asks for the changed parts whenever something happened.

import { headers } from "./api.js";
import { announce } from "./texts.js";

const LEAST_PAUSE = 400;
const POLL = 3000;

/** Follow a bundle; gives a function that refreshes at once. `onChange` is called with the new parts in place. */
export function follow(bundle, onChange) {
  let last = 0;
  let pause = LEAST_PAUSE;
  let timer = null;
  let isAsking = false;
  let isWanted = false;

  async function refresh() {
    if (isAsking) {
      isWanted = true;
      return;
    }
    isAsking = true;
    const begun = Date.now();
    try {
      const answer = await fetch(`/bundles/${bundle}/live`, { headers: headers(), redirect: "manual" });
      if (answer.type === "opaqueredirect") location.reload(); // logged out meanwhile
      if (answer.ok) put(await answer.text(), onChange);
    } catch {
      // no network: the next event or poll comes again
    } finally {
      isAsking = false;
      last = Date.now();
      pause = Math.max(LEAST_PAUSE, 2 * (last - begun)); // a slow server is not asked the more for it
      if (isWanted) {
        isWanted = false;
        soon();
      }
    }
  }

  function soon() {
    if (timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      refresh();
    }, Math.max(0, pause - (Date.now() - last)));
  }

  listen(bundle, soon);
  setInterval(() => {
    const isBusy = document.getElementById("standing")?.dataset.busy;
    if (isBusy && Date.now() - last > POLL && !document.hidden) soon();
  }, POLL);
  document.addEventListener("visibilitychange", () => document.hidden || soon());
  addEventListener("online", soon);
  return soon;
}

function listen(bundle, soon) {
  if (!("EventSource" in window)) return; // polling does
  const source = new EventSource(`/api/v1/bundles/${bundle}/events`);
  source.onmessage = soon;
  source.addEventListener("end", () => {
    source.close();
    soon();
  });
  addEventListener("pagehide", () => source.close());
}

function put(html, onChange) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const stateBefore = document.getElementById("standing")?.dataset.state;
  for (const part of [...fresh.body.children]) {
    const old = part.id && document.getElementById(part.id);
    if (!old || old.outerHTML === part.outerHTML) continue;
    if (part.dataset.keyed !== undefined) putList(old, part);
    else keepFocus(() => keepOpen(old, part));
  }
  onChange(stateBefore);
}

function putList(old, part) {
  const known = new Map([...old.children].map((item) => [item.id, item]));
  let before = null;
  for (const item of [...part.children]) {
    let mine = known.get(item.id);
    known.delete(item.id);
    if (mine && mine.outerHTML !== item.outerHTML) {
      if (mine.dataset.announce !== item.dataset.announce) announce(item.dataset.announce);
      const replaced = mine;
      mine = item;
      keepFocus(() => replaced.replaceWith(item));
    } else if (!mine) mine = item;
    const place = before ? before.nextElementSibling : old.firstElementChild;
    if (place !== mine) old.insertBefore(mine, place);
    before = mine;
  }
  for (const gone of known.values()) gone.remove();
}

/** What a person opened stays open. */
function keepOpen(old, part) {
  const opened = [...old.querySelectorAll("details")].map((each) => each.open);
  old.replaceWith(part);
  part.querySelectorAll("details").forEach((each, number) => {
    if (opened[number] !== undefined) each.open = opened[number];
  });
}

/** The keyboard stays where it was, if that is still there. */
function keepFocus(change) {
  const active = document.activeElement;
  const mark = active && active !== document.body && [...active.attributes].map((each) => `[${each.name}="${CSS.escape(each.value)}"]`).join("");
  change();
  if (mark && !document.contains(active)) document.querySelector(active.tagName + mark)?.focus({ preventScroll: true });
}
