import { readFileSync } from 'node:fs';

/** Kinds of calls, by what they do; an open is any, also one to read. */
const CALL_KINDS = [
  'open',
  'write',
  'truncate',
  'sync',
  'rename',
  'unlink',
  'mkdir',
  'link',
  'chmod',
  'allocate',
] as const;

/** See `CALL_KINDS`. */
export type CallKind = (typeof CALL_KINDS)[number];

/** A call that a watched process made, failed ones too. */
export interface Call {
  readonly pid: number;
  readonly kind: CallKind;
  /** The function that was called. */
  readonly name: string;
  readonly result: number;
  /** An error's number; 0 when the call succeeded. */
  readonly error: number;
  readonly injected: boolean;
  /** Seconds since 1970. */
  readonly time: number;
  readonly inode: string;
  /** Type and mode of the file after the call; before it, for an unlink. */
  readonly fileMode: number;
  readonly flags: number;
  /** The mode that was asked for. */
  readonly mode: number;
  /** Whether the name was not there before; of opens that may make a file. */
  readonly created: boolean;
  /** Of a write or an allocation; a truncation's new length. */
  readonly offset: number;
  /** How much was allocated. */
  readonly extent: number;
  /** How much was written. */
  readonly length: number;
  /** What was written; empty when the log holds no data. */
  readonly data: Buffer;
  readonly path: string;
  /** A rename's or link's new name; `path` is a symbolic link's text. */
  readonly path2: string;
  /** Where in the log the call's entry ends. */
  readonly logEnd: number;
}

/** Reads a log that is no longer written to, in the calls' order. */
export function readCalls(log: string): Call[] {
  const bytes = readFileSync(log);
  const calls: Call[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf('\n', start);
    const call = parse(bytes.toString('utf8', start, end).split('\t'), bytes, end + 1);
    calls.push(call);
    start = call.logEnd;
  }
  return calls;
}

/** How many calls of each kind there are. */
export function countKinds(calls: readonly Call[]): Record<CallKind, number> {
  const count = (kind: CallKind) => calls.filter((call) => call.kind === kind).length;
  return Object.fromEntries(CALL_KINDS.map((kind) => [kind, count(kind)])) as Record<
    CallKind,
    number
  >;
}

function parse(fields: readonly string[], bytes: Buffer, dataStart: number): Call {
  const text = (n: number) => fields[n] ?? '';
  const number = (n: number, base = 10) => Number.parseInt(text(n), base);
  const logEnd = dataStart + number(15);
  return {
    pid: number(0),
    kind: kindOf(text(1)),
    name: text(2),
    result: number(3),
    error: number(4),
    injected: text(5) === '1',
    time: Number(text(6)),
    inode: text(7),
    fileMode: number(8, 8),
    flags: number(9),
    mode: number(10, 8),
    created: text(11) === '1',
    offset: number(12),
    extent: number(13),
    length: number(14),
    data: bytes.subarray(dataStart, logEnd),
    path: text(16),
    path2: text(17),
    logEnd,
  };
}

function kindOf(text: string): CallKind {
  const kind = CALL_KINDS.find((known) => known === text);
  if (kind === undefined) throw new Error(`the log holds no call: ${JSON.stringify(text)}`);
  return kind;
}
