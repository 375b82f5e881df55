// Turns a text into words without accents or capitals, and a word into the stems that it shares
// with its inflections.

import { stemmer as spanishStem } from "@orama/stemmers/spanish";
import englishStem from "wink-porter2-stemmer";

// Scripts without spaces between words: each character is a word.
const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}" +
  "\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const WORD = new RegExp(`[${UNSPACED}]\\p{M}*|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}])+`, "gu");
// One character that joins two words: a hyphen, or the joiners that Persian and Sinhala write
// within words.
const JOINT = /^[-\u2010\u2011\u200c\u200d]$/;
const ACCENTS = /\p{M}/gu;
// Letters with a stroke. Unicode does not decompose them, and many people type Vietnamese, Polish
// or Danish without.
const STROKES = { đ: "d", ð: "d", ħ: "h", ı: "i", ł: "l", ø: "o", ŧ: "t" };
const STROKED = new RegExp(`[${Object.keys(STROKES).join("")}]`, "g");

// Words in nearly every section, which cannot tell sections apart. "s" and "t" are left over from
// "library's", "don't".
const ENGLISH_STOP_WORDS = `a about all am an and any are as at be been but by can could did do
  does for from had has have he her him his how i if in into is it its may me my of on or our out s
  shall she should so such t than that the their them then there these they this those to us was we
  were what when where which who whom whose why will with would you your`;
const SPANISH_STOP_WORDS = `a al algo algun alguna algunas algunos ante aquel aquella asi aun
  aunque cada como con cual cuales cualquier cuando cuanto de del desde donde dos e el ella ellas
  ellos en entre era es esa esas ese eso esos esta estan estar estas este esto estos fue ha han
  hasta hay la las le les lo los mas me mi mis muy ni no nos nosotros nuestra nuestras nuestro
  nuestros o os para pero poco por porque puede pueden que quien quienes se sea sean ser si sin
  sino sobre solo son su sus tal tambien tan tanto te tiene tienen todo todos tu tus u un una uno
  unas unos usted ustedes y ya yo`;

const ENGLISH_IRREGULAR = { children: "child" };

// Spellings of one sound: at the beginning of English words, anywhere in Spanish ones.
const ENGLISH_SOUNDS = [
  [/^ph/, "f"],
  [/^kn/, "n"],
  [/^wr/, "r"],
  [/^c(?=[eiy])/, "s"],
  [/^c(?!h)|^q/, "k"],
];
const SPANISH_SOUNDS = [
  [/ll/g, "y"],
  [/v/g, "b"],
  [/z|c(?=[ei])/g, "s"],
  [/qu(?=[ei])|c(?!h)|q/g, "k"],
  [/g(?=[ei])/g, "j"],
  [/gu(?=[ei])/g, "g"],
  [/(^|[^c])h/g, "$1"],
];

/**
 * The languages whose inflections are known: how to stem a word (folded, see `fold`), what to leave
 * out of a query, what a word is in the singular and the plural, and how to write it by its sound.
 */
const LANGUAGES = {
  en: {
    stems: (word) => [englishStem(ENGLISH_IRREGULAR[word] || word)],
    stopWords: words(ENGLISH_STOP_WORDS),
    numbers: (word) => [word, word.replace(/s$/, "")],
    sound: (word) => spelledBySound(word, ENGLISH_SOUNDS),
  },
  es: {
    stems: spanishStems,
    stopWords: words(SPANISH_STOP_WORDS),
    numbers,
    sound: (word) => spelledBySound(word, SPANISH_SOUNDS),
  },
};
const OTHER_LANGUAGE = {
  stems: (word) => [word],
  stopWords: new Set(),
  numbers: (word) => [word],
  sound: (word) => word,
};

export function languageOf(locale) {
  return LANGUAGES[locale.slice(0, 2)] || OTHER_LANGUAGE;
}

/** The words of a text, each folded and with the place where it stands. */
export function wordsOf(text) {
  return Array.from(text.matchAll(WORD), (found) => ({
    word: fold(found[0]),
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/**
 * The words that a hyphen or a joiner makes of two or more: "Wi-Fi" → "wifi". Many people write
 * them so, or apart. `first` and `last` are the numbers of their parts in `words`, which are those
 * of `text`.
 */
export function compoundsOf(text, words) {
  const found = [];
  words.forEach((each, first) => {
    let joined = each.word;
    for (
      let last = first + 1;
      last < words.length && JOINT.test(text.slice(words[last - 1].end, words[last].start));
      last++
    ) {
      joined += words[last].word;
      found.push({ word: joined, first, last });
    }
  });
  return found;
}

function fold(word) {
  // Most words are plain; the rest takes ten times as long.
  if (/^[a-z0-9]+$/i.test(word)) return word.toLowerCase();
  return word
    .normalize("NFD")
    .replace(ACCENTS, "")
    .toLowerCase()
    .replace(STROKED, (letter) => STROKES[letter]);
}

function spelledBySound(word, sounds) {
  return sounds.reduce((spelled, [spelling, sound]) => spelled.replace(spelling, sound), word);
}

function words(list) {
  return new Set(list.split(/\s+/));
}

/**
 * Many people type Spanish without accents, but Snowball reads them: información → inform,
 * informacion → informacion. Stemming the folded word makes both spellings one by construction. The
 * accent goes back only where spelling leaves no doubt, on a final -ión and -logía; -ía and -ió
 * stay folded, as restoring them would send `media` to `medida`.
 *
 * Snowball also takes some nouns for verbs, and in one number only: préstamo → prestam, but
 * préstamos → prest, as if from `prestar`; jóvenes → joven, but joven → jov. So a word has the
 * stems of its singular and its plural, by the rule of the last letter; where the rule does not fit
 * (`intere`), the stem is one that no other word has.
 */
function spanishStems(word) {
  return [...new Set(numbers(word).map(accented).map(spanishStem).map(sounded))];
}

function numbers(word) {
  const singular = word.replace(/([aeo])s$/, "$1");
  const plural = /[aeo]$/.test(singular) ? `${singular}s` : `${singular}es`;
  return /s$/.test(word) ? [singular, plural, `${word}es`] : [singular, plural];
}

function accented(word) {
  return word.replace(/ion$/, "ión").replace(/logia(s?)$/, "logía$1");
}

// One sound, spelt by the vowel that follows: juez, jueces; notificar, notifique.
function sounded(stem) {
  return stem.replace(/(z|qu)$/, "c");
}
