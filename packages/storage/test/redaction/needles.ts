import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { REDACTION_RULES, redactText } from '@spoor/core';

/** So many characters of a secret are one. */
const LENGTH = 12;

/** Every rule's examples. */
export const ALL_EXAMPLES: readonly string[] = REDACTION_RULES.flatMap(({ examples }) => examples);

/** An example of every rule. */
export const EXAMPLES: readonly string[] = REDACTION_RULES.flatMap(({ examples }) =>
  examples.slice(0, 1),
);

/** What redaction takes out of a text. */
function secretsIn(text: string): string[] {
  const kept = redactText(text).split(/\[REDACTED:[\w-]+\]/);
  const [first = '', ...rest] = kept;
  const secrets: string[] = [];
  let at = first.length;
  for (const [index, part] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const end = isLast ? text.length - part.length : text.indexOf(part, at + 1);
    secrets.push(text.slice(at, end));
    at = end + part.length;
  }
  return secrets;
}

/**
 * Every piece of 12 characters of the texts' secrets, in small letters as full-text indexes have them,
 * but for those that also stand where nothing is taken out.
 */
export function piecesOf(texts: readonly string[]): Set<string> {
  const kept = texts.map((text) => redactText(text).toLowerCase()).join('\n');
  const all = texts.flatMap(secretsIn).flatMap((secret) => pieces(secret.toLowerCase()));
  return new Set(all.filter((piece) => !kept.includes(piece)));
}

function pieces(secret: string): string[] {
  if (secret.length < LENGTH) return [];
  return Array.from({ length: secret.length - LENGTH + 1 }, (_, at) =>
    secret.slice(at, at + LENGTH),
  ).filter(isTelling);
}

/** A row of one letter tells nothing: `A` is also how SQLite writes the length of a text of 26 bytes. */
function isTelling(piece: string): boolean {
  return new Set(piece).size > 1;
}

/** Which of the pieces stand in the bytes of any file of a folder, by file. */
export function findInFiles(folder: string, wanted: ReadonlySet<string>): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .flatMap((path) => findInBytes(readFileSync(path), wanted).map((piece) => `${path}: ${piece}`));
}

/** Which of the pieces stand in some bytes. */
export function findInBytes(bytes: Buffer, wanted: ReadonlySet<string>): string[] {
  const text = bytes.toString('latin1').toLowerCase();
  const found = new Set<string>();
  for (let at = 0; at + LENGTH <= text.length; at++) {
    const piece = text.slice(at, at + LENGTH);
    if (wanted.has(piece)) found.add(piece);
  }
  return [...found];
}
