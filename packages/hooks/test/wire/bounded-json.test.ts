import { describe, expect, it } from 'vitest';
import { readCapturedLine } from '../../src/import/captured-line.js';
import { parseHookEvent } from '../../src/index.js';
import { parseTranscriptLine } from '../../src/transcript/wire/parse-transcript-line.js';

const CAPTURE = {
  id: '0193a000-0000-7000-8000-000000000001',
  capturedAt: '2026-11-21T09:00:00.000Z',
} as const;
const HEAD = '"session_id":"s1","hook_event_name":"PostToolUse","tool_name":"Bash"';

/** Lists enough for an outline. */
const MANY = `[${'[],'.repeat(400_000)}[]]`;

const parse = (text: string) => parseHookEvent(text, CAPTURE);

describe('a payload with too many values', () => {
  it('keeps its ids and its small members; a note stands for the others', () => {
    const event = parse(
      `{${HEAD},"tool_input":{"a":["{[,",1]},"tool_response":${MANY} ,"tool_use_id":"t1"}\n`,
    );
    expect(event).toMatchObject({
      kind: 'event',
      toolUseId: 't1',
      payload: {
        tool_input: { a: ['{[,', 1] },
        tool_response: `[not kept: ${MANY.length + 1} characters]`,
      },
    });
  });

  it('says how many members are left out, where there are too many', () => {
    const members = Array.from({ length: 300_000 }, (_, n) => `"k${n}":1`).join(',');
    const event = parse(`{${HEAD},${members}}`);
    if (event.kind !== 'event') throw new Error(event.reason);
    expect(Object.keys(event.payload)).toHaveLength(100_000);
    expect(event.payload['…']).toBe('[200004 more members]');
  });

  it('is not taken by the punctuation in its texts', () => {
    const text = '[{,\\"'.repeat(500_000);
    const event = parse(`{${HEAD},"tool_input":"${text}"}`);
    expect(event).toMatchObject({
      kind: 'event',
      payload: { tool_input: JSON.parse(`"${text}"`) },
    });
  });

  it.each([
    ['that breaks off', `{${HEAD},"tool_input":${MANY.slice(0, -1)}`],
    ['that is a list', MANY],
    ['with something behind it', `{${HEAD},"tool_input":${MANY}} {}`],
    ['that closes more than it opened', `{${HEAD},"tool_input":${MANY}}]}`],
    ['of lists that are never closed', '['.repeat(2_000_000)],
  ])('is malformed: one %s', (_name, text) => {
    expect(parse(text)).toMatchObject({
      kind: 'malformed',
      reason: 'too many values',
      length: text.length,
    });
  });

  it('is malformed when a member that is kept is no JSON', () => {
    expect(parse(`{${HEAD},"tool_input":${MANY},"x":nothing}`)).toMatchObject({
      kind: 'malformed',
      reason: 'not valid JSON',
    });
  });
});

describe('a transcript line with too many values', () => {
  it('keeps what it is about', () => {
    const line = `{"type":"user","uuid":"u1","sessionId":"s1","message":{"role":"user","content":"hello"},"toolUseResult":${MANY}}`;
    expect(parseTranscriptLine(line)).toMatchObject({
      kind: 'line',
      line: { uuid: 'u1', body: { kind: 'prompt' } },
    });
  });

  it('that breaks off is malformed', () => {
    const reason = 'too many values';
    expect(parseTranscriptLine(`{"type":"user","x":${MANY}`)).toEqual({
      kind: 'malformed',
      reason,
    });
  });
});

it('reads a captured line with too many values', () => {
  const payload = `{${HEAD},"tool_response":${MANY}}`;
  expect(readCapturedLine(payload)).toEqual({ payload, atMs: null });
});
