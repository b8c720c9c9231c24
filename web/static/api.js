// Talks to the API in the name of whoever is logged in.

import { text } from "./texts.js";

/** What happened and what to do about it, as one text. */
export function told(problem) {
  const what = problem.detail || problem.title || "";
  if (!what || !problem.advice) return what || problem.advice || "";
  if (/[.。!！?？;；]$/.test(what)) return `${what} ${problem.advice}`;
  if (/[\u3400-\u9fff]/.test(problem.advice)) return `${what}。${problem.advice}`;
  return `${what}${/^\p{Lu}/u.test(problem.advice) ? "." : ";"} ${problem.advice}`;
}

/** A refusal of the server, or that it could not be reached (status 0). */
export class Refused extends Error {
  constructor(status, problem) {
    super(told(problem));
    this.status = status;
    this.problem = problem;
  }

  /** All that there is to say, wrong fields included. */
  get lines() {
    const fields = (this.problem.errors || []).map((each) => `${each.field}: ${each.message}`);
    return [this.message, ...fields];
  }
}

/** The headers of every request: language, and for changes the proof that it comes from our page. */
export function headers(more = {}) {
  const token = document.cookie.match(/(?:^|; )tongguan_csrf=([^;]*)/)?.[1];
  const language = document.documentElement.lang.slice(0, 2);
  return { "Accept-Language": language, ...(token ? { "X-CSRF-Token": decodeURIComponent(token) } : {}), ...more };
}

/** A key that no other request has; browsers hide crypto.randomUUID from sites without https. */
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Ask the API; gives the answer's JSON, or null. Throws Refused. */
export async function ask(method, url, body) {
  const extra = body === undefined ? {} : { "Content-Type": "application/json" };
  if (method === "POST" && !url.includes("/sessions") && !url.endsWith("/house")) extra["Idempotency-Key"] = freshKey();
  let answer;
  try {
    answer = await fetch(url, { method, headers: headers(extra), body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Refused(0, { detail: text("offline") });
  }
  if (!answer.ok) throw new Refused(answer.status, await answer.json().catch(() => ({ title: answer.statusText })));
  return answer.status === 204 ? null : answer.json();
}
