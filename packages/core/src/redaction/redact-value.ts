import type { JsonValue } from '../json.js';
import type { Limits } from './limits.js';
import { isNamedSecret, namesSecret } from './named-keys.js';
import { newPass, type Pass, redactKey, redactString } from './redact-string.js';
import type { Search } from './search.js';
import { isStructuralId } from './structural-ids.js';
import { surveySearch } from './survey.js';

const NAMED = '[REDACTED:named-key]';
const REPLACED = /^\[REDACTED:[\w-]+\]$/;
const REST = /^\[\d+ more values\]$/;

/** A list or object being copied. */
interface Frame {
  readonly source: readonly JsonValue[] | Readonly<Record<string, JsonValue>>;
  /** An object's keys; a list has none. */
  readonly keys: readonly string[] | undefined;
  readonly length: number;
  readonly add: (key: string, value: JsonValue) => void;
  /** The key that names everything in here as secret, for a list under such a key. */
  readonly name: string | undefined;
  index: number;
}

/** How JSON inside strings is redacted: as the value around it, some levels deep. */
const NESTED_LEVELS = 4;

/** Copies and redacts a value, without recursion; tells whether the copy differs. */
export function redactValue(
  root: JsonValue,
  limits: Limits,
  levels = NESTED_LEVELS,
): { value: JsonValue; changed: boolean } {
  const nested = (value: JsonValue) => redactValue(value, limits, levels - 1);
  let surveyed: Search | undefined;
  const survey = () => (surveyed ??= surveySearch(root, limits));
  const pass = newPass(limits, survey, levels > 0 ? nested : undefined);
  const result: JsonValue[] = [];
  const open = [listFrame([root], result, undefined)];
  for (let frame = open.at(-1); frame !== undefined; frame = open.at(-1)) {
    if (frame.index >= frame.length || isFull(pass, frame)) open.pop();
    else copyNext(pass, frame, open);
  }
  return { value: result[0] ?? null, changed: pass.changed };
}

function copyNext(pass: Pass, frame: Frame, open: Frame[]): void {
  const { key, value } = at(frame, frame.index);
  frame.index++;
  pass.values++;
  const newKey = frame.keys === undefined ? '' : redactKey(pass, key);
  const name = frame.keys === undefined ? frame.name : key;
  if (typeof value === 'object' && value !== null) {
    if (open.length > pass.limits.maxDepth) {
      pass.changed = true;
      frame.add(newKey, `[nested deeper than ${pass.limits.maxDepth} levels]`);
      return;
    }
    const child = childFrame(pass, value, name);
    frame.add(newKey, child.target);
    open.push(child.frame);
  } else {
    frame.add(newKey, redactLeaf(pass, name, value));
  }
}

function redactLeaf(pass: Pass, name: string | undefined, value: JsonValue): JsonValue {
  if (name !== undefined && namesSecret(name) && isNamedSecret(name, value)) {
    if (typeof value === 'string' && REPLACED.test(value)) return value;
    if (typeof value === 'string' && pass.limits.search.allow.has(value))
      return redactString(pass, value);
    pass.changed = true;
    return NAMED;
  }
  if (typeof value !== 'string') return value;
  const { known } = pass.limits.search;
  if (known.size > 0 && name !== undefined && isStructuralId(name, value)) return value;
  return redactString(pass, value);
}

/** Whether no more values fit; then a note stands for the rest. */
function isFull(pass: Pass, frame: Frame): boolean {
  if (pass.values < pass.limits.maxValues) return false;
  const { key, value } = at(frame, frame.index);
  const rest = frame.length - frame.index;
  const isNote = rest === 1 && typeof value === 'string' && REST.test(value);
  frame.add(isNote ? key : '…', isNote ? value : `[${rest} more values]`);
  if (!isNote) pass.changed = true;
  return true;
}

function at(frame: Frame, index: number): { key: string; value: JsonValue } {
  const { source, keys } = frame;
  if (keys === undefined)
    return { key: '', value: (source as readonly JsonValue[])[index] ?? null };
  const key = keys[index] ?? '';
  return { key, value: (source as Readonly<Record<string, JsonValue>>)[key] ?? null };
}

function childFrame(
  pass: Pass,
  source: readonly JsonValue[] | Readonly<Record<string, JsonValue>>,
  name: string | undefined,
): { frame: Frame; target: JsonValue } {
  if (isList(source)) {
    const target: JsonValue[] = [];
    const listName = name !== undefined && namesSecret(name) ? name : undefined;
    return { frame: listFrame(source, target, listName), target };
  }
  const target: Record<string, JsonValue> = Object.create(null);
  const keys = Object.keys(source);
  const add = (key: string, value: JsonValue): void => {
    target[key in target ? `${key} #${++pass.collisions}` : key] = value;
  };
  return { frame: { source, keys, length: keys.length, add, name: undefined, index: 0 }, target };
}

function listFrame(
  source: readonly JsonValue[],
  target: JsonValue[],
  name: string | undefined,
): Frame {
  const add = (_key: string, value: JsonValue): void => {
    target.push(value);
  };
  return { source, keys: undefined, length: source.length, add, name, index: 0 };
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}
