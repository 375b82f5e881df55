// Finds the words of a notice near a typed word: its inflections, words that begin with it, and
// corrected typing errors.

import { wordsOf } from "./words.js";

// The weight of a section's word, by its nearness to the typed word.
export const SAME = 1;
const INFLECTED = 0.8;
const BEGUN = 0.5;
const MISSPELT = 0.4;

const SHORTEST_MISSPELT = 5;
const TYPOS_PER_LETTER = 0.15;

/**
 * The notice's words near to the one typed, each with its nearness; `joined` are what it makes with
 * a word before or after it: "wi fi" → "wifi". Typing errors are looked for only when the word is
 * found in no other way, or else "police" would also bring every "policy", and "court" every
 * "count".
 */
export function nearWords(collection, { word, joined }) {
  const near = written(collection, word, joined);
  if (isKnown(collection, word, near)) return near;
  const meant = misspelt(collection, word).filter((each) => collection.vocabulary.has(each));
  return new Map(
    meant
      .flatMap((each) => [...inflected(collection, each), [each]])
      .map(([each]) => [each, MISSPELT]),
  );
}

/**
 * Corrects a typing error: returns the intended words, or none if the notice or its groups have the
 * typed word.
 */
export function meantWords(collection, { word, joined }) {
  return isKnown(collection, word, written(collection, word, joined))
    ? []
    : misspelt(collection, word);
}

export function inflected({ families, language }, word) {
  return language
    .stems(word)
    .flatMap((stem) => (families.get(stem) || []).map((each) => [each, INFLECTED]));
}

/** The words that begin with, inflect, part or join the one typed, and itself. */
export function written(collection, word, joined) {
  const together = joined.flatMap((each) => [...inflected(collection, each), [each, SAME]]);
  const near = new Map([
    ...begun(collection, word),
    ...inflected(collection, word),
    ...apart(collection, word),
    ...together,
  ]);
  return near.set(word, SAME);
}

function isKnown({ vocabulary, asked, language }, word, near) {
  return (
    Array.from(near.keys()).some((each) => vocabulary.has(each)) ||
    language.stems(word).some((stem) => asked.stems.has(stem))
  );
}

function begun({ vocabulary }, word) {
  return Array.from(vocabulary.keys())
    .filter((each) => each.startsWith(word))
    .map((each) => [each, BEGUN]);
}

/**
 * What is typed as one word and written as two: "optout" → "opt out". Two such words that stand
 * beside each other become a word of the vocabulary, "opt out", when somebody first asks for it.
 */
function apart(collection, word) {
  const { vocabulary, language } = collection;
  const pairs = [word, ...language.stems(word)].flatMap((each) =>
    Array.from(each, (_, place) => [each.slice(0, place), each.slice(place)]).filter((pair) =>
      pair.every((part) => vocabulary.has(part)),
    ),
  );
  for (const pair of pairs) addPair(collection, pair);
  return pairs.map((pair) => [pair.join(" "), SAME]).filter(([each]) => vocabulary.has(each));
}

function addPair({ vocabulary, sections, fieldWeights }, [one, other]) {
  const name = `${one} ${other}`;
  if (vocabulary.has(name)) return;
  const postings = new Map();
  for (const number of vocabulary.get(one).keys()) {
    if (!vocabulary.get(other).has(number)) continue;
    for (const [field, weight] of Object.entries(fieldWeights)) {
      const words = wordsOf(sections[number][field] || "").map((each) => each.word);
      const count = words.filter(
        (each, place) => each === one && words[place + 1] === other,
      ).length;
      if (count) postings.set(number, (postings.get(number) || 0) + count * weight);
    }
  }
  if (postings.size) vocabulary.set(name, postings);
}

/** The nearest words that begin with the same sound, by phonetic spelling. */
function misspelt(collection, word) {
  // A number with another digit is another law, not a typing error.
  if (/\p{N}/u.test(word)) return [];
  const { numbers, sound } = collection.language;
  const typos = word.length < SHORTEST_MISSPELT ? 0 : Math.round(word.length * TYPOS_PER_LETTER);
  const sounds = [...new Set([word, ...numbers(word)].map(sound))];
  const beginning = sounds[0].slice(0, word.length > SHORTEST_MISSPELT ? 1 : 2);
  let found = { typos, words: [] };
  for (const [each, spelled] of soundsOf(collection)) {
    if (!spelled.startsWith(beginning)) continue;
    const count = Math.min(...sounds.map((one) => errors(one, spelled, found.typos)));
    if (count < found.typos) found = { typos: count, words: [] };
    if (count === found.typos) found.words.push(each);
  }
  return found.words;
}

/**
 * All words of the notice and the groups, with their phonetic spelling; made for the first typing
 * error.
 */
function soundsOf(collection) {
  if (!collection.sounds) {
    const words = new Set([...collection.vocabulary.keys(), ...collection.asked.words]);
    collection.sounds = Array.from(words, (word) => [word, collection.language.sound(word)]);
  }
  return collection.sounds;
}

/**
 * Counts letters left out, added, mistaken or swapped with the next one (optimal string alignment),
 * and stops counting above `most`.
 */
function errors(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let previous = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const mistaken = previous[column - 1] + (one[row - 1] === other[column - 1] ? 0 : 1);
      current[column] = Math.min(previous[column] + 1, current[column - 1] + 1, mistaken);
      const isSwapped =
        row > 1 &&
        column > 1 &&
        one[row - 1] === other[column - 2] &&
        one[row - 2] === other[column - 1];
      if (isSwapped) current[column] = Math.min(current[column], before[column - 2] + 1);
    }
    if (Math.min(...current) > most) return most + 1;
    [before, previous] = [previous, current];
  }
  return previous[other.length];
}
