import type { Scale } from '../attack.ts';

/** Input that no client sends. */
export interface HostilePayload {
  readonly name: string;
  /** What the hook has to make of it: an event, a malformed one, or either of them. */
  readonly becomes: 'event' | 'malformed' | 'either';
  readonly bytes: () => Buffer;
}

/** Stands in all of them, and in nothing that is kept of what is malformed. */
export const MARK = 'QZXQ7731';

const MB = 1024 * 1024;

/** Every hostile payload; quick ones are an eighth as large, but for the first. */
export function hostilePayloads(scale: Scale): HostilePayload[] {
  const size = scale === 'full' ? 60 * MB : 8 * MB;
  return [
    ...large(size),
    ...nested(),
    ...encodings(),
    ...keysAndNumbers(),
    ...notDocuments(),
    ...ids(),
  ];
}

function large(size: number): HostilePayload[] {
  const filled = (unit: string) => unit.repeat(Math.floor(size / unit.length));
  const list = (unit: string) => `[${filled(`${unit},`)}0]`;
  const text = (content: string) => JSON.stringify(content);
  const listOf = (bytes: number, item: string) =>
    `[${Array(Math.max(1, Math.floor(bytes / item.length)))
      .fill(item)
      .join(',')}]`;
  let inside = list10k();
  for (let level = 0; level < 3; level++) inside = text(`[${inside}]`);
  return [
    either('100 MB in one string', () => callWith(text('x'.repeat(100 * MB)))),
    event('one long string', () => callWith(text(filled('a line, of text\n')))),
    event('one long string of quotes', () => callWith(`"${filled('\\"')}"`)),
    event('one long string of escapes', () => callWith(`"${filled('\\u0041')}"`)),
    event('one long string, two bytes a character', () => callWith(text(`漢${filled('x')}`))),
    event('many strings', () => callWith(list('"abcdefg"'))),
    event('many numbers', () => callWith(list('1'))),
    event('many lists', () => callWith(list('[]'))),
    event('many objects', () => callWith(list('{}'))),
    event('JSON in many strings', () =>
      callWith(listOf(size, text(`[${'[],'.repeat(80_000)}[]]`))),
    ),
    event('JSON in strings in strings', () => callWith(listOf(size / 2, inside))),
    event('a million keys', () => callWith(`{${numbered(1_000_000)}}`)),
    event('a million keys beside the ids', () => withMember(numbered(1_000_000))),
    event('a key of 1 MB', () => callWith(`{"${'k'.repeat(MB)}":1}`)),
    event('a long key', () => callWith(`{"${filled('k')}":1}`)),
    event('a path with 500,000 folders', () => withMember(`"cwd":"${'/x'.repeat(500_000)}"`)),
    event('a transcript with 500,000 folders', () =>
      withMember(`"transcript_path":"${'/x'.repeat(500_000)}/s.jsonl"`),
    ),
  ];
}

function list10k(): string {
  return `[${'[],'.repeat(10_000)}[]]`;
}

function nested(): HostilePayload[] {
  const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  const lists = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  return [10_000, 1_000_000].flatMap((depth) => [
    event(`objects ${depth} deep`, () => callWith(objects(depth))),
    event(`lists ${depth} deep`, () => callWith(lists(depth))),
    malformed(`lists opened ${depth} times`, () => `"${MARK}"${'['.repeat(depth)}`),
  ]);
}

function encodings(): HostilePayload[] {
  const raw = (name: string, ...bytes: number[]) =>
    event(name, () => {
      const whole = Buffer.from(callWith('"XX"'));
      const at = whole.indexOf('XX');
      return Buffer.concat([whole.subarray(0, at), Buffer.from(bytes), whole.subarray(at + 2)]);
    });
  return [
    event('NUL as an escape', () => callWith('"a\\u0000b"')),
    malformed('NUL as a byte', () => callWith('"a\u0000b"')),
    event('lone surrogates as escapes', () => callWith('"\\ud800 \\udc00\\ud800"')),
    raw('lone surrogates as bytes', 0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80),
    raw('invalid UTF-8', 0xff, 0xfe, 0xc0, 0xaf, 0xf8, 0x88),
    event('a UTF-8 mark', () => `\ufeff${callWith('1')}`),
    malformed('UTF-16 with its mark', () => Buffer.from(`\ufeff${callWith('1')}`, 'utf16le')),
    malformed('UTF-16 without one', () => Buffer.from(callWith('1'), 'utf16le')),
  ];
}

