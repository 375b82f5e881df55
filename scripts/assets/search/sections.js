// Turns the sections of a notice into a searchable collection, and a query into the sections that answer it, best first.

import SearchableMap from "minisearch/SearchableMap";

import { compoundsOf, wordsOf } from "./words.js";

const FIELD_WEIGHTS = { heading: 4, title: 2, text: 1 };

// How much a section's word counts by its nearness to the word typed.
const SAME = 1;
const INFLECTED = 0.8;
const BEGUN = 0.5;
const MISSPELT = 0.4;

const SHORTEST_MISSPELT = 5;
const TYPOS_PER_LETTER = 0.15;

/** `vocabulary`: word → section → weight; `families`: stem → the words that have it. */
export function collect(sections, language) {
  const collection = { sections, language, vocabulary: new SearchableMap(), families: new Map() };
  sections.forEach((section, number) => {
    for (const field of Object.keys(FIELD_WEIGHTS)) {
      const text = section[field] || "";
      const words = wordsOf(text);
      for (const { word } of [...words, ...compoundsOf(text, words)]) addWord(collection, word, number, FIELD_WEIGHTS[field]);
    }
  });
  return collection;
}

function addWord({ vocabulary, families, language }, word, number, weight) {
  if (!vocabulary.has(word)) {
    vocabulary.set(word, new Map());
    for (const stem of language.stems(word)) families.set(stem, [...(families.get(stem) || []), word]);
  }
  const postings = vocabulary.get(word);
  postings.set(number, (postings.get(number) || 0) + weight);
}

/** The sections that have every word of the query, or else any of them; each with the words that it was found by. */
export function find(collection, query) {
  const answers = queryWords(query, collection.language).map((term) => answer(collection, nearWords(collection, term)));
  const found = rank(collection, answers, (count) => count === answers.length);
  return found.length ? found : rank(collection, answers, (count) => count > 0);
}

/** The words typed, each once; `joined` are what it makes with a word before or after it: "wi fi" → "wifi". */
function queryWords(query, { stopWords }) {
  const typed = wordsOf(query).map(({ word }) => word);
  const terms = new Map(typed.map((word) => [word, { word, joined: [] }]));
  for (let place = 1; place < typed.length; place++) {
    const pair = [typed[place - 1], typed[place]];
    pair.forEach((word) => terms.get(word).joined.push(pair.join("")));
  }
  const all = [...terms.values()];
  const telling = all.filter(({ word }) => !stopWords.has(word));
  return telling.length ? telling : all;
}

/**
 * The notice's words near to the one typed, each with its nearness. Typing errors are looked for only when the word is
 * found in no other way, or else "police" would also bring every "policy", and "court" every "count".
 */
function nearWords(collection, { word, joined }) {
  const together = joined.flatMap((each) => [...inflected(collection, each), [each, SAME]]);
  const near = new Map([...begun(collection, word), ...inflected(collection, word), ...apart(collection, word), ...together]);
  near.set(word, SAME);
  const known = Array.from(near.keys()).some((each) => collection.vocabulary.has(each));
  return known ? near : misspelt(collection, word);
}

/**
 * What is typed as one word and written as two: "optout" → "opt out". Two such words that stand beside each other become a
 * word of the vocabulary, "opt out", when somebody first asks for it.
 */
function apart(collection, word) {
  const { vocabulary, language } = collection;
  const pairs = [word, ...language.stems(word)].flatMap((each) =>
    Array.from(each, (_, place) => [each.slice(0, place), each.slice(place)]).filter((pair) => pair.every((part) => vocabulary.has(part))),
  );
  for (const pair of pairs) addPair(collection, pair);
  return pairs.map((pair) => [pair.join(" "), SAME]).filter(([each]) => vocabulary.has(each));
}

function addPair({ vocabulary, sections }, [one, other]) {
  const name = `${one} ${other}`;
  if (vocabulary.has(name)) return;
  const postings = new Map();
  for (const number of vocabulary.get(one).keys()) {
    if (!vocabulary.get(other).has(number)) continue;
    for (const [field, weight] of Object.entries(FIELD_WEIGHTS)) {
      const words = wordsOf(sections[number][field] || "").map((each) => each.word);
      const count = words.filter((each, place) => each === one && words[place + 1] === other).length;
      if (count) postings.set(number, (postings.get(number) || 0) + count * weight);
    }
  }
  if (postings.size) vocabulary.set(name, postings);
}

function inflected({ families, language }, word) {
  return language.stems(word).flatMap((stem) => (families.get(stem) || []).map((each) => [each, INFLECTED]));
}

function begun({ vocabulary }, word) {
  return Array.from(vocabulary.atPrefix(word).keys(), (each) => [each, BEGUN]);
}

function misspelt(collection, word) {
  // A number with another digit is another law, not a typing error.
  if (word.length < SHORTEST_MISSPELT || /\p{N}/u.test(word)) return new Map();
  const typos = Math.round(word.length * TYPOS_PER_LETTER);
  const meant = Array.from(collection.vocabulary.fuzzyGet(word, typos).keys());
  return new Map(meant.flatMap((each) => [...inflected(collection, each), [each]]).map(([each]) => [each, MISSPELT]));
}

/** Section → its score for one word of the query, and the words of the section that count. */
function answer({ sections, vocabulary }, near) {
  const found = new Map();
  for (const [word, nearness] of near) {
    const postings = vocabulary.get(word) || new Map();
    const rarity = Math.log(1 + sections.length / (postings.size || 1));
    for (const [number, weight] of postings) {
      const previous = found.get(number) || { score: 0, words: [] };
      // The nearest word alone counts: many words with the same beginning do not make a section a better answer.
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
      const score = parts.reduce((sum, part) => sum + part.score, 0);
      return { section, score, count: parts.length, words: new Set(parts.flatMap((part) => part.words)) };
    })
    .filter(({ count }) => isEnough(count))
    .sort((one, other) => other.count - one.count || other.score - one.score);
}
