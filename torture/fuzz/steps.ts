import fc from 'fast-check';

/** One change of a text. Places are parts of its length, or numbers of its values, so that any fit. */
export type Step =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'cut'; readonly at: number; readonly length: number }
  | { readonly kind: 'insert'; readonly at: number; readonly text: string }
  | {
      readonly kind: 'repeat';
      readonly at: number;
      readonly length: number;
      readonly times: number;
    }
  | { readonly kind: 'splice'; readonly at: number; readonly other: number; readonly from: number }
  | { readonly kind: 'end'; readonly at: number }
  | { readonly kind: 'value'; readonly nth: number; readonly json: string }
  | { readonly kind: 'double'; readonly nth: number; readonly json: string }
  | { readonly kind: 'rename'; readonly nth: number; readonly name: string }
  | { readonly kind: 'drop'; readonly nth: number }
  | { readonly kind: 'swap'; readonly nth: number; readonly other: number }
  | { readonly kind: 'nest'; readonly nth: number; readonly depth: number };

/** An input: which of a corpus, and what is done to it. Small plans are tried first when it fails. */
export interface Plan {
  readonly pick: number;
  readonly steps: readonly Step[];
}

const part = fc.double({ min: 0, max: 1, noNaN: true });
const nth = fc.nat({ max: 10_000 });

/** Values that are not what was there, as JSON text; not all are what a parser gives back. */
const json = fc.oneof(
  fc.constantFrom(
    ...['null', 'true', '0', '-0', '-1', '1e400', '-1e400', '1e-400', '9'.repeat(40), '0.1'],
    ...['""', '" "', '"\\u0000"', '"\\ud800"', '"\\udc00\\ud800"', '"../../x"', '".."', '"a:b"'],
    ...['[]', '{}', '[[]]', '[null]', '{"":""}', '{"__proto__":{"polluted":1}}'],
    ...['"2026-11-21T09:24:00.123Z"', '"-271821-04-20T00:00:00.000Z"', '"+275760-09-13"', '"0"'],
    ...['"{\\"a\\":\\"{\\\\\\"b\\\\\\":1}\\"}"', '"[1"', '"<x>"', '"\\u001b[31m"', '"\\u202e"'],
    ...[
      '"PreToolUse"',
      '"Stop"',
      '"SessionEnd"',
      '"user"',
      '"assistant"',
      '"system"',
      '"tool_use"',
    ],
    ...[`"${'x'.repeat(300)}"`, `"${'long '.repeat(20_000)}"`, `"${'/x'.repeat(5_000)}"`],
  ),
  fc.json({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => JSON.stringify(text)),
);

const name = fc.constantFrom(
  ...['__proto__', 'constructor', 'prototype', 'toString', 'length', '', 'id', 'type', 'message'],
  ...['session_id', 'agent_id', 'content', 'usage', 'uuid', 'sessionId', 'timestamp', '\u0000'],
);

const text = fc.constantFrom(
  ...['\u0000', '\n', '\r\n', '"', '\\', '{', '}', '[', ']', ',', ':', '\ufeff', '\u2028', '{}\n'],
  ...['\u0000'.repeat(3_000), '{"a":'.repeat(2_000), '[', 'null', '\\ud83d', '/*', '// x\n'],
);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('flip'), at: part, bit: fc.nat({ max: 7 }) }),
  fc.record({ kind: fc.constant('cut'), at: part, length: fc.nat({ max: 500 }) }),
  fc.record({ kind: fc.constant('insert'), at: part, text }),
  fc.record({
    kind: fc.constant('repeat'),
    at: part,
    length: fc.nat({ max: 300 }),
    times: fc.integer({ min: 1, max: 20 }),
  }),
  fc.record({ kind: fc.constant('splice'), at: part, other: nth, from: part }),
  fc.record({ kind: fc.constant('end'), at: part }),
  fc.record({ kind: fc.constant('value'), nth, json }),
  fc.record({ kind: fc.constant('value'), nth, json }),
  fc.record({ kind: fc.constant('value'), nth, json }),
  fc.record({ kind: fc.constant('double'), nth, json }),
  fc.record({ kind: fc.constant('rename'), nth, name }),
  fc.record({ kind: fc.constant('drop'), nth }),
  fc.record({ kind: fc.constant('swap'), nth, other: nth }),
  fc.record({ kind: fc.constant('nest'), nth, depth: fc.constantFrom(3, 100, 1_500) }),
);

/** Plans of a few steps; one in a few leaves the input as it is. */
export const plans: fc.Arbitrary<Plan> = fc.record({
  pick: fc.nat({ max: 100_000 }),
  steps: fc.array(step, { maxLength: 6 }),
});
