import type { RedactionRule } from './rule.js';
import { eachWord, isWord, type WordAutomaton, wordAutomaton } from './word-automaton.js';

/** Rules by their words, which are looked for all at once. */
export interface RuleTable {
  readonly rules: readonly RedactionRule[];
  readonly automaton: WordAutomaton;
  readonly uses: readonly WordUse[];
  /** By a rule's index: its words that are looked for one by one. */
  readonly singles: readonly Singles[];
  /** The rules that don't need a word of the automaton. */
  readonly unprompted: readonly number[];
  /** The rules whose `near` can be told from places. */
  readonly nearby: ReadonlySet<RedactionRule>;
  /** The last text, by its number, that had a word, by the word's index. */
  readonly wordSeen: Float64Array;
  /** The same by a rule's index: a keyword, and one of `also`. */
  readonly keywordSeen: Float64Array;
  readonly alsoSeen: Float64Array;
  texts: number;
}

/** The rules that can find something in a text. */
export interface Findings {
  readonly rules: readonly RedactionRule[];
  /** Absent when it isn't known where, or when it is everywhere. */
  readonly places: Places | undefined;
}

/** Where the words stand that matches are near to. */
export interface Places {
  /** Where each word starts, in order. */
  readonly startsOf: ReadonlyMap<string, readonly number[]>;
  /** The rules whose matches are near to them. */
  readonly nearby: ReadonlySet<RedactionRule>;
}

/** What a word is to the rules, by their indices. */
interface WordUse {
  readonly word: string;
  readonly keywordOf: readonly number[];
  readonly alsoOf: readonly number[];
  readonly isNear: boolean;
}

/** Words of one character, where a look is quick, and such as aren't ASCII. */
interface Singles {
  readonly keywords: readonly string[];
  readonly also: readonly string[];
}

/** Characters to a place, on an average, that make looking near to each of them pay. */
const SPARSE = 8;
/** Becomes two characters in lower case, the first of them a letter of ASCII. */
const DOTTED_I = '\u0130';
const NOTHING: Findings = { rules: [], places: undefined };

/** Puts the words of rules together. This takes a few milliseconds. */
export function ruleTable(rules: readonly RedactionRule[]): RuleTable {
  const uses = usesOf(rules);
  const words = uses.map(({ word }) => word);
  const singles = rules.map(({ keywords, also = [] }) => ({
    keywords: keywords.filter((word) => !isJoined(word)),
    also: also.filter((word) => !isJoined(word)),
  }));
  return {
    rules,
    automaton: wordAutomaton(words),
    uses,
    singles,
    unprompted: rules.flatMap(({ keywords }, i) =>
      keywords.length === 0 || singles[i]?.keywords.length !== 0 ? [i] : [],
    ),
    nearby: new Set(rules.filter(({ near }) => near?.words.every(isJoined))),
    wordSeen: new Float64Array(words.length),
    keywordSeen: new Float64Array(rules.length),
    alsoSeen: new Float64Array(rules.length),
    texts: 0,
  };
}

/** What each word that is looked for with others is to the rules. */
function usesOf(rules: readonly RedactionRule[]): readonly WordUse[] {
  const uses = new Map<string, { keywordOf: number[]; alsoOf: number[]; isNear: boolean }>();
  const useOf = (word: string) => {
    let use = uses.get(word);
    if (use === undefined) {
      use = { keywordOf: [], alsoOf: [], isNear: false };
      uses.set(word, use);
    }
    return use;
  };
  for (const [index, { keywords, also = [], near }] of rules.entries()) {
    for (const word of new Set(keywords)) if (isJoined(word)) useOf(word).keywordOf.push(index);
    for (const word of new Set(also)) if (isJoined(word)) useOf(word).alsoOf.push(index);
    for (const word of near?.words ?? []) if (isJoined(word)) useOf(word).isNear = true;
  }
  return [...uses].map(([word, use]) => ({ word, ...use }));
}

