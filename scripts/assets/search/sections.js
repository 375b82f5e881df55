// Turns the sections of a notice into a searchable collection, and a query into the sections that answer it, best first.

import SearchableMap from "minisearch/SearchableMap";

import { wordsOf } from "./words.js";

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
      for (const { word } of wordsOf(section[field] || "")) addWord(collection, word, number, FIELD_WEIGHTS[field]);
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
  const answers = queryWords(query, collection.language).map((word) => answer(collection, nearWords(collection, word)));
  const found = rank(collection, answers, (count) => count === answers.length);
  return found.length ? found : rank(collection, answers, (count) => count > 0);
}

function queryWords(query, { stopWords }) {
  const all = [...new Set(wordsOf(query).map(({ word }) => word))];
  const telling = all.filter((word) => !stopWords.has(word));
  return telling.length ? telling : all;
}

/**
 * The notice's words near to the one typed, each with its nearness. Typing errors are looked for only when the word is
 * found in no other way, or else "police" would also bring every "policy", and "court" every "count".
 */
function nearWords(collection, word) {
  const near = new Map([[word, SAME], ...begun(collection, word), ...inflected(collection, word)]);
  near.set(word, SAME);
  const known = Array.from(near.keys()).some((each) => collection.vocabulary.has(each));
  return known ? near : misspelt(collection, word);
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
      found.set(number, { score, words: [...previous.words, word] });
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
