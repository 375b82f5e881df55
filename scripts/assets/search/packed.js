// Unpacks the index into the sections of a notice and the groups of synonyms.
// `scripts/aviso/site/search_index.py` and `index_words.py` explain the format.

const FIRST_CODE = 35;
const LEFT_OUT = 92;
const ENDING = 74;
const FOLLOWED = 17;

/**
 * The sections of all pages: the address, the page's title, the section's heading, its text, and
 * how much it counts in hundredths; the groups of equal words; the numbers of the sections for what
 * a notice does not answer.
 */
export function unpacked({ words, pages, groups = [], otherwise = [] }, synonyms = []) {
  const list = words.split(" ");
  const sections = pages.flatMap(([address, title, parts, percent = 100]) =>
    parts.map(([id, heading, signs]) => ({
      url: id ? `${address}#${id}` : address,
      title,
      heading: textOf(heading, list),
      text: textOf(signs, list),
      weight: percent / 100,
    })),
  );
  return { sections, groups: synonyms.map((list, rank) => [list, groups[rank]]), otherwise };
}

/**
 * Texts are read in the order in which they stand: the words that occur once are at the end of the
 * list, the first of them last.
 */
function textOf(signs, list) {
  const text = [];
  let rest = 0;
  for (const each of signs) {
    const code = each.charCodeAt(0);
    const sign = code - FIRST_CODE - (code > LEFT_OUT);
    if (sign < ENDING) {
      text.push(list[rest * ENDING + sign] || list.pop());
      rest = 0;
    } else {
      rest = rest * FOLLOWED + sign - ENDING + 1;
    }
  }
  return text
    .join(" ")
    .replace(/ \t/g, "")
    .replace(/\f (.)/g, (_, letter) => letter.toUpperCase());
}
