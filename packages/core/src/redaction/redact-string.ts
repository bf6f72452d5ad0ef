import type { JsonValue } from '../json.js';
import { beforeCut, cutTo } from './cut.js';
import type { Limits } from './limits.js';
import { redactWith } from './redact-text.js';
import { isPlain, isQuick } from './rule-index.js';
import type { Search } from './search.js';

/** What one walk over a value has used up so far. */
export interface Pass {
  readonly limits: Limits;
  /** What of the search can find something in the value as a whole. */
  readonly survey: () => Search;
  /** Redacts what a string that holds JSON decodes to; absent when it is nested too deep. */
  readonly nested: ((value: JsonValue) => { value: JsonValue; changed: boolean }) | undefined;
  /** Shared by all walks over JSON inside strings. */
  readonly decoding: Decoding;
  values: number;
  /** Characters left of `maxTotalLength`. */
  remaining: number;
  /** How many strings may still show a head after that. */
  heads: number;
  /** Numbers keys that became equal. */
  collisions: number;
  changed: boolean;
}

/** How much JSON inside strings may still be decoded; characters. */
export interface Decoding {
  left: number;
}

const HEAD = 128;
const HEADS = 1_000;
/** What is kept whole even when all is used up; longer than a note about a cut. */
const SMALL = 40;
const LONGEST_KEY = 1_024;
/** JSON in longer strings (times the cap) is not decoded: little of it is kept. */
const NESTED_FACTOR = 8;
/** So much JSON inside strings is decoded at most, times what is kept of all strings. */
const DECODED_FACTOR = 4;
/** White space around JSON that is looked through. */
const EDGE = 64;

/** Starts a walk. */
export function newPass(
  limits: Limits,
  survey: Pass['survey'],
  nested: Pass['nested'],
  decoding: Decoding,
): Pass {
  const remaining = limits.maxTotalLength;
  return {
    limits,
    survey,
    nested,
    decoding,
    values: 0,
    remaining,
    heads: HEADS,
    collisions: 0,
    changed: false,
  };
}

/** What one event, say, may cost for the JSON inside its strings, however they are nested. */
export function newDecoding({ maxTotalLength }: Limits): Decoding {
  return { left: DECODED_FACTOR * maxTotalLength };
}

/** Redacts and cuts a string of a value. */
export function redactString(pass: Pass, text: string): string {
  if (pass.decoding.left <= 0 && text.length > SMALL && looksLikeJson(text)) {
    return leftOut(pass, text);
  }
  return shorten(pass, redactNested(pass, text) ?? text, text, pass.limits.maxStringLength);
}

/** Redacts and cuts an object's key. */
export function redactKey(pass: Pass, key: string): string {
  const { search, maxStringLength } = pass.limits;
  const fits = key.length <= Math.min(pass.remaining, maxStringLength);
  if (fits && search.literals.length === 0 && isPlain(search.index, key)) {
    pass.remaining -= key.length;
    return key;
  }
  return shorten(pass, key, key, Math.min(LONGEST_KEY, maxStringLength));
}

function shorten(pass: Pass, text: string, original: string, most: number): string {
  const limit = allowance(pass, text, most);
  const short =
    limit === 0
      ? `…[cut: ${text.length} characters]`
      : cutTo(
          redactWith(beforeCut(text, limit), searchFor(pass, text, original)),
          limit,
          text.length,
        );
  pass.remaining -= short.length;
  if (short !== original) pass.changed = true;
  return short;
}

/**
 * The survey finds in no string more than the string itself does, but in one that was changed: it
 * is left out where a look at each string is quick.
 */
function searchFor(pass: Pass, text: string, original: string): Search {
  const { search } = pass.limits;
  const isUnchanged = text === original && search.literals.length === 0 && text.isWellFormed();
  return isUnchanged && isQuick(search.index) ? search : pass.survey();
}

/** JSON that is not looked into may hide a secret behind its escapes: nothing of it is kept. */
function leftOut(pass: Pass, text: string): string {
  const note = `…[cut: ${text.length} characters]`;
  pass.changed = true;
  pass.remaining -= note.length;
  return note;
}

function allowance(pass: Pass, text: string, most: number): number {
  if (text.length <= pass.remaining) return most;
  if (pass.remaining > HEAD) return Math.min(most, pass.remaining);
  if (text.length <= SMALL) return SMALL * 2;
  pass.heads--;
  return pass.heads < 0 ? 0 : Math.min(most, HEAD);
}

/** The string with the JSON in it redacted, if it holds any and that changes it. */
function redactNested(pass: Pass, text: string): string | undefined {
  if (pass.nested === undefined || !looksLikeJson(text)) return undefined;
  if (text.length > NESTED_FACTOR * pass.limits.maxStringLength) return undefined;
  pass.decoding.left -= text.length;
  const decoded = parse(text);
  if (decoded === undefined) return undefined;
  const { value, changed } = pass.nested(decoded);
  return changed ? JSON.stringify(value) : undefined;
}

function looksLikeJson(text: string): boolean {
  const head = text.slice(0, EDGE).trimStart();
  const tail = text.slice(-EDGE).trimEnd();
  return (
    (head.startsWith('{') && tail.endsWith('}')) || (head.startsWith('[') && tail.endsWith(']'))
  );
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
