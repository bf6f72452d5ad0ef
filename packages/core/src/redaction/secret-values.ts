import { namesSecret } from './named-keys.js';

/** Shorter values are words of other texts too often. */
const SHORTEST = 8;
const LONGEST = 8_192;
/** Of so many variables values are taken at most: each is looked for in every text. */
const MOST = 200;

/** How names end that mean a secret in an environment, though elsewhere they may mean something else. */
const ENDINGS = 'KEY PAT DSN PW SALT PEPPER TOKENS SECRETS'.split(' ');
const PASSWORD_NAME = /pass|pwd|pw$/i;
const URL_PASSWORD = /^[a-z][a-z\d+.-]*:\/\/[^/?#@:]*:([^/?#]+)@/i;
const PATH = /^(?:[/~.]|[A-Za-z]:[\\/]|file:)/;

/**
 * The values of variables whose names say that they are secret, as far as they look like one: not a
 * word, number, path or switch, which stand in texts for other reasons. Of addresses, their password.
 */
export function secretValues(
  variables: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const found = new Set<string>();
  for (const name of Object.keys(variables)) {
    const value = variables[name];
    // A path is what most of them are; their names need no look.
    if (value === undefined || value.length < SHORTEST || value.startsWith('/')) continue;
    if (value.length > LONGEST) continue;
    if (found.size >= MOST) break;
    const secret = value.includes('://') ? passwordIn(value) : ownValue(name, value.trim());
    if (secret !== undefined) found.add(secret);
  }
  return [...found];
}

/** How secret values may stand in a text: as they are, in URLs, and in base64. */
export function formsOf(value: string): readonly string[] {
  const forms = new Set([value, encodeURIComponent(value.toWellFormed())]);
  for (const form of encodedForms(value)) forms.add(form);
  return [...forms];
}

function passwordIn(url: string): string | undefined {
  const password = URL_PASSWORD.exec(url)?.[1];
  return password !== undefined && isLikely(password, true) ? password : undefined;
}

function ownValue(name: string, value: string): string | undefined {
  if (!namesSecret(name) && !endsAsSecret(name)) return undefined;
  return isLikely(value, PASSWORD_NAME.test(name)) ? value : undefined;
}

function endsAsSecret(name: string): boolean {
  const upper = name.toUpperCase();
  return ENDINGS.some((ending) => upper === ending || upper.endsWith(`_${ending}`));
}

/** Whether a value is likely to stand in a text only because it is this secret. */
function isLikely(value: string, isPassword: boolean): boolean {
  if (value.length < SHORTEST || PATH.test(value)) return false;
  if (/^[\d\s.,:+-]*$/.test(value) || /^(?:\$|\{|<|%[A-Z])/.test(value)) return false;
  if (new Set(value).size < 5) return false;
  // Words, and names made of words, stand everywhere; a long run of letters is none of them.
  if (/^[A-Za-z]+(?:[-_. /:][A-Za-z]+)*$/.test(value)) return isRun(value);
  const isWordAndNumber = /^[A-Za-z]+(?:[-_. /:@][A-Za-z]+)*[-_.:@v]?\d{1,4}(?:\.\d+)*$/.test(
    value,
  );
  return isWordAndNumber ? isPassword : true;
}

/** Letters of both cases in no order of words, or so many that they are no word. */
function isRun(value: string): boolean {
  if (/[-_. /:]/.test(value)) return false;
  const changes = value.match(/[a-z][A-Z]|[A-Z]{2}[a-z]/g)?.length ?? 0;
  return value.length >= 16 && (changes * 4 >= value.length || !/[A-Z]/.test(value.slice(1)));
}

/**
 * What of a value's base64 is the same whatever stands before and behind it, for each of the three
 * places that it may have among the bytes around it.
 */
function encodedForms(value: string): string[] {
  const bytes = new TextEncoder().encode(value);
  return [0, 1, 2].flatMap((before) => {
    const encoded = base64(bytes, before);
    const sure = encoded.slice(before === 0 ? 0 : before + 1, encoded.length - 1);
    const whole = sure.replace(/={1,2}$/, '');
    return whole.length < SHORTEST ? [] : [whole, whole.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** Base64 without what depends on the bytes that follow. */
function base64(bytes: Uint8Array, before: number): string {
  const padded = new Uint8Array(before + bytes.length);
  padded.set(bytes, before);
  const encoded = btoa(String.fromCharCode(...padded)).replace(/={1,2}$/, '');
  return padded.length % 3 === 0 ? `${encoded}=` : encoded;
}
