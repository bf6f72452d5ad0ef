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

/** A value as JSON in which the same characters stand as escapes: read back, it is what it was. */
export function safeJson(value: unknown, indent = 0): string {
  const json = JSON.stringify(value, null, indent);
  return ASCII_LINES.test(json) ? json : json.replace(UNSAFE_IN_JSON, escapedInJson);
}

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

/** What most JSON consists of; its own line ends are no part of a value. */
const ASCII_LINES = /^[\n\x20-\x7e]*$/;

/** What JSON leaves as it is: DEL, C1 controls, formats, separators of lines, fillers, piled up marks. */
const UNSAFE_IN_JSON =
  /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]|(?<=\p{M}{4})\p{M}/gu;

function escapedInJson(character: string): string {
  return Array.from({ length: character.length }, (_, at) => {
    return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }).join('');
}

function standIn(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x24_00 + code);
  return code === 0x7f ? '␡' : escaped(character);
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
}
