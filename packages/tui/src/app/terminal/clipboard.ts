import { safeText } from '../../present/safe-text.js';

/** What goes to the clipboard, and how much of the text that is. */
export interface ClipboardText {
  /** OSC 52: the terminal puts a text into its clipboard. */
  readonly sequence: string;
  /** Bytes that are left out: terminals take no more than some 75 kB. */
  readonly cut: number;
}

/**
 * Says to a terminal what to put into its clipboard: the text as it is, but for controls. Where it is
 * pasted, an escape would end what a shell takes for pasted, and what follows would be typed.
 */
export function clipboardText(text: string): ClipboardText {
  const bytes = Buffer.from(text.replaceAll('\r\n', '\n').replace(CONTROL, safeText));
  const kept = bytes.length <= MOST_BYTES ? bytes : bytes.subarray(0, characterEnd(bytes));
  return {
    sequence: `\u001b]52;c;${kept.toString('base64')}\u0007`,
    cut: bytes.length - kept.length,
  };
}

/** Base64 makes 100,000 of it with the rest of the sequence, which is the least limit that is known. */
const MOST_BYTES = 74_994;

/** All but line ends and tabs. */
const CONTROL = /(?![\n\t])\p{Cc}/gu;

function characterEnd(bytes: Buffer): number {
  let end = MOST_BYTES;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}
