import type { ChildProcess } from 'node:child_process';
import type { Attack, Outcome, Scale } from '../attack.ts';
import { callStart } from '../support/events.ts';
import { type HostilePayload, hostilePayloads, MARK } from '../support/hostile-payloads.ts';
import { drain, faultsInFile, read, spooledEvents } from '../support/kept.ts';
import { faultsOfEnd, type MeasuredEnd, runMeasured, worstOf } from '../support/measured-hook.ts';
import { inPlace, type Place } from '../support/place.ts';

/** What a hook reads: of every size, form and pace. */
export const hostileInput: Attack = {
  name: 'hostile-input',
  promise: 6,
  measures: true,
  does: 'input of 100 MB, a million levels, no JSON, hostile ids and keys, pipes that never end',
  run: (scale) => inPlace((place) => attack(place, scale)),
};

async function attack(place: Place, scale: Scale): Promise<Outcome> {
  const faults: string[] = [];
  const ends: MeasuredEnd[] = [];
  const payloads = hostilePayloads(scale);
  for (const payload of payloads) {
    const bytes = payload.bytes();
    const end = await runMeasured(place, bytes);
    ends.push(end);
    faults.push(...faultsOfEnd(payload.name, end));
    faults.push(...faultsOfRow(payload, bytes.length, newRows(place)));
  }
  const slow = await Promise.all(
    pipes(scale).map((pipe) => inPlace((own) => attackPipe(own, pipe))),
  );
  for (const { faults: found } of slow) faults.push(...found);
  faults.push(...faultsInFile(place));
  const figures = {
    'hostile inputs': payloads.length,
    'largest input, MB': 100,
    'pipes that never end': slow.length,
    ...worstOf([...ends, ...slow.map(({ end }) => end)]),
  };
  return { figures, faults };
}

/** They wait most of their time: each gets a place of its own, and all run at once. */
async function attackPipe(place: Place, { name, starts, write, becomes }: Pipe) {
  const end = await runMeasured(place, starts, { keepOpen: true, onStarted: write });
  const faults = [...faultsOfEnd(name, end), ...faultsInFile(place)];
  const became = newRows(place).map(({ status }) => status);
  if (became.join() !== becomes) {
    faults.push(`${name}: became ${became.join() || 'nothing'} instead of ${becomes}`);
  }
  return { end, faults };
}

interface Row {
  readonly status: string;
  readonly payload: string;
  readonly error: string | null;
}

/** Rows since the last look; what was left in the spool for want of time counts as well. */
function newRows(place: Place): Row[] {
  const { databasePath } = place;
  const after = seen.get(databasePath) ?? 0;
  if (spooledEvents(place) > 0) drain(place);
  const rows = read<Row & { seq: number }>(
    databasePath,
    `SELECT seq, status, payload_json AS payload, error_message AS error
     FROM hook_executions WHERE seq > ${after} ORDER BY seq`,
  );
  seen.set(databasePath, rows.at(-1)?.seq ?? after);
  return rows;
}

const seen = new Map<string, number>();

/** A large event says what is not in it. */
const LARGE = 1024 * 1024;
const NOTE =
  /cut: \d+ characters|not kept: \d+ characters|\d+ more (?:values|members)|nested deeper/;
const MOST_KEPT = 8 * LARGE;

function faultsOfRow({ name, becomes }: HostilePayload, length: number, rows: readonly Row[]) {
  const [row, ...others] = rows;
  if (row === undefined || others.length > 0) return [`${name}: ${rows.length} rows`];
  // On a busy machine so much doesn't come in time.
  if (length > LARGE && row.error === 'input did not end') return [];
  const kind = row.status === 'success' ? 'event' : row.status;
  if (becomes !== 'either' && kind !== becomes) return [`${name}: ${kind} (${row.error})`];
  if (kind === 'event') {
    if (row.payload.length > MOST_KEPT)
      return [`${name}: ${row.payload.length} characters are kept`];
    return length > LARGE && !NOTE.test(row.payload) ? [`${name}: doesn't say what was cut`] : [];
  }
  const kept = JSON.parse(row.payload);
  if (kept.length !== length) return [`${name}: length ${kept.length} instead of ${length}`];
  if (!/^[0-9a-f]{64}$/.test(kept.hash)) return [`${name}: no hash`];
  return `${row.payload}${row.error}`.includes(MARK) ? [`${name}: some of its text is kept`] : [];
}

interface Pipe {
  readonly name: string;
  readonly becomes: string;
  readonly starts: string;
  /** Writes on, while the hook reads. */
  readonly write: (child: ChildProcess) => void;
}

/** Pipes that are never closed. */
function pipes(scale: Scale): Pipe[] {
  const whole = JSON.stringify(callStart(1));
  const still = () => undefined;
  const all: Pipe[] = [
    { name: 'an open pipe with an event', becomes: 'success', starts: whole, write: still },
    {
      name: 'an open pipe with half of one',
      becomes: 'malformed',
      starts: whole.slice(0, 60),
      write: still,
    },
    { name: 'an open pipe with nothing', becomes: 'malformed', starts: '', write: still },
    { name: 'single bytes', becomes: 'malformed', starts: '{"session_id":"', write: trickle },
    { name: 'bytes without an end', becomes: 'malformed', starts: '{"a":"', write: flood },
  ];
  return scale === 'full' ? all : all.filter(({ name }) => !name.includes('nothing'));
}

/** Writes one byte as often as it can. */
function trickle({ stdin }: ChildProcess): void {
  const timer = setInterval(() => {
    for (let n = 0; n < 200; n++) stdin?.write('x');
  }, 1);
  stdin?.on('close', () => clearInterval(timer));
}

/** Writes as much as is taken. */
function flood({ stdin }: ChildProcess): void {
  const part = 'x'.repeat(64 * 1024);
  const more = () => {
    while (stdin?.writable === true && stdin.write(part));
  };
  stdin?.on('drain', more);
  more();
}
