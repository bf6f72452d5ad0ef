/**
 * Recorded text as one line that can't drive the terminal: what controls it, reverses it or takes
 * no room is shown by a stand-in (`␛`, `␊`, `\u{202E}`), the rest stays as it is. Emoji that are
 * made of several (families, skin tones) are taken apart: terminals don't agree on their width.
 */
export function safeText(text: string): string {
  if (PLAIN.test(text)) return text;
  patterns ??= makePatterns();
  const { emojiGlue, unsafe, baselessMark, marksBeyond } = patterns;
  return text
    .toWellFormed()
    .replace(emojiGlue, '')
    .replace(unsafe, standIn)
    .replace(baselessMark, (marks) => [...marks].map(escaped).join(''))
    .replace(marksBeyond, '$1');
}

/** The part of a text that a screen can show: a line of a megabyte costs no more than one. */
export function excerpt(text: string, length = 2_000): string {
  if (text.length <= length) return text;
  const half = length >> 1;
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}

/** A recorded text as one line, safe to show and no longer than a screen needs. */
export function oneLine(text: string, length?: number): string {
  return safeText(excerpt(text, length).trim().replace(LINE_END, ' ↵ '));
}

const LINE_END = /[^\S\n]*\r?\n\s*/g;

/**
 * ASCII; letters of Latin, Cyrillic, Chinese, Japanese and Korean; dashes, quotes, arrows and boxes.
 * All others are looked at one by one.
 */
const PLAIN =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u25ff\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fef\uac00-\ud7a3]*$/;

/** Made when a text first needs them: properties of Unicode take milliseconds to look up. */
let patterns: ReturnType<typeof makePatterns> | undefined;

function makePatterns() {
  return {
    /** Variation selectors, keycap frames, and joiners and skin tones that follow an emoji. */
    emojiGlue:
      /[\ufe00-\ufe0f]|(?<=[\d#*]\ufe0f?)\u20e3|(?<=\p{Extended_Pictographic}\ufe0f?(?:\p{Emoji_Modifier})?)\u200d(?=\p{Extended_Pictographic})|(?<=\p{Extended_Pictographic}\ufe0f?)\p{Emoji_Modifier}/gu,
    /** Controls, formats (bidi, zero width, tags), separators of lines, fillers, private and unassigned. */
    unsafe: /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu,
    baselessMark: /^\p{M}+|(?<=\s)\p{M}+/gu,
    /** More marks than any script piles up on a letter. */
    marksBeyond: /(\p{M}{4})\p{M}+/gu,
  };
}

function standIn(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x24_00 + code);
  return code === 0x7f ? '␡' : escaped(character);
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
}
