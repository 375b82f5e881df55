// Fills the empty `#search` of the search page with a form that finds sections of the notice as the
// reader types.
//
// The query never leaves this page: it is not put in an address, sent or stored.

import { excerptOf } from "./search/excerpt.js";
import { unpacked } from "./search/packed.js";
import { collect, find } from "./search/sections.js";
import { languageOf } from "./search/words.js";

// Long enough that a screen reader announces the count once, when the reader pauses, not at every
// letter.
const PAUSE_IN_MILLISECONDS = 200;

function start(place) {
  const view = build(place);
  const collection = loaderOf(place.dataset);
  let pause;

  async function search() {
    clearTimeout(pause);
    const loaded = await collection().catch(() => null);
    if (!loaded) return show(view, place.dataset.failed, []);
    // Read the field after the wait, because the reader may have typed on.
    const query = view.input.value.trim();
    const found = query ? find(loaded, query) : [];
    show(view, query ? summary(query, found.length, place.dataset) : "", found);
  }

  view.input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(search, PAUSE_IN_MILLISECONDS);
  });
  view.form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  // The index is loaded only when the reader begins to search; others need not download it.
  view.input.addEventListener("focus", search, { once: true });
}

/** Loads the index once; after a failure the next search tries again. */
function loaderOf(addresses) {
  let loading = null;
  return () => {
    loading = loading || load(addresses);
    loading.catch(() => (loading = null));
    return loading;
  };
}

/** The words that people use for what a notice says stand in a file that all notices share. */
async function load({ index, words, locale }) {
  const values = await Promise.all([index, words].filter(Boolean).map(valueAt));
  return collect(unpacked(...values), languageOf(locale || ""));
}

async function valueAt(address) {
  const response = await fetch(address, {
    credentials: "omit",
    mode: "same-origin",
    referrerPolicy: "no-referrer",
  });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

function build(place) {
  const input = element("input", {
    id: "search-query",
    type: "search",
    placeholder: place.dataset.placeholder || "",
    enterkeyhint: "search",
    // The field has no name, so that no browser can put it in an address or remember it. Some
    // browsers send what is typed to a company to check its spelling.
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
  });
  const label = element("label", { for: input.id }, [place.dataset.label]);
  const form = element("form", { class: "search-form", role: "search" }, [label, input]);
  const status = element("p", { class: "search-status", role: "status" });
  const results = element("ol", { class: "search-results", hidden: "" });
  // The field does not get the focus: a screen reader would then start in the middle of the page.
  place.replaceChildren(form, status, results);
  return { form, input, status, results };
}

function show({ status, results }, message, found) {
  status.textContent = message;
  results.replaceChildren(...found.map(({ section, words }) => resultOf(section, words)));
  results.hidden = !found.length;
}

function summary(query, count, strings) {
  // Functions, because `replace` would interpret a "$&" in the query.
  if (count === 0) return strings.none.replace("{query}", () => query);
  return count === 1 ? strings.one : strings.many.replace("{count}", () => String(count));
}

function resultOf(section, words) {
  const heading = section.heading || section.title;
  const excerpt = excerptOf(section, words).map((piece) =>
    piece.isMarked ? element("mark", {}, [piece.text]) : piece.text,
  );
  return element("li", {}, [
    element("a", { href: section.url }, [heading]),
    ...(heading === section.title
      ? []
      : [element("p", { class: "search-context" }, [section.title])]),
    ...(excerpt.length ? [element("p", { class: "search-excerpt" }, excerpt)] : []),
  ]);
}

// Text is inserted as text, never as HTML, because coordinators wrote the text of the index.
function element(name, attributes, children = []) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const place = document.getElementById("search");
if (place) start(place);
