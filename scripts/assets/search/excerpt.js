// Turns a section's text and its matching words into a short excerpt: pieces of text, some of them
// marked.

const LENGTH_IN_WORDS = 32;
const WORDS_BEFORE = 6;

export function excerptOf({ text, words: places, compounds }, foundWords) {
  const words = places.map((place) => ({ ...place, isFound: foundWords.has(place.word) }));
  for (const { word, first, last } of compounds) {
    if (foundWords.has(word)) words.slice(first, last + 1).forEach((part) => (part.isFound = true));
  }
  if (!words.length) return [];
  const first = firstWord(words);
  const shown = words.slice(first, first + LENGTH_IN_WORDS);
  const isCut = first + LENGTH_IN_WORDS < words.length;
  const start = first ? shown[0].start : 0;
  const end = isCut ? shown[shown.length - 1].end : text.length;
  return [
    plain(first ? "… " : ""),
    ...pieces(text, shown, start, end),
    plain(isCut ? " …" : ""),
  ].filter((piece) => piece.text);
}

/** Finds the start that shows the most matching words, and some words before them. */
function firstWord(words) {
  if (words.length <= LENGTH_IN_WORDS) return 0;
  const kinds = (begin) =>
    new Set(
      words
        .slice(begin, begin + LENGTH_IN_WORDS - WORDS_BEFORE)
        .filter((each) => each.isFound)
        .map((each) => each.word),
    ).size;
  let best = { begin: 0, kinds: 0 };
  words.forEach((each, begin) => {
    if (each.isFound && kinds(begin) > best.kinds) best = { begin, kinds: kinds(begin) };
  });
  return Math.min(Math.max(best.begin - WORDS_BEFORE, 0), words.length - LENGTH_IN_WORDS);
}

function pieces(text, words, start, end) {
  const result = [];
  let written = start;
  for (const place of words.filter((each) => each.isFound)) {
    result.push(plain(text.slice(written, place.start)), {
      text: text.slice(place.start, place.end),
      isMarked: true,
    });
    written = place.end;
  }
  return [...result, plain(text.slice(written, end))];
}

function plain(text) {
  return { text, isMarked: false };
}
