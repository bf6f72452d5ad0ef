/** What entries can be narrowed by, in the order in which the filter is written. */
export const AUDIT_FIELDS = [
  'category',
  'action',
  'without',
  'agent',
  'session',
  'project',
  'user',
  'task',
  'address',
  'since',
  'until',
] as const;

/** One of them. */
export type AuditField = (typeof AUDIT_FIELDS)[number];

/** A filter as it was typed: a value for each field at most, and words. */
export type AuditCriteria = { readonly [Field in AuditField]?: string } & {
  readonly text: string;
};

/**
 * Reads a filter such as `category:security since:2h rm -rf`. What is no known field with a value
 * is a word to look for; of a field that stands there twice the last one counts.
 */
export function readCriteria(line: string): AuditCriteria {
  const given: { [Field in AuditField]?: string } = {};
  const words: string[] = [];
  for (const token of tokensOf(line)) {
    const field = fieldOf(token);
    if (field === null) words.push(token);
    else if (field.value !== '') given[field.name] = field.value;
  }
  return { ...given, text: words.join(' ') };
}

/** A filter as a line that {@link readCriteria} reads as the same one. */
export function writeCriteria({ text, ...given }: AuditCriteria): string {
  const fields = AUDIT_FIELDS.flatMap((name) => {
    const value = given[name];
    return value === undefined ? [] : [`${name}:${quoted(value)}`];
  });
  return [...fields, ...(text === '' ? [] : [text])].join(' ');
}

/** A value as it stands behind its field. */
export function quoted(value: string): string {
  return /[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
}

/** The parts of a line between blanks; a value in quotation marks is one with its field. */
function tokensOf(line: string): string[] {
  return line.match(/(?<![a-z])[a-z]+:"[^"]*"?|\S+/g) ?? [];
}

/** A field and its value, where a token is one. */
export function fieldOf(token: string): { name: AuditField; value: string } | null {
  const colon = token.indexOf(':');
  const name = AUDIT_FIELDS.find((field) => field === token.slice(0, colon));
  if (name === undefined) return null;
  return { name, value: token.slice(colon + 1).replaceAll('"', '') };
}
