import { fillSpool } from '../support/fill.ts';
import { read } from '../support/kept.ts';
import { SPOOR } from '../support/programs.ts';
import { runNode, startInTerminal, startNode } from '../support/running.ts';
import { type WrittenTranscript, writeTranscript } from '../support/transcript.ts';
import type { Site, Writer } from './writer.ts';

const EVENTS = 100;

/** A listing, which drains the spool first. */
export function draining(): Writer {
  return {
    name: 'drain',
    prepare: spoolMore,
    start: ({ place }) => startNode(place, [SPOOR, 'sessions', 'list']),
  };
}

/** The inspector, whose writer drains the spool. */
export function inspecting(): Writer {
  return {
    name: 'inspector',
    prepare: spoolMore,
    start: ({ place }) => startInTerminal(place, [SPOOR]),
    lifeMs: 1_500,
  };
}

async function spoolMore({ place, example }: Site, from: number): Promise<readonly string[]> {
  return fillSpool(place, example, { from, to: from + EVENTS });
}

/** An import of transcripts; one to the end must bring in the rest, and nothing twice. */
export function importing(): Writer {
  const written: WrittenTranscript[] = [];
  const profileOf = ({ place }: Site) => `${place.home}/.claude`;
  const command = (site: Site) => [SPOOR, 'import', '--path', profileOf(site)];
  return {
    name: 'import of transcripts',
    prepare: async (site) => {
      written.push(writeTranscript(profileOf(site), 150));
      return [];
    },
    start: (site) => startNode(site.place, command(site)),
    afterAll: async (site) => {
      await runNode(site.place, command(site));
      return written.flatMap((transcript) => faultsOf(transcript, site.place.databasePath));
    },
  };
}

function faultsOf({ sessionId, messages, outputTokens }: WrittenTranscript, path: string) {
  const session = `'${sessionId}'`;
  const rows = read<{ id: string }>(path, `SELECT id FROM messages WHERE session_id = ${session}`);
  const kept = new Set(rows.map(({ id }) => id));
  const [usage] = read<{ sum: number }>(
    path,
    `SELECT sum(output_tokens) AS sum FROM token_usage WHERE session_id = ${session}`,
  );
  return [
    ...messages.filter((id) => !kept.has(id)).map((id) => `message ${id} is missing`),
    ...(rows.length === messages.length ? [] : [`${rows.length} messages of ${messages.length}`]),
    ...(usage?.sum === outputTokens ? [] : [`${usage?.sum} tokens instead of ${outputTokens}`]),
  ];
}
