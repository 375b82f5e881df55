// Recognizes the synonyms in a query. A group of synonyms names the sections to show first.

import { compoundsOf, wordsOf } from "./words.js";

/**
 * The groups of a language made ready: `phrases` with the stems of their words, and all their
 * single `words` and `stems`. A group is its words, "cop|law enforcement", and the numbers of the
 * sections to show first.
 */
export function preparedGroups(groups, language) {
  const phrases = groups.flatMap(([list], rank) =>
    list.split("|").flatMap((phrase) => spellings(phrase).map((words) => ({ words, rank }))),
  );
  for (const phrase of phrases) phrase.stems = phrase.words.map(language.stems);
  const singles = phrases.filter(({ words }) => words.length === 1);
  return {
    firsts: groups.map(([, first]) => first),
    phrases,
    synonyms: groups.map((_, rank) =>
      singles.filter((each) => each.rank === rank).map(({ words }) => words[0]),
    ),
    words: phrases.flatMap(({ words }) => words),
    stems: new Set(phrases.flatMap(({ stems }) => stems.flat())),
  };
}

/** A phrase in words; with a hyphen also joined: "wi-fi" → "wi fi", "wifi". */
function spellings(phrase) {
  const words = wordsOf(phrase);
  const whole = compoundsOf(phrase, words).find(
    ({ first, last }) => first === 0 && last === words.length - 1,
  );
  return [words.map(({ word }) => word), ...(whole ? [[whole.word]] : [])];
}

/**
 * The groups that a query names, in the order of the groups; one whose words are the whole query
 * comes before all others. `terms` are the words typed, in their order, each with what was `meant`
 * by it. Each word belongs to the longest phrase; `singles` are those that name the group each by
 * itself.
 */
export function namedGroups({ phrases }, terms, language) {
  const found = phrases.flatMap((phrase) => places(phrase, terms, language));
  found.sort((one, other) => other.length - one.length || one.rank - other.rank);
  const taken = new Set();
  const named = new Map();
  for (const { rank, covered, length } of found) {
    if (covered.some((term) => taken.has(term))) continue;
    covered.forEach((term) => taken.add(term));
    const group = named.get(rank) || { rank, covered: [], singles: [] };
    group.covered.push(...covered);
    if (length === 1) group.singles.push(...covered);
    named.set(rank, group);
  }
  const isWhole = (covered) => covered.length === terms.length;
  return [...named.values()].sort(
    (one, other) => isWhole(other.covered) - isWhole(one.covered) || one.rank - other.rank,
  );
}

/**
 * Finds a phrase in a query. If two of its words are distinctive, the commonest words around them
 * are ignored.
 */
function places({ words, stems, rank }, typed, { stems: stemsOf, stopWords }) {
  const tells = (word) => !stopWords.has(word);
  const isLoose = words.filter(tells).length > 1;
  const wanted = words
    .map((word, place) => ({ word, stems: stems[place] }))
    .filter(({ word }) => !isLoose || tells(word));
  const terms = isLoose ? typed.filter(({ word }) => tells(word)) : typed;
  const found = [];
  terms.forEach((term, start) => {
    const covered = terms.slice(start, start + wanted.length);
    const isHere =
      covered.length === wanted.length &&
      wanted.every((each, place) => isSame(covered[place], each, stemsOf));
    if (isHere) found.push({ rank, covered, length: words.length });
    const next = terms[start + 1];
    if (next && words.length === 1 && term.word + next.word === words[0])
      found.push({ rank, covered: [term, next], length: 2 });
  });
  return found;
}

function isSame(term, { word, stems }, stemsOf) {
  return [term.word, ...term.meant].some(
    (each) => each === word || stemsOf(each).some((stem) => stems.includes(stem)),
  );
}
