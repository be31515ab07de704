// The detectors that are npm packages. Reads `{"id", "text"}` lines and writes, for each detector and text,
// `{"detector", "package", "about", "id", "findings": [[start, end, type], …]}` with offsets in code points.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Redactor } from "@redactpii/node";
import { OpenRedaction } from "openredaction";
import redactPii from "redact-pii";

// Two of them only return a redacted text. Their expressions are applied here in their own order, each match becoming
// as many of these as it was long, so that places stay what they were.
const STRUCK = "\uE000";
const strike = (match) => STRUCK.repeat(match.length);

const [open, redactpii] = [new OpenRedaction(), new Redactor()];
const children = new redactPii.SyncRedactor({ globalReplaceWith: STRUCK }).childRedactors;

const DETECTORS = {
  openredaction: {
    about: "its default options",
    detect: async (text) => (await open.detect(text)).detections.map((found) => [...found.position, found.type]),
  },
  "redact-pii": {
    about: "its default rules",
    detect: (text) => struck(children.reduce(applied, text)),
  },
  "@redactpii/node": {
    about: "its default rules",
    detect: (text) =>
      struck(redactpii.activeRules.reduce((left, rule) => left.replace(new RegExp(rule.pattern), strike), text)),
  },
};

function applied(text, child) {
  if (child.regexpMatcher) return text.replace(child.regexpMatcher, strike);
  // The rule for names takes no function: its marks are stretched afterwards to what they replaced.
  return stretched(text, child.redact(text));
}

// What was not replaced stands in the same order in both texts, so each piece of it is looked for after the last one.
function stretched(before, after) {
  let out = "";
  let at = 0;
  let next = 0;
  while (next < after.length) {
    if (after[next] === before[at] && after[next] !== STRUCK) {
      out += after[next++];
      at += 1;
      continue;
    }
    let marks = next;
    while (after[marks] === STRUCK) marks += 1;
    let stop = marks;
    while (stop < after.length && after[stop] !== STRUCK) stop += 1;
    const kept = after.slice(marks, stop);
    const found = stop === after.length ? before.length - kept.length : before.indexOf(kept, at + marks - next);
    if (found < 0) throw new Error(`${JSON.stringify(kept)} is not where it was`);
    out += STRUCK.repeat(found - at) + kept;
    at = found + kept.length;
    next = stop;
  }
  return out;
}

const struck = (text) => Array.from(text.matchAll(/\uE000+/g), (run) => [run.index, run.index + run[0].length, "PII"]);

// JavaScript counts UTF-16 units, the records count code points.
function codePoints(text) {
  const places = [];
  let count = 0;
  for (const character of text) {
    for (let unit = 0; unit < character.length; unit += 1) places.push(count);
    count += 1;
  }
  return [...places, count];
}

const version = (name) =>
  JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), "utf8")).version;

for await (const line of createInterface({ input: process.stdin })) {
  const { id, text } = JSON.parse(line);
  const places = codePoints(text);
  for (const [detector, { about, detect }] of Object.entries(DETECTORS)) {
    const findings = (await detect(text)).map(([start, end, type]) => [places[start], places[end], type]);
    process.stdout.write(
      `${JSON.stringify({ detector, package: `${detector} ${version(detector)}`, about, id, findings })}\n`,
    );
  }
}
