/** What Spoor itself may write to a terminal besides text: nothing of it can hold a text. */
const OWN_SEQUENCES = [
  // Colours, from the pen's and the commands' own tables.
  /\u001b\[(?:(?:[0-9]|2[1-9]|3[0-9]|4[0-9]|[34]8;5;\d{1,3}|[34]8;2;\d{1,3};\d{1,3};\d{1,3})(?:;(?=\d)|(?=m)))*m/y,
  // The beginning of a row, the first place, and emptying what follows or all.
  /\u001b\[\d{1,3};1H/y,
  /\u001b\[H/y,
  /\u001b\[[02]?[JK]/y,
  // Ink takes back its own lines, and a question stands where it ends.
  /\u001b\[1?A/y,
  /\u001b\[\d{0,3}G/y,
  // Modes: wrapping, cursor, mouse, the other screen, pasted text, what belongs together, keys.
  /\u001b\[\?(?:7|25|1000|1006|1049|2004|2026)[hl]/y,
  /\u001b\[[<>=]\d*u/y,
  /\u001b\[\?u/y,
  // What it asks: the background's colour, and what kind of terminal it is.
  /\u001b\]11;\?\u0007/y,
  /\u001b\[c/y,
];

/** A progress line begins anew and empties what it leaves. */
const PROGRESS = /\r(?=[\x20-\x7e]*\u001b\[K)/y;

/** Only when the user copies something; what is copied can't end it. */
const CLIPBOARD = /\u001b\]52;c;([A-Za-z0-9+/=]*)\u0007/y;

const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/u;
/** Soft hyphens, joiners and what says how emoji look: parts of words in some scripts, of emoji. */
const JOINS = /[\u00ad\u200c\u200d]|\ufe0e|\ufe0f/;
const STACK = /\p{M}{5}/u;

/** Where some output goes, and what it may hold there. */
export interface Place {
  readonly terminal: boolean;
  /** Things were copied. */
  readonly copied?: boolean;
  /** For a program, not for a reader: marks may stand on marks, and what joins letters stays. */
  readonly table?: boolean;
}

/** What of an output would drive a terminal, hide or turn text around: each with its surroundings. */
export function harmIn(
  bytes: Uint8Array,
  { terminal, copied = false, table = false }: Place,
): string[] {
  const text = Buffer.from(bytes).toString('utf8');
  const found: string[] = [];
  if (!isUtf8(bytes)) found.push('bytes that are no UTF-8');
  const own = terminal ? [...OWN_SEQUENCES, PROGRESS, ...(copied ? [CLIPBOARD] : [])] : [];
  let plain = '';
  for (let at = 0; at < text.length; ) {
    const length = text[at] === '\u001b' || text[at] === '\r' ? ownLength(own, text, at) : 0;
    if (length > 0) {
      at += length;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (!isAllowed(text, at) && !(table && JOINS.test(character)) && UNSAFE.test(character)) {
      found.push(
        `U+${hex(character)} in ${JSON.stringify(text.slice(Math.max(0, at - 60), at + 20))}`,
      );
    }
    plain += character;
    at += character.length;
  }
  for (const [, base64 = ''] of copied ? text.matchAll(new RegExp(CLIPBOARD, 'g')) : []) {
    const pasted = Buffer.from(base64, 'base64').toString();
    if (/(?![\n\t])\p{Cc}/u.test(pasted)) found.push(`in the clipboard: ${JSON.stringify(pasted)}`);
  }
  const stack = STACK.exec(plain);
  if (stack !== null && !table) found.push(`marks on marks: ${JSON.stringify(stack[0])}`);
  return found;
}

/** The last character may be half there: of a process that was ended. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function ownLength(own: readonly RegExp[], text: string, at: number): number {
  for (const pattern of own) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) return match[0].length;
  }
  return 0;
}

/** Line ends, which a terminal's driver writes as two characters; and tabs that indent a file. */
function isAllowed(text: string, at: number): boolean {
  const character = text[at];
  return (
    character === '\n' ||
    character === '\t' ||
    (character === '\r' && /^\r+\n/.test(text.slice(at, at + 4)))
  );
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
