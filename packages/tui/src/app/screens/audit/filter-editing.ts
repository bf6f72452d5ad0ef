import type { AuditNames } from '@spoor/storage';
import { distinctProjectNames } from '../../../present/project-name.js';
import { fieldOf as fieldWith, insert, type TextField, typeInto } from '../../state/text-field.js';
import { AUDIT_CATEGORIES } from './audit-choice.js';
import { AUDIT_FIELDS, fieldOf, quoted } from './audit-criteria.js';

/** The filter while it is typed. */
export interface FilterEditing {
  readonly field: TextField;
  /** What was in force before. */
  readonly before: string;
  /** The completion that was put in last, and the text without it. */
  readonly completion: { readonly stem: string; readonly index: number } | null;
}

/** Begins to type: the filter in force, and room for more. */
export function startEditing(line: string): FilterEditing {
  return {
    field: fieldWith(line === '' ? '' : `${line} `),
    before: line,
    completion: null,
  };
}

/** The editing after a key, or a text that was pasted. */
export function typeFilter(editing: FilterEditing, key: string, pasted: boolean): FilterEditing {
  const field = pasted ? insert(editing.field, key) : typeInto(editing.field, key);
  return field === editing.field ? editing : { ...editing, field, completion: null };
}

const LAST_WORD = /(?<!\S)\S*$/;
/** Also a value whose quotation mark is not closed. */
const LAST_PIECE = /(?<![a-z])[a-z]+:"[^"]*$|(?<!\S)\S*$/;

/**
 * The part of the text that is a filter already: without a last word that may become a field, or is
 * one that still lacks its value.
 */
export function appliedLine({ field: { text } }: FilterEditing): string {
  const [last = ''] = LAST_WORD.exec(text) ?? [];
  const unfinished =
    last !== '' && AUDIT_FIELDS.some((name) => `${name}:`.startsWith(last) || last === `${name}:"`);
  return (unfinished ? text.slice(0, -last.length) : text).trim();
}

/** What the word at the end of the text could go on to. */
export function completions(text: string, names: AuditNames | null | undefined): string[] {
  const [last = ''] = LAST_PIECE.exec(text) ?? [];
  const given = fieldOf(last);
  if (given === null) {
    return AUDIT_FIELDS.map((name) => `${name}:`).filter((name) => name.startsWith(last));
  }
  const small = given.value.toLowerCase();
  return valuesOf(given.name, names)
    .filter((value) => value.toLowerCase().startsWith(small))
    .map((value) => `${given.name}:${quoted(value)}`);
}

/** Puts the next completion in place of the word at the end. */
export function complete(
  editing: FilterEditing,
  names: AuditNames | null | undefined,
): FilterEditing {
  const stem = editing.completion?.stem ?? editing.field.text;
  const found = completions(stem, names);
  if (found.length === 0) return editing;
  const index = editing.completion === null ? 0 : (editing.completion.index + 1) % found.length;
  const [last = ''] = LAST_PIECE.exec(stem) ?? [];
  const start = stem.slice(0, stem.length - last.length);
  const field = fieldWith(`${start}${found[index] ?? ''}`);
  // The only field that it can be: the next one completes its value.
  const isSure = found.length === 1 && field.text.endsWith(':');
  return { ...editing, field, completion: isSure ? null : { stem, index } };
}

function valuesOf(
  field: (typeof AUDIT_FIELDS)[number],
  names: AuditNames | null | undefined,
): readonly string[] {
  switch (field) {
    case 'category':
      return AUDIT_CATEGORIES;
    case 'action':
    case 'without':
      return names?.actions ?? [];
    case 'agent':
      return names?.agents ?? [];
    case 'project': {
      const projects = names?.projects ?? [];
      return projects.map(distinctProjectNames(projects));
    }
    case 'since':
      return ['1h', '24h', '7d', '30d'];
    default:
      return [];
  }
}
