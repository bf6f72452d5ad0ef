const LINE = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]{0,200})[ \t]*[=:][ \t]*(.*)/s;

/**
 * The variables of a `.env` file. Quoted values may run over lines; references to other variables
 * stay as they are.
 */
export function parseDotEnv(text: string): Record<string, string> {
  const variables: Record<string, string> = Object.create(null);
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const [, name, rest = ''] = LINE.exec(lines[i] ?? '') ?? [];
    if (name === undefined) continue;
    const quote = /^["'`]/.exec(rest)?.[0];
    if (quote === undefined) {
      variables[name] = withoutComment(rest).trim();
      continue;
    }
    let value = rest.slice(1);
    const last = Math.min(lines.length, i + MOST_LINES);
    while (!closes(value, quote) && i + 1 < last) value += `\n${lines[++i] ?? ''}`;
    variables[name] = unquoted(value, quote);
  }
  return variables;
}

function withoutComment(rest: string): string {
  const start = rest.search(/\s#/);
  return start === -1 ? rest : rest.slice(0, start);
}

/** A quote that is not closed takes no more lines than this. */
const MOST_LINES = 100;

function closes(value: string, quote: string): boolean {
  return endOf(value, quote) !== -1;
}

function endOf(value: string, quote: string): number {
  for (let at = value.indexOf(quote); at !== -1; at = value.indexOf(quote, at + 1)) {
    if (quote === "'" || value[at - 1] !== '\\') return at;
  }
  return -1;
}

function unquoted(value: string, quote: string): string {
  const end = endOf(value, quote);
  const inner = end === -1 ? value : value.slice(0, end);
  return quote === '"' ? inner.replaceAll('\\n', '\n').replaceAll('\\"', '"') : inner;
}
