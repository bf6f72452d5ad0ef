/**
 * Splits a command line such as `code --wait` into its words as a shell would, with quotes and
 * backslashes, but without a shell: nothing in it is run or expanded. Null when a quote is open or
 * nothing is there.
 */
export function commandWords(text: string): readonly [string, ...string[]] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charAt(i);
    const next = text.charAt(i + 1);
    if (c === '\\' && quote !== "'" && next !== '' && (quote === '' || '"\\$`'.includes(next))) {
      word = (word ?? '') + next;
      i += 1;
    } else if (quote !== '') {
      if (c === quote) quote = '';
      else word += c;
    } else if (c === '"' || c === "'") {
      quote = c;
      word ??= '';
    } else if (/\s/.test(c)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + c;
    }
  }
  if (word !== null) words.push(word);
  const [program, ...rest] = words;
  return quote !== '' || program === undefined || program === '' ? null : [program, ...rest];
}
