/** A text as one word of `/bin/sh`, whatever characters it holds. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