function keysAndNumbers(): HostilePayload[] {
  const polluting = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
  return [
    event('keys of every object, deep', () => callWith(`{"a":[${polluting}],"b":${polluting}}`)),
    event('keys of every object, beside the ids', () => withMember(polluting.slice(1, -1))),
    event('`__proto__` with ids of its own', () =>
      withMember('"__proto__":{"session_id":"other","agent_id":"other"}'),
    ),
    event('`toString`, `valueOf`, `toJSON` as keys', () =>
      callWith('{"toString":1,"valueOf":null,"toJSON":"x","hasOwnProperty":1,"length":-1}'),
    ),
    event('the same key a thousand times', () => callWith(`{${'"a":1,'.repeat(1_000)}"a":2}`)),
    event('ids twice', () => withMember('"session_id":"torture","hook_event_name":"PreToolUse"')),
    event('numbers beyond doubles', () =>
      callWith(`[1e400,-1e400,-0,1e-400,${'9'.repeat(40)},0.${'1'.repeat(400)}]`),
    ),
    event('a duration beyond doubles', () => withMember('"duration_ms":1e400')),
  ];
}

function notDocuments(): HostilePayload[] {
  const line = callWith('1');
  return [
    malformed('nothing', () => ''),
    malformed('white space', () => ' \r\n\t\n'),
    malformed('half a line', () => line.slice(0, line.length / 2)),
    malformed('two lines', () => `${line}\n${line}\n`),
    malformed('two documents on a line', () => `${line}${line}`),
    malformed('a list', () => `[${line}]`),
    malformed('a text', () => JSON.stringify(line)),
    malformed('no JSON', () => `${MARK}: at position 12`),
  ];
}

function ids(): HostilePayload[] {
  const session = (json: string) => withMember(`"session_id":${json}`);
  const call = (json: string) =>
    withMember(`"tool_use_id":${json},"prompt_id":${json},"agent_id":${json},"tool_name":${json}`);
  const long = JSON.stringify(`${MARK}${'x'.repeat(MB)}`);
  return [
    ...[
      `{"${MARK}":1}`,
      `["${MARK}"]`,
      '7',
      'true',
      long,
      `"../../${MARK}"`,
      `"${MARK}\\u0000"`,
    ].map((id, index) => malformed(`a session of kind ${index + 1}`, () => session(id))),
    ...[`{"${MARK}":1}`, '7', long, '"../../x"', '"a\\u0000b"', '"\\ud800"'].map((id, index) =>
      event(`other ids of kind ${index + 1}`, () => call(id)),
    ),
    malformed('an event name of 1 MB', () => withMember(`"hook_event_name":${long}`)),
    malformed('an event that is a list', () => withMember('"hook_event_name":["Stop"]')),
  ];
}

/** A call with something as its input. */
function callWith(input: string): string {
  return `{"session_id":"torture","hook_event_name":"PreToolUse","tool_name":"Bash","tool_use_id":"toolu_1","mark":"${MARK}","tool_input":${input}}`;
}

/** A call with more members; of two with one name the later counts. */
function withMember(members: string): string {
  return `${callWith('{}').slice(0, -1)},${members}}`;
}

function numbered(count: number): string {
  return Array.from({ length: count }, (_, n) => `"k${n}":1`).join(',');
}

function event(name: string, make: () => string | Buffer): HostilePayload {
  return payload(name, 'event', make);
}

function malformed(name: string, make: () => string | Buffer): HostilePayload {
  return payload(name, 'malformed', make);
}

function either(name: string, make: () => string | Buffer): HostilePayload {
  return payload(name, 'either', make);
}

function payload(
  name: string,
  becomes: HostilePayload['becomes'],
  make: () => string | Buffer,
): HostilePayload {
  return {
    name,
    becomes,
    bytes: () => {
      const made = make();
      return typeof made === 'string' ? Buffer.from(made) : made;
    },
  };
}
