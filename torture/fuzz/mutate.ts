import { type Json, putAt, raw, type Slot, slotsOf, toText, valueAt } from './json-slots.ts';
import type { Plan, Step } from './steps.ts';

/** A value that is nested deeper is left to the steps that work on bytes. */
const DEEPEST_LINE = 200_000;

/**
 * Makes the input that a plan says of a corpus. Steps on values work on one line of JSON, or on all of
 * the text where that is one value; the others on bytes.
 */
export function makeInput(corpus: readonly Buffer[], { pick, steps }: Plan): Buffer {
  const start = corpus[pick % corpus.length] ?? Buffer.alloc(0);
  return steps.reduce((bytes, step) => apply(bytes, step, corpus), start);
}

function apply(bytes: Buffer, step: Step, corpus: readonly Buffer[]): Buffer {
  switch (step.kind) {
    case 'flip':
      return flip(bytes, step);
    case 'cut':
      return without(bytes, place(bytes, step.at), step.length);
    case 'insert':
      return spliced(bytes, place(bytes, step.at), Buffer.from(step.text));
    case 'repeat': {
      const at = place(bytes, step.at);
      const part = bytes.subarray(at, at + step.length);
      return spliced(bytes, at, Buffer.concat(Array(step.times).fill(part)));
    }
    case 'splice': {
      const other = corpus[step.other % corpus.length] ?? bytes;
      const rest = other.subarray(place(other, step.from));
      return Buffer.concat([bytes.subarray(0, place(bytes, step.at)), rest]);
    }
    case 'end':
      return bytes.subarray(0, place(bytes, step.at));
    default:
      return onValue(bytes, step);
  }
}

function place(bytes: Buffer, at: number): number {
  return Math.floor(at * bytes.length);
}

function flip(bytes: Buffer, { at, bit }: Extract<Step, { kind: 'flip' }>): Buffer {
  if (bytes.length === 0) return bytes;
  const flipped = Buffer.from(bytes);
  const index = Math.min(place(bytes, at), bytes.length - 1);
  flipped[index] = (flipped[index] ?? 0) ^ (1 << bit);
  return flipped;
}

function spliced(bytes: Buffer, at: number, part: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]);
}

function without(bytes: Buffer, at: number, length: number): Buffer {
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
}

type ValueStep = Extract<Step, { nth: number }>;

function onValue(bytes: Buffer, step: ValueStep): Buffer {
  try {
    return changedText(bytes.toString('utf8'), step);
  } catch (error) {
    // It is nested too deep to be written.
    if (error instanceof RangeError) return bytes;
    throw error;
  }
}

function changedText(text: string, step: ValueStep): Buffer {
  const whole = parse(text);
  if (whole !== undefined) return Buffer.from(changed(whole, step));
  const lines = text.split('\n');
  const index = step.nth % lines.length;
  const line = lines[index] ?? '';
  const value = line.length > DEEPEST_LINE ? undefined : parse(line);
  if (value === undefined) return Buffer.from(text);
  lines[index] = changed(value, { ...step, nth: Math.floor(step.nth / lines.length) });
  return Buffer.from(lines.join('\n'));
}

/** The value's text after a step. */
function changed(value: Json, step: ValueStep): string {
  const root = { root: value };
  const slots = slotsOf(root);
  const slot = slots[step.nth % slots.length];
  if (slot !== undefined) changeAt(slot, slots, step);
  return toText(root.root);
}

function changeAt(slot: Slot, slots: readonly Slot[], step: ValueStep): void {
  if (step.kind === 'rename') {
    if (typeof slot.key === 'number') return;
    putAt({ holder: slot.holder, key: step.name }, valueAt(slot));
  }
  const text = newText(slot, slots, step);
  if (text === undefined) drop(slot);
  else putAt(slot, raw(text));
}

/** What a place holds after a step, as it is written; undefined: nothing. */
function newText(slot: Slot, slots: readonly Slot[], step: ValueStep): string | undefined {
  switch (step.kind) {
    case 'value':
      return step.json;
    case 'double':
      return doubled(slot, step.json);
    case 'nest':
      return '{"a":['.repeat(step.depth) + toText(valueAt(slot)) + ']}'.repeat(step.depth);
    case 'swap':
      return toText(valueAt(slots[step.other % slots.length] ?? slot));
    default:
      return undefined;
  }
}

/** The same key once more, with another value before it. */
function doubled(slot: Slot, json: string): string {
  const own = toText(valueAt(slot));
  return typeof slot.key === 'number'
    ? `${json},${own}`
    : `${json},${JSON.stringify(slot.key)}:${own}`;
}

function drop({ holder, key }: Slot): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