/** The rules whose words are in a text, and where these stand. */
export function findInTable(table: RuleTable, text: string): Findings {
  const isPlain = !text.includes(DOTTED_I);
  const seen = isPlain ? text : text.toLowerCase();
  const { wordSeen, keywordSeen, alsoSeen, uses } = table;
  const now = ++table.texts;
  const most = mostPlaces(text);
  const prompted: number[] = [];
  const startsOf = new Map<string, number[]>();
  let places = 0;
  eachWord(table.automaton, seen, (index, start) => {
    const isSeen = wordSeen[index] === now;
    if (isSeen && places > most) return;
    const use = uses[index];
    if (use === undefined) return;
    if (use.isNear && places <= most) {
      addPlace(startsOf, use.word, start);
      places += 1;
    }
    if (isSeen) return;
    wordSeen[index] = now;
    for (const rule of use.alsoOf) alsoSeen[rule] = now;
    for (const rule of use.keywordOf) {
      if (keywordSeen[rule] === now) continue;
      keywordSeen[rule] = now;
      prompted.push(rule);
    }
  });
  if (prompted.length === 0 && table.unprompted.length === 0) return NOTHING;
  const isUseful = isPlain && places <= most;
  return {
    rules: relevantRules(table, seen, prompted),
    places: isUseful ? { startsOf, nearby: table.nearby } : undefined,
  };
}

/** Where the words stand in a text that matches are near to. */
export function findPlaces(table: RuleTable, text: string): Places | undefined {
  const most = mostPlaces(text);
  const startsOf = new Map<string, number[]>();
  let places = 0;
  eachWord(table.automaton, text, (index, start) => {
    const use = table.uses[index];
    if (use?.isNear !== true || places > most) return;
    addPlace(startsOf, use.word, start);
    places += 1;
  });
  return places <= most ? { startsOf, nearby: table.nearby } : undefined;
}

/** Where any of some words start, in order. */
export function startsOfAny(places: Places, words: readonly string[]): readonly number[] {
  const lists = words.flatMap((word) => {
    const starts = places.startsOf.get(word);
    return starts === undefined ? [] : [starts];
  });
  const [only] = lists;
  if (only === undefined) return [];
  return lists.length === 1 ? only : lists.flat().sort((a, b) => a - b);
}

/** With more places than that, what is near to them is the whole text. */
function mostPlaces(text: string): number {
  return text.length / SPARSE;
}

function addPlace(startsOf: Map<string, number[]>, word: string, start: number): void {
  const starts = startsOf.get(word);
  if (starts === undefined) startsOf.set(word, [start]);
  else starts.push(start);
}

/** The rules that were prompted, and those that need not be, if one of `also` is there too. */
function relevantRules(
  table: RuleTable,
  text: string,
  prompted: readonly number[],
): RedactionRule[] {
  const { rules, singles, keywordSeen, alsoSeen, texts: now } = table;
  const includes = includesIn(text);
  const also = (index: number, rule: RedactionRule): boolean =>
    rule.also === undefined ||
    alsoSeen[index] === now ||
    singles[index]?.also.some(includes) === true;
  const found = prompted.length > 1 ? prompted.toSorted((a, b) => a - b) : [...prompted];
  for (const index of table.unprompted) {
    if (keywordSeen[index] === now) continue;
    if (rules[index]?.keywords.length === 0 || singles[index]?.keywords.some(includes) === true) {
      found.push(index);
    }
  }
  if (found.length > prompted.length) found.sort((a, b) => a - b);
  return found.flatMap((index) => {
    const rule = rules[index];
    return rule !== undefined && also(index, rule) ? [rule] : [];
  });
}

/** Looks for words one by one; the text's lower case is made when one needs it. */
function includesIn(text: string): (word: string) => boolean {
  let lower: string | undefined;
  return (word) => {
    if (isWord(word) && !/[a-z]/.test(word)) return text.includes(word);
    lower ??= text.toLowerCase();
    return lower.includes(word);
  };
}

function isJoined(word: string): boolean {
  return word.length > 1 && isWord(word);
}
