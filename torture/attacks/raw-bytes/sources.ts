import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Place } from '../../support/place.ts';
import { runHook } from '../../support/run-hook.ts';
import type { Poison } from './poison.ts';
import { samplePayloads, sampleTranscripts } from './samples.ts';

/** What processes printed, by what they were. */
export type Printed = { readonly name: string; readonly text: string }[];

/** Sends each kind of event with secrets to hooks, also escaped to the last letter, and no event. */
export async function sendToHooks(
  place: Place,
  poison: Poison,
  payloads: readonly object[],
): Promise<Printed> {
  const printed: Printed = [];
  for (const [index, payload] of payloads.entries()) {
    const event = JSON.stringify(poison.object(payload));
    const broken = event.slice(0, -1 - (index % 40));
    for (const input of [
      index % 2 === 0 ? event : escaped(event),
      ...(index % 8 === 0 ? [broken] : []),
    ]) {
      const { stdout, stderr } = await runHook(place, input);
      printed.push({ name: `hook ${index}`, text: stdout + stderr });
    }
  }
  return printed;
}

/** Writes a file of captured hook input; every event is of a session of its round's own. */
export function writePayloads(path: string, poison: Poison, rounds: number): void {
  const lines = Array.from({ length: rounds }, (_, round) =>
    samplePayloads().map((payload) => {
      const event = poison.object(payload);
      return JSON.stringify({ ...event, session_id: `${String(event['session_id'])}-${round}` });
    }),
  );
  writeFileSync(path, `${lines.flat().join('\n')}\n`);
}

/** Writes profiles as the client would, rounds of them, each with sessions of its own. */
export function writeProfiles(folder: string, poison: Poison, rounds: number): string[] {
  const profiles = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    for (const { profile, path, lines } of sampleTranscripts()) {
      const own = (text: string) => renamed(text, round);
      const root = join(folder, `${profile}-${round}`);
      const file = join(root, own(path).replace('-home-dev-repo', `-home-${poison.word()}`));
      profiles.add(root);
      mkdirSync(dirname(file), { recursive: true });
      const text = lines.map((line) => own(JSON.stringify(poison.object(line)))).join('\n');
      writeFileSync(file, `${text}\n{"type":"user","message":"${poison.line()}\n`);
    }
  }
  return [...profiles];
}

/** Writes an orchestrator's states, one a file. */
export function writeStates(folder: string, poison: Poison): string {
  const path = join(folder, 'states');
  mkdirSync(path);
  for (let n = 0; n < 20; n++) {
    const state = {
      taskId: `filed-${n}`,
      projectId: `/nowhere/${poison.word()}`,
      state: poison.line(),
      context: poison.object({ text: '', list: ['', { deep: '' }], checkpoints: [{ data: '' }] }),
      history: [poison.object({ fromState: '', toState: '', trigger: '', metadata: { why: '' } })],
    };
    writeFileSync(join(path, `${n}.json`), JSON.stringify(state));
  }
  return path;
}

/** Ids differ from round to round in their first letters. */
function renamed(text: string, round: number): string {
  const start = round.toString(16).padStart(4, '0');
  return text
    .replace(/\b[0-9a-f]{4}([0-9a-f]{4}-[0-9a-f]{4}-4)/g, `${start}$1`)
    .replace(/\bmsg_([0-9a-zA-Z]{2,})/g, `msg_${start}$1`);
}

/** Every letter and digit within strings as an escape. */
function escaped(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"/g, (string) =>
    string.replace(/\\u....|\\.|[A-Za-z0-9]/g, (part) =>
      part.startsWith('\\') ? part : `\\u${part.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );
}
