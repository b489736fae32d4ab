/** Letters and digits of a name: half-width, lower case, without blanks, dots and dashes. */
function letters(name: string): string[] {
  return [...name.normalize('NFKC').toLowerCase()].filter((character) => /[\p{L}\p{N}]/u.test(character));
}

/**
 * What a name is found by: every single character and every pair of neighbours (design 8.2). Sorted, without repeats,
 * so that the rows of an unchanged name stay unchanged.
 */
export function nameGrams(name: string): string[] {
  const characters = letters(name);
  return [...new Set([...characters, ...pairs(characters)])].sort();
}

/** The grams a typed text must all have: its pairs, or the one character when it is that short. */
export function searchGrams(text: string): string[] {
  const characters = letters(text);
  return [...new Set(characters.length > 1 ? pairs(characters) : characters)].sort();
}

function pairs(characters: string[]): string[] {
  return characters.slice(1).map((character, place) => (characters[place] ?? '') + character);
}
