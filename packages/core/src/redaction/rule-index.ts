import type { RedactionRule } from './rule.js';
import {
  type Findings,
  findInTable,
  findPlaces,
  type Places,
  type RuleTable,
  ruleTable,
} from './rule-table.js';
import { headsIn, TokenRule } from './rules/token.js';

/**
 * Rules by their words. While little text was looked at, as in a hook's process, each word is
 * looked for on its own; then a table is made, which takes longer than such a process lives.
 */
export interface RuleIndex {
  readonly rules: readonly RedactionRule[];
  /** Characters that were looked at word by word. */
  looked: number;
  table: RuleTable | undefined;
  /** Short texts that are known to have no rule's words. */
  readonly plain: Set<string>;
}

/** So much is looked at word by word in the time that making a table takes. */
const COLD = 65_536;
/** The keys of objects are the same few again and again. */
const PLAIN_MAX = 2_000;
const PLAIN_LENGTH = 64;

const indices = new WeakMap<readonly RedactionRule[], RuleIndex>();

/** The index of a list of rules: made once, and again when the list has changed. */
export function indexOf(rules: readonly RedactionRule[]): RuleIndex {
  const known = indices.get(rules);
  if (known !== undefined && isSame(known.rules, rules)) return known;
  const index: RuleIndex = { rules: [...rules], looked: 0, table: undefined, plain: new Set() };
  indices.set(rules, index);
  return index;
}

/**
 * The rules whose words are in a text: the others can find nothing in it.
 * @param rules those of the index that are wanted.
 */
export function findRules(
  { rules, index }: { readonly rules: readonly RedactionRule[]; readonly index: RuleIndex },
  text: string,
): Findings {
  if (index.table === undefined) {
    index.looked += text.length;
    if (index.looked < COLD) return wordByWord(rules, text);
    index.table = ruleTable(index.rules);
  }
  const found = findInTable(index.table, text);
  if (rules.length === index.rules.length) return found;
  return { ...found, rules: found.rules.filter((rule) => rules.includes(rule)) };
}

/** Whether no rule can find anything in a text that is likely to come again; `false` if unknown. */
export function isPlain(index: RuleIndex, text: string): boolean {
  if (index.plain.has(text)) return true;
  if (index.table === undefined || text.length > PLAIN_LENGTH || !text.isWellFormed()) return false;
  if (findInTable(index.table, text).rules.length > 0) return false;
  if (index.plain.size < PLAIN_MAX) index.plain.add(text);
  return true;
}

/** Where words stand now, when a rule has changed the text; see {@link Findings}. */
export function placesIn(index: RuleIndex, text: string): Places | undefined {
  return index.table === undefined ? undefined : findPlaces(index.table, text);
}

/** Whether a look at a short text costs little, so that none has to be saved. */
export function isQuick(index: RuleIndex): boolean {
  return index.table !== undefined;
}

function wordByWord(rules: readonly RedactionRule[], text: string): Findings {
  const lower = text.toLowerCase();
  let runs: string | undefined;
  let heads: readonly string[] | undefined;
  const mayHold = (rule: TokenRule): boolean => {
    runs ??= runsIn(lower);
    heads ??= headsIn(runs);
    return heads.length > 0 && rule.mayStartWith(heads) && mayMatch(rule, runs);
  };
  const found = rules.filter((rule) =>
    rule instanceof TokenRule ? mayHold(rule) : mayMatch(rule, lower),
  );
  return { rules: found, places: undefined };
}

/** Every token of a format is one of these: its head is looked for in them alone, which are few. */
const RUN = /(?<![\w!#$+,./:=@^|~-])[\w!#$+,./:=@^|~-]{16,}/g;

function runsIn(text: string): string {
  return text.match(RUN)?.join(' ') ?? '';
}

/** Whether a rule's words are in a text, given in lower case. */
function mayMatch(rule: RedactionRule, lower: string): boolean {
  if (rule.keywords.length > 0 && !includesAny(lower, rule.keywords)) return false;
  return rule.also === undefined || includesAny(lower, rule.also);
}

function includesAny(text: string, words: readonly string[]): boolean {
  for (const word of words) {
    if (text.includes(word)) return true;
  }
  return false;
}

function isSame(a: readonly RedactionRule[], b: readonly RedactionRule[]): boolean {
  return a.length === b.length && a.every((rule, i) => rule === b[i]);
}
