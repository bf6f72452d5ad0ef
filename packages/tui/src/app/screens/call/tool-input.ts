import { isJsonObject, type JsonObject, type JsonValue } from '@spoor/core';
import { insideFolder } from '../../../present/inside-folder.js';
import { oneLine } from '../../../present/safe-text.js';
import type { Block } from '../../present/block.js';
import { languageOfPath } from '../../present/code-language.js';
import { hunksRecorded } from '../../present/diff-hunks.js';
import { type Span, span } from '../../present/line.js';
import { fact, factLines } from './fact-rows.js';

/** A call's input, and what it needs besides to be shown as its tool's own form. */
export interface AskedInput {
  readonly toolName: string;
  readonly input: JsonValue;
  /** What the tool gave back, as its hook told: the client's own diff may be in it. */
  readonly response: JsonValue;
  /** Where the session works. */
  readonly folder: string | null;
}

/** What a tool was asked, in the form in which one reads it. */
export function inputBlocks(asked: AskedInput): Block[] {
  const { input, toolName } = asked;
  if (!isJsonObject(input)) return [{ kind: 'json', value: input }];
  const form = Object.hasOwn(FORMS, toolName) ? FORMS[toolName] : undefined;
  const blocks = form?.(input, asked) ?? null;
  return blocks ?? [{ kind: 'json', value: input }];
}

/** Null where the input isn't what the tool takes. */
type Form = (input: JsonObject, asked: AskedInput) => Block[] | null;

const FORMS: Readonly<Record<string, Form>> = {
  Bash: bash,
  Edit: (input, asked) => edits(input, [input], asked),
  MultiEdit: (input, asked) => edits(input, listOf(input['edits']), asked),
  Write: write,
  NotebookEdit: notebook,
  Agent: agent,
  Task: agent,
  TodoWrite: todos,
  ...Object.fromEntries(
    ['Read', 'Glob', 'Grep', 'LS', 'WebFetch', 'WebSearch', 'Skill'].map((name) => [name, plain]),
  ),
};

function bash(input: JsonObject): Block[] | null {
  const command = textOf(input['command']);
  if (command === null) return null;
  return [
    ...described(input),
    { kind: 'code', text: command, language: 'bash' },
    ...restFacts(input, ['command', 'description']),
  ];
}

function edits(
  input: JsonObject,
  changes: readonly JsonObject[],
  { response, folder }: AskedInput,
): Block[] | null {
  const path = textOf(input['file_path']);
  const language = languageOfPath(path);
  const recorded = recordedHunks(response);
  const texts = changes.map((change): Block | null => {
    const before = textOf(change['old_string']);
    const after = textOf(change['new_string']);
    return before === null || after === null ? null : { kind: 'change', before, after, language };
  });
  if (texts.length === 0 || texts.some((block) => block === null)) return null;
  return [
    ...pathFact(path, folder),
    ...(input['replace_all'] === true ? [facts(fact('All', 'wherever the text stands'))] : []),
    ...(recorded === null
      ? texts.filter((block) => block !== null)
      : [{ kind: 'hunks' as const, hunks: recorded, language }]),
  ];
}

function write(input: JsonObject, { response, folder }: AskedInput): Block[] | null {
  const path = textOf(input['file_path']);
  const content = textOf(input['content']);
  if (content === null) return null;
  const language = languageOfPath(path);
  const recorded = recordedHunks(response);
  return [
    ...pathFact(path, folder),
    recorded === null
      ? { kind: 'change', before: '', after: content, language }
      : { kind: 'hunks', hunks: recorded, language },
  ];
}

function notebook(input: JsonObject, { folder }: AskedInput): Block[] | null {
  const source = textOf(input['new_source']);
  if (source === null) return null;
  const language = input['cell_type'] === 'markdown' ? 'markdown' : 'python';
  return [
    ...pathFact(textOf(input['notebook_path']), folder),
    ...restFacts(input, ['notebook_path', 'new_source']),
    { kind: 'change', before: '', after: source, language },
  ];
}

function agent(input: JsonObject): Block[] | null {
  const prompt = textOf(input['prompt']);
  if (prompt === null) return null;
  return [
    ...described(input),
    ...restFacts(input, ['prompt', 'description']),
    { kind: 'markdown', text: prompt },
  ];
}

function todos(input: JsonObject): Block[] | null {
  const items = listOf(input['todos']);
  if (items.length === 0) return null;
  const lines = items.slice(0, MOST_ITEMS).map((item): Span[] => {
    const status = textOf(item['status']) ?? '';
    const mark = status === 'completed' ? '✓' : status === 'in_progress' ? '●' : '○';
    const tone = status === 'completed' ? 'good' : status === 'in_progress' ? 'busy' : 'faint';
    return [span(`${mark} `, tone), span(oneLine(textOf(item['content']) ?? ''))];
  });
  return [{ kind: 'lines', lines }];
}

const MOST_ITEMS = 200;

/** Fields of few words each, one under the other. */
function plain(input: JsonObject, { folder }: AskedInput): Block[] | null {
  const block = restFacts(input, [], folder);
  return block.length === 0 ? null : block;
}

function described(input: JsonObject): Block[] {
  const description = textOf(input['description']);
  return description === null ? [] : [{ kind: 'plain', text: description, tone: 'faint' }];
}

/** The other fields: short ones as facts, whole values as JSON. */
function restFacts(
  input: JsonObject,
  without: readonly string[],
  folder: string | null = null,
): Block[] {
  const rest = Object.entries(input).filter(([name]) => !without.includes(name));
  const rows = rest.flatMap(([name, value]) => {
    if (typeof value === 'object' && value !== null) return [];
    const text = typeof value === 'string' ? insideFolder(value, folder) : String(value);
    return fact(oneLine(name, 40), oneLine(text, 1_000));
  });
  const objects = rest.filter(([, value]) => typeof value === 'object' && value !== null);
  return [
    ...(rows.length === 0 ? [] : [facts(rows)]),
    ...(objects.length === 0
      ? []
      : [{ kind: 'json' as const, value: Object.fromEntries(objects) as JsonObject }]),
  ];
}

function pathFact(path: string | null, folder: string | null): Block[] {
  return path === null ? [] : [facts(fact('File', oneLine(insideFolder(path, folder)), 'accent'))];
}

function facts(rows: Parameters<typeof factLines>[0]): Block {
  return { kind: 'lines', lines: factLines(rows) };
}

/** The diff that the client made itself: its numbers are those of the file. */
function recordedHunks(response: JsonValue) {
  return isJsonObject(response) ? hunksRecorded(response['structuredPatch']) : null;
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function listOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter((one) => isJsonObject(one)) : [];
}
