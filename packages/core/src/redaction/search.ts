import type { RedactionRule } from './rule.js';
import { findRules, indexOf, type RuleIndex } from './rule-index.js';
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
  /** Of these rules, and of those that are left out because a longer text has none of their words. */
  readonly index: RuleIndex;
  /** The longest first: of two that start at one place, the longer goes. */
  readonly literals: readonly string[];
  readonly allow: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** Spoor's own rules, and nothing else. */
export const DEFAULT_SEARCH: Search = {
  rules: RULES,
  index: indexOf(RULES),
  literals: [],
  allow: NONE,
};

/** Fills in the defaults. */
export function searchOf({ rules, literals = [], allow = [] }: SearchOptions): Search {
  if (rules === undefined && literals.length === 0 && allow.length === 0) return DEFAULT_SEARCH;
  return {
    rules: rules ?? RULES,
    index: rules === undefined ? DEFAULT_SEARCH.index : indexOf(rules),
    literals: [...new Set(literals.map((text) => text.toWellFormed()))]
      .filter((text) => text !== '')
      .flatMap((text) => [text, ...escapedForm(text)])
      .sort((a, b) => b.length - a.length),
    allow: new Set(allow),
  };
}

/** What of a search can find something in a text: one look for many strings joined. */
export function relevantSearch(text: string, search: Search): Search {
  return {
    ...search,
    rules: findRules(search, text).rules,
    literals: search.literals.filter((literal) => text.includes(literal)),
  };
}

/** How a text stands in JSON inside a text that is no JSON as a whole. */
function escapedForm(text: string): string[] {
  const escaped = JSON.stringify(text).slice(1, -1);
  return escaped === text ? [] : [escaped];
}
