import { isJsonObject, type JsonValue } from '@spoor/core';
import type { CallEntry } from '@spoor/storage';
import { formatBytes } from '../../../present/byte-size.js';
import type { Piece } from '../../present/piece.js';
import { callFacts } from './call-facts.js';
import { eventSections } from './event-sections.js';
import { factLines } from './fact-rows.js';
import { type EntryContext, missing, REMOVED, section, UNTOLD } from './section.js';
import { inputBlocks } from './tool-input.js';
import { type GivenBack, outputBlocks, outputText } from './tool-output.js';

/** Lines of an output that are seen at first. */
const OUTPUT_PREVIEW = 16;
/** Lines of an input that are seen at first. */
const INPUT_PREVIEW = 80;

/** All that is known of a tool call, section by section. */
export function callSections(entry: CallEntry, context: EntryContext): Piece[] {
  return [
    section({
      key: 'about',
      title: 'Call',
      isApart: false,
      body: [{ kind: 'lines', lines: factLines(callFacts(entry, context)) }],
    }),
    inputSection(entry, context.folder),
    ...errorSection(entry),
    ...outputSection(entry),
    ...eventSections(entry.events),
  ];
}

/** What the tool was asked, as hooks told it, else as the transcript has it. */
export function inputOf({ events, asking }: CallEntry): JsonValue {
  for (const { payload } of events) {
    if (isJsonObject(payload) && payload['tool_input'] !== undefined) return payload['tool_input'];
  }
  return asking?.input ?? null;
}

function responseOf({ events }: CallEntry): JsonValue {
  for (const { payload } of events.toReversed()) {
    if (isJsonObject(payload) && payload['tool_response'] !== undefined) {
      return payload['tool_response'];
    }
  }
  return null;
}

function inputSection(entry: CallEntry, folder: string | null): Piece {
  const input = inputOf(entry);
  const wasKept = entry.asking !== null || entry.events.some(({ payload }) => payload === null);
  if (input === null) return missing('input', 'Input', wasKept ? REMOVED : UNTOLD);
  const text = JSON.stringify(input, null, 2);
  return section({
    key: 'input',
    title: 'Input',
    note: formatBytes(text.length),
    body: inputBlocks({
      toolName: entry.call.toolName ?? '',
      input,
      response: responseOf(entry),
      folder,
    }),
    preview: INPUT_PREVIEW,
    source: () => ({ text: inputText(input, text), name: 'input.json' }),
  });
}

/** A command is copied as one types it. */
function inputText(input: JsonValue, json: string): string {
  return isJsonObject(input) && typeof input['command'] === 'string' ? input['command'] : json;
}

/** The whole error, where its event is kept; the row holds its beginning. */
function errorSection({ call, events }: CallEntry): Piece[] {
  if (call.error === null || call.error.trim() === '') return [];
  const told = events
    .map(({ payload }) => (isJsonObject(payload) ? payload['error'] : null))
    .find((error) => typeof error === 'string');
  const text = typeof told === 'string' ? told : call.error;
  return [
    section({
      key: 'error',
      title: 'Error',
      body: [{ kind: 'plain', text, tone: 'bad' }],
      titleTone: 'bad',
      source: () => ({ text, name: 'error.txt' }),
    }),
  ];
}

function outputSection(entry: CallEntry): Piece[] {
  const { call, answering, events } = entry;
  if (call.status === 'running') return [];
  const given: GivenBack = {
    text: answering?.content ?? null,
    response: responseOf(entry),
    filePath: call.filePath,
    isProse: call.toolName === 'Agent' || call.toolName === 'Task',
  };
  const body = outputBlocks(given);
  const text = outputText(given);
  // What was changed stands in the input's section, as a diff.
  if (given.text === null && CHANGING.has(call.toolName ?? '')) return [];
  if (call.error !== null && sameText(text, call.error)) return [];
  if (body.length === 0) {
    const isGone = answering !== null || events.some(({ payloadBytes }) => payloadBytes === 0);
    return call.error === null
      ? [missing('output', 'Output', isGone ? removedOrEmpty(entry) : UNTOLD)]
      : [];
  }
  const bytes = answering?.contentBytes ?? call.resultBytes ?? text.length;
  return [
    section({
      key: 'output',
      title: 'Output',
      note: formatBytes(bytes),
      body,
      preview: OUTPUT_PREVIEW,
      isFolded: true,
      source: () => ({ text, name: 'output.txt' }),
    }),
  ];
}

const CHANGING: ReadonlySet<string> = new Set(['Edit', 'MultiEdit', 'Write', 'NotebookEdit']);

function removedOrEmpty({ call }: CallEntry): string {
  return call.resultBytes === 0 ? 'It gave nothing back.' : REMOVED;
}

/** A failed tool gives its error back: it is told once. */
function sameText(output: string, error: string): boolean {
  const start = error.trim().slice(0, 500);
  return output === '' || output.includes(start.slice(0, start.length - 2));
}
