import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SpoorDatabase } from '@spoor/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateTranscripts } from '../../../../../bench/transcripts/generate.mjs';
import { makeUser, runSpoor, type TestUser } from '../../cli/spoor-process.js';
import { countWithCcusage, needCcusage } from './ccusage.js';
import { type DayTokens, tokensByDay } from './day-tokens.js';
import { answer, FIRST, SECOND, writeTranscripts } from './hand-made.js';

const SAMPLES = fileURLToPath(
  new URL('../../../../hooks/test/fixtures/transcripts', import.meta.url),
);
const ZONES = ['UTC', 'Asia/Kathmandu', 'America/St_Johns'];

let user: TestUser;
beforeEach(() => {
  user = makeUser();
});
afterEach(() => user.remove());

/** What Spoor counts in a client's configuration folder. */
async function countWithSpoor(folder: string, zone: string): Promise<DayTokens[]> {
  const run = await runSpoor(user, ['import', '--json'], { env: { CLAUDE_CONFIG_DIR: folder } });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  if (!existsSync(user.databasePath)) return [];
  const db = new SpoorDatabase({ path: user.databasePath, readonly: true });
  try {
    return tokensByDay(db, zone);
  } finally {
    db.close();
  }
}

describe('Spoor and ccusage count the same tokens by kind and day', () => {
  it('in generated transcripts, in any time zone', async (context) => {
    const ccusage = needCcusage(context);
    const folder = join(user.root, 'generated');
    const truth = generateTranscripts({
      folder,
      seed: 11,
      sessions: 24,
      weight: 0.4,
      zones: ZONES,
    });
    expect(truth.forks).toBeGreaterThan(0);
    expect(truth.subagents.length).toBeGreaterThan(0);
    for (const zone of ZONES) {
      const days = Object.entries(truth.tokensByDay[zone] ?? {})
        .map(([day, { input, output, cacheWrite, cacheRead }]) => ({
          day,
          input,
          output,
          cacheWrite,
          cacheRead,
        }))
        .sort((a, b) => (a.day < b.day ? -1 : 1));
      expect(await countWithCcusage(ccusage, folder, zone)).toEqual(days);
      expect(await countWithSpoor(folder, zone)).toEqual(days);
    }
  }, 120_000);

  const samples = readdirSync(SAMPLES, { withFileTypes: true }).filter((it) => it.isDirectory());
  it.for(samples.map(({ name }) => name))('in what the client wrote: %s', async (name, context) => {
    const ccusage = needCcusage(context);
    const folder = join(SAMPLES, name);
    const theirs = await countWithCcusage(ccusage, folder, 'UTC');
    expect(await countWithSpoor(folder, 'UTC')).toEqual(
      theirs.map((day) => ({ ...day, cacheWrite: day.cacheWrite + (MORE_WRITTEN[name] ?? 0) })),
    );
  });
});

/** In these the API says that it wrote more to the cache than its two kinds add up to. */
const MORE_WRITTEN: Readonly<Record<string, number>> = {
  'agent-custom': 90,
  'agent-default': 90,
  all: 90,
  'text-usage': 2038,
  'tui-agent': 90,
};

/** One answer of {@link answer}, on its day. */
const ONE: DayTokens = {
  day: '2026-11-10',
  input: 100,
  output: 20,
  cacheWrite: 10,
  cacheRead: 500,
};
const TWO: DayTokens = { ...ONE, input: 200, output: 40, cacheWrite: 20, cacheRead: 1000 };

/** Lines of which docs/figures-compared.md says how each counts them. */
interface Case {
  readonly what: string;
  readonly files: Parameters<typeof writeTranscripts>[1];
  readonly spoor: readonly DayTokens[];
  readonly ccusage: readonly DayTokens[];
}

const own = (...lines: (object | string)[]) => ({ [`${FIRST}.jsonl`]: lines as never[] });
const both = (spoor: readonly DayTokens[]) => ({ spoor, ccusage: spoor });
const SPLIT = { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 10 };

const SAME: readonly Case[] = [
  { what: 'one answer', files: own(answer()), ...both([ONE]) },
  {
    what: 'a message on several lines, whose figures grow: the last',
    files: own(
      answer({ usage: { output_tokens: 1 } }),
      answer({ usage: { output_tokens: 5 } }),
      answer(),
    ),
    ...both([ONE]),
  },
  {
    what: 'a message in two sessions, as a fork copies it: once',
    files: { ...own(answer()), [`${SECOND}.jsonl`]: [answer({ sessionId: SECOND })] },
    ...both([ONE]),
  },
  {
    what: "a subagent's message",
    files: {
      [`${FIRST}/subagents/agent-a1.jsonl`]: [answer({ isSidechain: true, agentId: 'a1' })],
    },
    ...both([ONE]),
  },
  {
    what: "the client's own words",
    files: own(
      answer({
        message: { id: 'm', model: '<synthetic>' },
        usage: {
          input_tokens: 0,
          output_tokens: 0,
          cache_creation_input_tokens: 0,
          cache_read_input_tokens: 0,
        },
      }),
      answer(),
    ),
    ...both([ONE]),
  },
  {
    what: 'a damaged line',
    files: own('{"type":"assistant","message":{', answer()),
    ...both([ONE]),
  },
  {
    what: 'more in the two kinds of cache writes than in all',
    files: own(answer({ usage: { cache_creation: SPLIT } })),
    ...both([{ ...ONE, cacheWrite: 110 }]),
  },
];

