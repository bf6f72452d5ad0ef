import type { RedactionRule } from './rule.js';
import { findRules, indexOf, type RuleIndex } from './rule-index.js';
import { RULES } from './rules/index.js';
import { formsOf } from './secret-values.js';

/** What counts as secret in a text. */
export interface SearchOptions {
  /** Default: all of Spoor's. */
  readonly rules?: readonly RedactionRule[];
  /** Texts that go wherever they stand, letter by letter. */
  readonly literals?: readonly string[];
  /** Values that are known to be secret here; they go in the forms that they may be written in too. */
  readonly known?: readonly string[];
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
  /** Those of `literals` that are values known to be secret. */
  readonly known: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** Spoor's own rules, and nothing else. */
export const DEFAULT_SEARCH: Search = {
  rules: RULES,
  index: indexOf(RULES),
  literals: [],
  allow: NONE,
  known: NONE,
};

/** Fills in the defaults. */
export function searchOf({ rules, literals = [], known = [], allow = [] }: SearchOptions): Search {
  const exact = literals.length + known.length;
  if (rules === undefined && exact === 0 && allow.length === 0) return DEFAULT_SEARCH;
  const knownForms = known.length === 0 ? NONE : writtenForms(known);
  return {
    rules: rules ?? RULES,
    index: rules === undefined ? DEFAULT_SEARCH.index : indexOf(rules),
    literals:
      exact === 0
        ? []
        : [...new Set([...literals.flatMap(writtenForm), ...knownForms])].sort(byLength),
    allow: new Set(allow),
    known: knownForms,
  };
}

const forms = new WeakMap<readonly string[], ReadonlySet<string>>();

/** All forms of known values: worked out once for a list. */
function writtenForms(known: readonly string[]): ReadonlySet<string> {
  let written = forms.get(known);
  if (written === undefined) {
    written = new Set(known.flatMap(formsOf).flatMap(writtenForm));
    forms.set(known, written);
  }
  return written;
}

/** A text as it is looked for, and as it stands in JSON. */
function writtenForm(text: string): string[] {
  const wellFormed = text.toWellFormed();
  return wellFormed === '' ? [] : [wellFormed, ...escapedForm(wellFormed)];
}

function byLength(a: string, b: string): number {
  return b.length - a.length;
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
