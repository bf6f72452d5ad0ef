import type { RedactionRule } from './rule.js';
import { RULES } from './rules/index.js';

/** What counts as secret in a text. */
export interface SearchOptions {
  /** Default: all of Spoor's. */
  readonly rules?: readonly RedactionRule[];
  /** Texts that go wherever they stand, letter by letter. */
  readonly literals?: readonly string[];
  /** What a rule finds stays when it is exactly one of these; literals go all the same. */
  readonly allow?: readonly string[];
}

/** What is searched for. */
export interface Search {
  readonly rules: readonly RedactionRule[];
  /** The longest first: of two that start at one place, the longer goes. */
  readonly literals: readonly string[];
  readonly allow: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** Spoor's own rules, and nothing else. */
export const DEFAULT_SEARCH: Search = { rules: RULES, literals: [], allow: NONE };

/** Fills in the defaults. */
export function searchOf({ rules, literals = [], allow = [] }: SearchOptions): Search {
  if (rules === undefined && literals.length === 0 && allow.length === 0) return DEFAULT_SEARCH;
  return {
    rules: rules ?? RULES,
    literals: [...new Set(literals.map((text) => text.toWellFormed()))]
      .filter((text) => text !== '')
      .flatMap((text) => [text, ...escapedForm(text)])
      .sort((a, b) => b.length - a.length),
    allow: new Set(allow),
  };
}

/** What of a search can find something in a text: one look for many strings joined. */
export function relevantSearch(text: string, search: Search): Search {
  const lower = text.toLowerCase();
  return {
    rules: search.rules.filter((rule) => mayMatch(rule, lower)),
    literals: search.literals.filter((literal) => text.includes(literal)),
    allow: search.allow,
  };
}

/** Whether a rule's words are in a text, given in lower case. */
export function mayMatch(rule: RedactionRule, lower: string): boolean {
  if (rule.keywords.length > 0 && !includesAny(lower, rule.keywords)) return false;
  return rule.also === undefined || includesAny(lower, rule.also);
}

/** How a text stands in JSON inside a text that is no JSON as a whole. */
function escapedForm(text: string): string[] {
  const escaped = JSON.stringify(text).slice(1, -1);
  return escaped === text ? [] : [escaped];
}

function includesAny(text: string, words: readonly string[]): boolean {
  for (const word of words) {
    if (text.includes(word)) return true;
  }
  return false;
}
