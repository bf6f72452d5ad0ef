import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newEventId } from '@spoor/core';
import { importPayloads } from '@spoor/hooks';
import { Spool, SpoorDatabase } from '@spoor/storage';
import { callId, callStart } from './events.ts';
import type { Place } from './place.ts';
import { runHook } from './run-hook.ts';

/** What is to be recorded. */
export interface Filling {
  /** The numbers of the first call and of the one behind the last. */
  readonly from: number;
  readonly to: number;
  readonly sessionId?: string;
  readonly daysAgo?: number;
}

/** Records calls as if hooks had told of them. @returns their ids. */
export async function fill(place: Place, filling: Filling): Promise<string[]> {
  const { from, to, sessionId, daysAgo = 0 } = filling;
  const capture = join(place.home, `capture-${from}.jsonl`);
  const timestamp = new Date(Date.now() - daysAgo * 86_400_000).toISOString();
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  const lines = numbers.map((n) => {
    const stdin = { ...callStart(n, sessionId), tool_input: { command: `echo ${n}`, text: TEXT } };
    return JSON.stringify({ timestamp, stdin });
  });
  writeFileSync(capture, lines.join('\n'));
  const db = new SpoorDatabase({ path: place.databasePath });
  try {
    await importPayloads(db, capture);
  } finally {
    db.close();
    rmSync(capture);
  }
  return numbers.map(callId);
}

const TEXT = 'some text that takes room '.repeat(80);

/** An event as a hook leaves it in the spool, with the ids that each copy gets anew. */
export interface SpooledExample {
  readonly text: string;
  readonly eventId: string;
  readonly callId: string;
}

/** Lets a hook spool an event. */
export async function spoolExample(place: Place): Promise<SpooledExample> {
  const n = 424_242;
  const env = { SPOOR_DATABASE_ENABLED: 'false' };
  await runHook(place, callStart(n, 'spooled'), { env });
  const [name] = readdirSync(place.spoolDir).filter((file) => file.endsWith('.json'));
  if (name === undefined) throw new Error('the hook has not spooled');
  const path = join(place.spoolDir, name);
  const text = readFileSync(path, 'utf8');
  rmSync(path);
  return { text, eventId: name.slice(0, -'.json'.length), callId: callId(n) };
}

/** Puts events into the spool as hooks do. @returns the ids of their calls. */
export function fillSpool(
  { spoolDir }: Place,
  example: SpooledExample,
  { from, to }: Pick<Filling, 'from' | 'to'>,
): string[] {
  const spool = new Spool([spoolDir]);
  return Array.from({ length: to - from }, (_, index) => {
    const eventId = newEventId(Date.now());
    const call = callId(from + index);
    const text = example.text
      .replaceAll(example.eventId, eventId)
      .replaceAll(`"${example.callId}"`, `"${call}"`);
    spool.put(eventId, text);
    return call;
  });
}
