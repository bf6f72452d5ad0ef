/** How much more than is kept goes through the rules, so that a secret on the border is seen. */
const MARGIN = 4_096;

/** The part of a text that is worth redacting when at most `limit` characters are kept. */
export function beforeCut(text: string, limit: number): string {
  return text.length > limit ? text.slice(0, limit + MARGIN) : text;
}

/**
 * Cuts a redacted text to `limit` characters, a note of its full length included.
 * @param original the length before redaction; longer than `limit` means that it was cut before.
 */
export function cutTo(redacted: string, limit: number, original: number): string {
  const wasCut = original > limit;
  if (!wasCut && redacted.length <= limit) return redacted;
  const note = `…[cut: ${original} characters]`;
  // Replacements shorten a text; its last stretch may still end in the middle of a secret.
  const sure = original > limit + MARGIN ? redacted.length - MARGIN : redacted.length;
  const end = Math.max(0, Math.min(limit - note.length, sure));
  return redacted.slice(0, wholeEnd(redacted, end)) + note;
}

/** Moves a cut out of a surrogate pair and out of a `[REDACTED:…]`. */
function wholeEnd(text: string, end: number): number {
  const start = text.lastIndexOf('[REDACTED:', end);
  if (start !== -1 && text.indexOf(']', start) >= end) return start;
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