const APART: readonly Case[] = [
  {
    what: 'less in the two kinds of cache writes than in all',
    files: own(answer({ usage: { cache_creation_input_tokens: 200, cache_creation: SPLIT } })),
    spoor: [{ ...ONE, cacheWrite: 200 }],
    ccusage: [{ ...ONE, cacheWrite: 110 }],
  },
  {
    what: 'a message whose lines lie in two days',
    files: own(
      answer({ timestamp: '2026-11-10T23:59:59.900Z', usage: { output_tokens: 5 } }),
      answer({ timestamp: '2026-11-11T00:00:00.100Z' }),
    ),
    spoor: [ONE],
    ccusage: [{ ...ONE, day: '2026-11-11' }],
  },
  {
    what: 'a message of which not all figures grow',
    files: own(
      answer({ usage: { output_tokens: 60, cache_read_input_tokens: 0 } }),
      answer({ usage: { output_tokens: 20 } }),
    ),
    spoor: [{ ...ONE, output: 60 }],
    ccusage: [ONE],
  },
  {
    what: 'a message that names two requests',
    files: own(answer(), answer({ requestId: 'req_02' })),
    spoor: [ONE],
    ccusage: [TWO],
  },
  {
    what: "the client's own words, with figures",
    files: own(answer(), answer({ message: { id: 'm', model: '<synthetic>' }, requestId: 'r' })),
    spoor: [ONE],
    ccusage: [TWO],
  },
  {
    what: 'an error of the API, with figures',
    files: own(answer(), answer({ message: { id: 'm' }, requestId: 'r', isApiErrorMessage: true })),
    spoor: [ONE],
    ccusage: [TWO],
  },
  {
    what: 'figures in a line that is no answer',
    files: own(answer({ type: 'user' })),
    spoor: [],
    ccusage: [ONE],
  },
  {
    what: 'an answer inside a line of progress',
    files: own({
      type: 'progress',
      uuid: '00000000-0000-4000-8000-aaaaaaaaaaaa',
      timestamp: ONE.day,
      sessionId: FIRST,
      data: { message: answer() },
    }),
    spoor: [],
    ccusage: [ONE],
  },
  {
    what: 'what an adviser was asked within an answer',
    files: own(
      answer({
        usage: {
          iterations: [
            {
              type: 'advisor_message',
              model: 'claude-opus-4-5-20251101',
              input_tokens: 7,
              output_tokens: 3,
              cache_creation_input_tokens: 0,
              cache_read_input_tokens: 0,
            },
          ],
        },
      }),
    ),
    spoor: [ONE],
    ccusage: [{ ...ONE, input: 107, output: 23 }],
  },
  {
    what: 'an answer without a message id, on two lines',
    files: own(answer({ message: { id: undefined } }), answer({ message: { id: undefined } })),
    spoor: [],
    ccusage: [TWO],
  },
  {
    what: 'a line with spaces between its parts',
    files: own(JSON.stringify(answer(), null, 1).replaceAll('\n', ' ')),
    spoor: [ONE],
    ccusage: [],
  },
  {
    what: 'a version that has no numbers',
    files: own(answer({ version: 'dev' })),
    spoor: [ONE],
    ccusage: [],
  },
  {
    what: 'a figure that is missing',
    files: own(answer({ usage: { output_tokens: undefined } })),
    spoor: [{ ...ONE, output: 0 }],
    ccusage: [],
  },
  {
    what: 'lines in a folder of outputs',
    files: {
      ...own(answer()),
      [`${FIRST}/tool-results/output.jsonl`]: [answer({ message: { id: 'm' }, requestId: 'r' })],
    },
    spoor: [ONE],
    ccusage: [TWO],
  },
];

describe.for([
  ['the same', SAME],
  ['apart', APART],
] as const)('%s', ([, cases]) => {
  it.for(cases)('$what', async ({ files, spoor, ccusage }, context) => {
    const launcher = needCcusage(context);
    const folder = join(user.root, 'made');
    writeTranscripts(folder, files);
    expect(await countWithCcusage(launcher, folder, 'UTC')).toEqual(ccusage);
    expect(await countWithSpoor(folder, 'UTC')).toEqual(spoor);
  });
});
