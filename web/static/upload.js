// Uploads files, three at a time, each with its progress; goes on by itself after the network was away.

import { freshKey, headers, told } from "./api.js";
import { announce, text } from "./texts.js";

const AT_ONCE = 3;
const LONGEST_PAUSE = 30000;
const PICTURES = /^image\/(jpeg|png|webp|gif|avif)$/;

/** The queue of one bundle. `onDone` is called after each file that is in. */
export function makeQueue(bundle, onDone) {
  const section = document.getElementById("uploads");
  const list = section.querySelector("ul");
  const waiting = [];
  let running = 0;
  let finished = 0;

  function add(found) {
    for (const { name, file } of found) {
      const job = { name, file, key: freshKey(), tries: 0, line: makeLine(name, file) };
      job.line.button.addEventListener("click", () => cancel(job));
      list.append(job.line.item);
      waiting.push(job);
    }
    section.hidden = !list.children.length;
    pump();
  }

  function pump() {
    while (running < AT_ONCE && waiting.length) start(waiting.shift());
  }

  function start(job) {
    running += 1;
    job.state = "running";
    send(bundle, job, (percent) => show(job, text("uploading", { percent }), percent)).then(
      () => settle(job, "done"),
      (failure) => settle(job, failure),
    );
  }

  function settle(job, outcome) {
    running -= 1;
    if (job.state === "cancelled") return pump();
    if (outcome === "done") {
      finished += 1;
      drop(job);
      onDone(job);
      if (!running && !waiting.length) {
        announce(text("uploaded", { count: finished }));
        finished = 0;
      }
    } else if (outcome.again) {
      job.tries += 1;
      const pause = outcome.pause || Math.min(LONGEST_PAUSE, 1000 * 2 ** (job.tries - 1));
      show(job, text(outcome.status ? "busy" : "network"), 0);
      retryLater(job, pause);
    } else {
      job.state = "failed";
      job.line.item.classList.add("failed");
      show(job, `${text("failed")}: ${outcome.message}`, 0);
      job.line.button.firstChild.textContent = text("dismiss");
      announce(`${job.name}: ${outcome.message}`);
    }
    pump();
  }

  function retryLater(job, pause) {
    job.state = "paused";
    const again = () => {
      clearTimeout(timer);
      removeEventListener("online", again);
      if (job.state !== "paused") return;
      job.state = "waiting";
      waiting.unshift(job);
      pump();
    };
    const timer = setTimeout(again, pause);
    addEventListener("online", again);
  }

  function cancel(job) {
    job.state = "cancelled";
    job.request?.abort();
    const place = waiting.indexOf(job);
    if (place >= 0) waiting.splice(place, 1);
    const next = job.line.item.nextElementSibling?.querySelector("button");
    drop(job);
    next?.focus();
  }

  function drop(job) {
    if (job.line.preview) URL.revokeObjectURL(job.line.preview);
    job.line.item.remove();
    section.hidden = !list.children.length;
  }

  addEventListener("beforeunload", (event) => {
    if (running || waiting.length) event.preventDefault();
  });
  return { add };
}

function show(job, sentence, percent) {
  job.line.status.textContent = sentence;
  job.line.bar.value = percent;
}

function makeLine(name, file) {
  const item = document.createElement("li");
  const picture = document.createElement("span");
  picture.className = "preview";
  let preview = "";
  if (PICTURES.test(file.type)) {
    preview = URL.createObjectURL(file);
    const image = new Image();
    image.alt = "";
    image.src = preview;
    picture.append(image);
  }
  const about = document.createElement("span");
  about.className = "about";
  const label = document.createElement("bdi");
  label.textContent = name;
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", name);
  const status = document.createElement("small");
  status.textContent = text("waiting");
  about.append(label, bar, status);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.append(text("cancel"));
  const hidden = document.createElement("span");
  hidden.className = "unseen";
  hidden.textContent = ` ${name}`;
  button.append(hidden);
  item.append(picture, about, button);
  return { item, bar, status, button, preview };
}

/** One file in one request: only XMLHttpRequest tells how far an upload is. */
function send(bundle, job, onProgress) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    job.request = request;
    request.open("POST", `/api/v1/bundles/${bundle}/files`);
    for (const [name, value] of Object.entries(headers({ "Idempotency-Key": job.key }))) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(Math.floor((100 * event.loaded) / event.total));
    request.onload = () => (request.status < 300 ? done() : fail(refusal(request)));
    request.onerror = request.ontimeout = () => fail({ again: true, status: 0 });
    request.onabort = () => fail({ again: false, message: text("cancelled") });
    const form = new FormData();
    form.append("files", job.file, job.name);
    request.send(form);
  });
}

function refusal(request) {
  let problem = {};
  try {
    problem = JSON.parse(request.responseText);
  } catch {
    problem = { detail: request.statusText };
  }
  const again = request.status === 429 || request.status >= 500;
  const pause = 1000 * Number(request.getResponseHeader("Retry-After") || 0);
  return { again, status: request.status, pause, message: told(problem) };
}
