import { distance } from '../../cases/name.ts';

/** Whether a word may be a slip of another: a letter wrong, another spelling of the same sound, or its vowels left out. */
export function isLike(said: string, word: string): boolean {
  if (isTypo(said, word)) return true;
  // An ending: "ফুসফুসে", "lungs".
  if (word.length >= 4 && said.startsWith(word) && said.length - word.length <= 3) return true;
  if (!/^[a-z]+$/.test(said) || !/^[a-z]+$/.test(word)) return false;
  const bones = sound(word);
  if (bones.length < 3)
    return !/[aeiou]/.test(said) && said.length >= 3 && said === word.replace(/[aeiou]/g, '');
  // The same consonants in a much shorter or longer word are another word.
  const near = Math.abs(said.length - word.length) <= (Math.min(said.length, word.length) < 5 ? 1 : 2);
  return near && sound(said) === bones;
}

const sounds = new Map<string, string>();

/** The consonants of a romanised word by their sound: "kensar" and "cancer" are one. */
function sound(word: string): string {
  const known = sounds.get(word);
  if (known !== undefined) return known;
  const made = word
    .replace(/ph/g, 'f')
    .replace(/ck/g, 'k')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/ch/g, '%')
    .replace(/[cq]/g, 'k')
    .replace(/x/g, 'ks')
    .replace(/w/g, 'v')
    .replace(/z/g, 'j')
    .replace(/([tdkgbjs])h/g, '$1')
    .replace(/^[aeiou]+/, '@')
    .replace(/[aeiouy]/g, '')
    .replace(/(.)\1+/g, '$1');
  // The words of the locales come again and again.
  if (sounds.size > 20_000) sounds.clear();
  sounds.set(word, made);
  return made;
}

/** Whether one or two letters of a long word or phrase are wrong. */
export function isTypo(said: string, way: string): boolean {
  if (way.length < 5 || said.length < 4 || Math.abs(way.length - said.length) > 2) return false;
  // A short word that begins otherwise is another word.
  if (way.length < 8 && said[0] !== way[0]) return swapped(said, way);
  return distance(said, way, 2) <= (way.length >= 8 ? 2 : 1) || swapped(said, way);
}

/** Two letters changed their places: one slip of the thumb. */
function swapped(said: string, way: string): boolean {
  if (said.length !== way.length) return false;
  const off = [...said].flatMap((letter, i) => (letter === way[i] ? [] : [i]));
  const [a, b] = off;
  return off.length === 2 && b === a! + 1 && said[a!] === way[b] && said[b] === way[a!];
}
