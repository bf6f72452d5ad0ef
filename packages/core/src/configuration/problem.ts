/** What is wrong with one key. Never holds the value: it may be a secret. */
export interface ConfigurationProblem {
  /** The key as its section and name, `redaction.rules[2].pattern`; empty for the whole. */
  readonly key: string;
  /** Follows the key: `must be true or false`. */
  readonly reason: string;
}

/** A problem in one line. */
export function describeProblem({ key, reason }: ConfigurationProblem): string {
  return key === '' ? reason : `${key}: ${reason}`;
}

/** Problems in one line: the first one, and how many more there are. */
export function summarizeProblems(problems: readonly ConfigurationProblem[]): string {
  const [first] = problems;
  if (first === undefined) return '';
  const more = problems.length - 1;
  return `${describeProblem(first)}${more === 0 ? '' : ` (and ${more} more)`}`;
}

/** The path of a value as text; names that could be mistaken are quoted. */
export function keyText(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? nameText(part) : `${text}.${nameText(part)}`;
  }, '');
}

function nameText(name: string): string {
  if (/^[\w$-]{1,64}$/.test(name)) return name;
  const short = name.length > 64 ? `${name.slice(0, 63)}…` : name;
  return JSON.stringify(short.toWellFormed()).replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    '?',
  );
}
