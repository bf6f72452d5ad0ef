import type { JsonValue } from '@spoor/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHookEvent } from '../../src/index.js';

const CAPTURE = {
  id: '0193a000-0000-7000-8000-000000000001',
  capturedAt: '2026-11-21T09:00:00.000Z',
} as const;
const BASE = { session_id: 's1', hook_event_name: 'Stop' };
const parse = (text: string) => parseHookEvent(text, CAPTURE);
const parsePayload = (payload: Record<string, unknown>) => parse(JSON.stringify(payload));

describe('an event', () => {
  it('has the fields that all events share, and the whole payload', () => {
    const payload = {
      ...BASE,
      cwd: '/repo',
      transcript_path: '/t/s1.jsonl',
      prompt_id: 'p1',
      tool_use_id: 'toolu_1',
      tool_name: 'Bash',
      agent_id: 'a1',
      agent_type: '',
      agent_transcript_path: '/t/a1.jsonl',
      something_new: { deep: [1, null] },
    };
    expect(parsePayload(payload)).toEqual({
      ...CAPTURE,
      kind: 'event',
      client: {},
      workplace: { cwd: '/repo' },
      sessionId: 's1',
      hookType: 'Stop',
      promptId: 'p1',
      toolUseId: 'toolu_1',
      toolName: 'Bash',
      agentId: 'a1',
      agentType: '',
      transcriptPath: '/t/s1.jsonl',
      agentTranscriptPath: '/t/a1.jsonl',
      payload,
    });
  });

  it('may be of a type that is not known', () => {
    expect(parsePayload({ ...BASE, hook_event_name: 'Novelty2' })).toMatchObject({
      kind: 'event',
      hookType: 'Novelty2',
    });
  });

  it('is found behind a byte order mark and white space', () => {
    expect(parse(`\uFEFF \n${JSON.stringify(BASE)}\r\n`)).toMatchObject({ kind: 'event' });
  });

  it('keeps keys named like parts of every object as keys', () => {
    const event = parse(
      '{"session_id":"s1","hook_event_name":"Stop","__proto__":{"agent_id":"x"}}',
    );
    expect(event).toMatchObject({ kind: 'event' });
    expect(event).not.toHaveProperty('agentId');
    expect(({} as Record<string, unknown>)['agent_id']).toBeUndefined();
  });
});

describe('ids', () => {
  const hostile: [string, unknown][] = [
    ['a number', 5],
    ['a list', ['x']],
    ['an object', { toString: 'x' }],
    ['true', true],
    ['a path', '../../etc/passwd'],
    ['a folder', '..'],
    ['a space', 'a b'],
    ['a line', 'a\n'],
    ['a NUL', 'a\u0000b'],
    ['a quote', `a' OR 1=1 --`],
    ['other letters', 'ä'],
    ['a surrogate', '\ud83d'],
    ['too long', 'x'.repeat(201)],
  ];

  it.each(hostile)('of a session that are hostile make the event malformed: %s', (_name, id) => {
    expect(parsePayload({ ...BASE, session_id: id })).toMatchObject({
      kind: 'malformed',
      reason: 'unusable `session_id`',
    });
  });

  it.each([[undefined], [null], ['']])('of a session that are missing do so too: %j', (id) => {
    expect(parsePayload({ ...BASE, session_id: id })).toMatchObject({
      kind: 'malformed',
      reason: 'no `session_id`',
    });
  });

  it.each(hostile)('of other things that are hostile are left out: %s', (_name, id) => {
    const event = parsePayload({ ...BASE, prompt_id: id, tool_use_id: id, agent_id: id });
    expect(event).toMatchObject({ kind: 'event' });
    for (const field of ['promptId', 'toolUseId', 'agentId']) {
      expect(event).not.toHaveProperty(field);
    }
  });

  it.each(['Stop it', '', 'a'.repeat(101), '<b>', 5, null])(
    'of no event make it malformed: %j',
    (name) => {
      expect(parsePayload({ ...BASE, hook_event_name: name })).toMatchObject({
        kind: 'malformed',
        reason: 'no usable `hook_event_name`',
      });
    },
  );
});

describe('malformed input', () => {
  it.each<[string, string, string, number | undefined]>([
    ['nothing', '', 'empty input', undefined],
    ['white space', ' \n\t', 'empty input', undefined],
    ['half', '{"session_id":"s', 'not valid JSON', 16],
    ['cut after a key', '{"a":', 'not valid JSON', 5],
    ['two values', '{} {}', 'not valid JSON', 3],
    ['two values behind a mark', '\uFEFF{} {}', 'not valid JSON', 4],
    ['words', 'hello', 'not valid JSON', undefined],
    ['words that look like a place', 'x at position 4242', 'not valid JSON', undefined],
    ['the same, in JSON', '{"a": x at position 4242', 'not valid JSON', undefined],
    ['a list', '[1]', 'not a JSON object', undefined],
    ['null', 'null', 'not a JSON object', undefined],
    ['a text', '"text"', 'not a JSON object', undefined],
  ])('has its reason and place: %s', (_name, text, reason, position) => {
    expect(parse(text)).toEqual({
      ...CAPTURE,
      kind: 'malformed',
      client: {},
      workplace: {},
      reason,
      length: Buffer.byteLength(text),
      ...(position === undefined ? {} : { position }),
    });
  });

  it('has the length of what was received, where that is told', () => {
    expect(parseHookEvent('{', { ...CAPTURE, length: 99 })).toMatchObject({ length: 99 });
  });
});

describe('any input', () => {
  const key = fc.constantFrom(
    'session_id',
    'hook_event_name',
    'prompt_id',
    'tool_use_id',
    'agent_id',
    'agent_type',
    'tool_name',
    'cwd',
    'transcript_path',
    '__proto__',
    'constructor',
  );
  const value = fc.oneof(fc.jsonValue() as fc.Arbitrary<JsonValue>, fc.constantFrom('s1', 'Stop'));
  const object = fc
    .array(fc.tuple(key, value))
    .map(
      (pairs) =>
        `{${pairs.map(([name, item]) => `${JSON.stringify(name)}:${JSON.stringify(item)}`).join(',')}}`,
    );

  it('is an event or malformed, and never throws', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), object);
    fc.assert(
      fc.property(text, (input) => {
        expect(parse(input).kind).toBeOneOf(['event', 'malformed']);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves none of its text when it is malformed', () => {
    const mark = 'QZXQ7731';
    const around = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom('{', '"', ' at position ', '}{'),
    );
    fc.assert(
      fc.property(around, around, (before, after) => {
        const event = parse(`${before}${mark}${after}`);
        fc.pre(event.kind === 'malformed');
        expect(JSON.stringify(event)).not.toContain(mark);
        expect(JSON.stringify(event)).not.toContain('7731');
      }),
      { numRuns: 1_000 },
    );
  });

  it('that is an event has ids that can be keys', () => {
    fc.assert(
      fc.property(object, (input) => {
        const event = parse(input);
        if (event.kind === 'malformed') return;
        for (const id of [event.sessionId, event.promptId, event.toolUseId, event.agentId]) {
          expect(id ?? 'absent').toMatch(/^[\w.:@+-]{1,200}$/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each(['[', '{"a":'])('may be nested deeply: %s', (opening) => {
    const text = opening.repeat(200_000);
    expect(parse(text)).toMatchObject({ kind: 'malformed', length: text.length });
  });
});
