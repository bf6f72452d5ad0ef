import { type JsonValue, redactHookEvent } from '@spoor/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromEnvelope, toEnvelope } from '../../src/record/envelope.js';
import { makeEvent } from './events.js';

const whole = () => JSON.parse(toEnvelope(redactHookEvent(makeEvent('Stop', 1))));
const changed = (fields: Record<string, unknown>) =>
  JSON.stringify({ spoor: 1, event: { ...whole().event, ...fields } });

describe('an envelope', () => {
  it('gives back what was put in', () => {
    const event = redactHookEvent(
      makeEvent('PreToolUse', 1, {
        promptId: 'p1',
        toolUseId: 't1',
        client: { pid: 5, pidStart: '7', version: '2.1.329' },
        payload: JSON.parse('{"__proto__":{"a":1},"text":"\\u2028 \\n"}'),
      }),
    );
    const text = toEnvelope(event);
    expect(text.endsWith('\n')).toBe(true);
    expect(toEnvelope(fromEnvelope(text))).toBe(text);
    expect(Object.hasOwn(Object(fromEnvelope(text)).payload, '__proto__')).toBe(true);
  });

  it('gives back what is malformed', () => {
    const { id, capturedAt } = makeEvent('Stop', 1);
    const malformed = { kind: 'malformed', id, capturedAt, client: {}, workplace: {} } as const;
    const event = redactHookEvent({ ...malformed, reason: 'odd', length: 3 });
    expect(fromEnvelope(toEnvelope(event))).toEqual(event);
  });

  it.each([
    ['no text', ''],
    ['half of one', toEnvelope(redactHookEvent(makeEvent('Stop', 1))).slice(0, 80)],
    ['another version', JSON.stringify({ ...whole(), spoor: 2 })],
    ['no event', '{"spoor":1}'],
    ['a list', '[1]'],
    ['null', 'null'],
    ['no id', changed({ id: undefined })],
    ['an id of another form', changed({ id: 'x' })],
    ['no time', changed({ capturedAt: undefined })],
    ['a time that is none', changed({ capturedAt: 'yesterday' })],
    ['a time that no calendar has', changed({ capturedAt: '2026-13-45T09:00:00.000Z' })],
    ['a time of another form', changed({ capturedAt: '2026-11-21' })],
    ['another kind', changed({ kind: 'other' })],
    ['no session', changed({ sessionId: undefined })],
    ['a session that is a number', changed({ sessionId: 5 })],
    ['no type', changed({ hookType: null })],
    ['a payload that is a list', changed({ payload: [] })],
    ['a client that is a text', changed({ client: 'x' })],
    ['a process id that is a text', changed({ client: { pid: 'x' } })],
    ['a process id of all processes', changed({ client: { pid: -1 } })],
    ['a branch that is a list', changed({ workplace: { gitBranch: [] } })],
    ['a prompt id that is an object', changed({ promptId: {} })],
    ['a tool name that is a number', changed({ toolName: 1 })],
    ['a length that is a text', changed({ kind: 'malformed', reason: 'r', length: 'x' })],
  ])('is refused: %s', (_name, text) => {
    expect(kindOfFailure(text)).toBe('refused');
  });

  it('is read or refused, whatever the text, and leaves objects as they are', () => {
    const names = Object.getOwnPropertyNames(Object.prototype);
    const event = whole().event;
    const json = fc.jsonValue() as fc.Arbitrary<JsonValue>;
    const key = fc.constantFrom('__proto__', 'constructor', 'toString', ...Object.keys(event));
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .tuple(key, json)
        .map(([name, value]) =>
          JSON.stringify({ spoor: 1, event }).replace(
            '"event":{',
            `"event":{${JSON.stringify(name)}:${JSON.stringify(value)},`,
          ),
        ),
      fc.dictionary(key, json).map((fields) => changed(fields)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(kindOfFailure(text)).toBeOneOf(['none', 'refused']);
      }),
      { numRuns: 500 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(names);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

function kindOfFailure(text: string): 'none' | 'refused' | 'other' {
  try {
    fromEnvelope(text);
    return 'none';
  } catch (error) {
    return error instanceof SyntaxError || error instanceof TypeError ? 'refused' : 'other';
  }
}
