// Turns the sections of a notice into a searchable collection, and a query into the sections that
// answer it, best first.

import { namedGroups, preparedGroups } from "./groups.js";
import { inflected, meantWords, nearWords, SAME, written } from "./near.js";
import { compoundsOf, wordsOf } from "./words.js";

const FIELD_WEIGHTS = { heading: 4, title: 2, text: 1 };
// The weight of a synonym of the typed word.
const EQUAL = 0.5;
// The weight of sections that answer questions; the others are their evidence.
const ANSWER = 0.5;

/**
 * `vocabulary`: word → section → weight; `families`: stem → the words that have it; `asked`: the
 * groups of equal words; `otherwise`: the sections for questions that a notice does not answer.
 */
export function collect({ sections, groups, otherwise }, language) {
  const collection = {
    sections,
    otherwise,
    language,
    vocabulary: new Map(),
    families: new Map(),
    asked: preparedGroups(groups, language),
    fieldWeights: FIELD_WEIGHTS,
  };
  sections.forEach((section, number) => {
    for (const field of Object.keys(FIELD_WEIGHTS)) {
      const text = section[field] || "";
      const words = wordsOf(text);
      const compounds = compoundsOf(text, words);
      for (const { word } of [...words, ...compounds])
        addWord(collection, word, number, FIELD_WEIGHTS[field]);
      // Kept for excerpts, because splitting a text into words takes longer than anything else.
      if (field === "text") Object.assign(section, { words, compounds });
    }
  });
  return collection;
}

function addWord({ vocabulary, families, language }, word, number, weight) {
  if (!vocabulary.has(word)) {
    vocabulary.set(word, new Map());
    for (const stem of language.stems(word))
      families.set(stem, [...(families.get(stem) || []), word]);
  }
  const postings = vocabulary.get(word);
  postings.set(number, (postings.get(number) || 0) + weight);
}

/**
 * The sections that are shown first for the groups that the query names; then those that have every
 * word of the query, or else any of them; each with the words that it was found by.
 */
export function find(collection, query) {
  const terms = queryTerms(collection, query);
  const groups = namedGroups(collection.asked, terms, collection.language);
  const near = [
    ...groups.map((group) => equalWords(collection, group)),
    ...telling(collection, without(terms, groups), !groups.length).map((term) =>
      nearWords(collection, term),
    ),
  ];
  const answers = near.map((words) => answer(collection, words));
  const all = rank(collection, answers, (count) => count === answers.length);
  const found = all.length ? all : rank(collection, answers, (count) => count > 0);
  const first = firstSections(collection, groups, near.slice(0, groups.length), found);
  const words = new Set(
    near.flatMap((each) => [...each.keys()].flatMap((word) => word.split(" "))),
  );
  const known = new Map(found.map((each) => [each.section, each]));
  const pinned = first
    .map((number) => collection.sections[number])
    .map((section) => known.get(section) || { section, words });
  return [
    ...pinned,
    ...found.filter(({ section }) => !pinned.some((each) => each.section === section)),
  ];
}

/**
 * The words typed, each once, in their order; `joined` are what a word makes with one beside it,
 * `meant` what it slipped from.
 */
function queryTerms(collection, query) {
  const typed = wordsOf(query).map(({ word }) => word);
  const terms = new Map(typed.map((word) => [word, { word, joined: [], meant: [] }]));
  for (let place = 1; place < typed.length; place++) {
    const pair = [typed[place - 1], typed[place]];
    pair.forEach((word) => terms.get(word).joined.push(pair.join("")));
  }
  for (const term of terms.values()) term.meant = meantWords(collection, term);
  return [...terms.values()];
}

function without(terms, groups) {
  const covered = new Set(groups.flatMap((group) => group.covered));
  return terms.filter((term) => !covered.has(term));
}

/** The terms without the commonest words, unless the query has no others. */
function telling({ language }, terms, isAll) {
  const found = terms.filter(({ word }) => !language.stopWords.has(word));
  return found.length || !isAll ? found : terms;
}

/** The typed words and their synonyms. The single words of a phrase are left out. */
function equalWords(collection, { rank, singles }) {
  const equal = collection.asked.synonyms[rank].flatMap((word) => [
    word,
    ...inflected(collection, word).map(([each]) => each),
  ]);
  const near = new Map(equal.map((word) => [word, EQUAL]));
  for (const { word, joined } of singles) {
    // A longer word that begins with a short one is mostly unrelated: "cop" and "copy", "app" and
    // "approved".
    const same =
      word.length > 3
        ? written(collection, word, joined)
        : [...inflected(collection, word), [word, SAME]];
    for (const [each, nearness] of same) near.set(each, nearness);
  }
  return near;
}

/**
 * What the groups show first, each section once. Where a notice has none of it: the best section
 * with a heading of the subject, or the open question that names it, or else all open questions.
 */
function firstSections({ asked, otherwise, sections }, groups, near, found) {
  const first = [...new Set(groups.flatMap(({ rank }) => asked.firsts[rank]))];
  if (first.length || !groups.length) return first;
  const isOfSubject = (text) =>
    wordsOf(text).some(({ word }) => near.some((words) => words.has(word)));
  const open = sections[otherwise[0]] || {};
  const best = found.find(({ section: { title, heading, text, weight } }) =>
    title === open.title && heading === open.heading
      ? isOfSubject(text)
      : weight >= ANSWER && isOfSubject(heading),
  );
  return best ? [sections.indexOf(best.section)] : otherwise;
}

/** Section → its score for one word of the query, and the words of the section that count. */
function answer({ sections, vocabulary }, near) {
  const found = new Map();
  for (const [word, nearness] of near) {
    const postings = vocabulary.get(word) || new Map();
    const rarity = Math.log(1 + sections.length / (postings.size || 1));
    for (const [number, weight] of postings) {
      const previous = found.get(number) || { score: 0, words: [] };
      // Only the nearest word counts: many words with the same beginning do not make a section a
      // better answer.
      const score = Math.max(previous.score, (nearness * rarity * weight) / (weight + 1));
      found.set(number, { score, words: [...previous.words, ...word.split(" ")] });
    }
  }
  return found;
}

function rank({ sections }, answers, isEnough) {
  return sections
    .map((section, number) => {
      const parts = answers.map((found) => found.get(number)).filter(Boolean);
      const score = parts.reduce((sum, part) => sum + part.score, 0) * section.weight;
      return {
        section,
        score,
        count: parts.length,
        words: new Set(parts.flatMap((part) => part.words)),
      };
    })
    .filter(({ count }) => isEnough(count))
    .sort((one, other) => other.count - one.count || other.score - one.score);
}
