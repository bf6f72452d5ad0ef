import type { HookEvent } from '@spoor/core';
import { describe, expect, it } from 'vitest';
import { messageRecord } from '../../src/transcript/message-record.js';
import { makeEvent } from '../record/events.js';
import { makeStage, type Stage } from '../record/play.js';
import { feed } from './feed.js';
import { answer, chain, makeLine, prompt, SESSION, timeAt, use } from './lines.js';

const P1 = { promptId: 'p1' };

const asked = makeLine('u1', 0, prompt('do it'), P1);
const edit = { ...use('t1'), input: { file_path: '/a' } };
const calls = makeLine('u2', 1, answer('', [edit]));
const boundary = makeLine(
  'u3',
  100,
  { kind: 'compaction', trigger: 'auto', preTokens: 9, postTokens: 1, durationMs: 30_000 },
  { type: 'system', subtype: 'compact_boundary' },
);
const preCompact = (seconds: number) =>
  makeEvent('PreCompact', seconds, { ...P1, payload: { trigger: 'auto' } });

const checkpoints = ({ rows }: Stage) =>
  rows('SELECT id, created_at, data FROM checkpoints ORDER BY created_at');

function after(...steps: readonly (HookEvent | 'lines')[]) {
  const stage = makeStage();
  for (const step of steps) {
    if (step === 'lines') feed(stage.db, { lines: chain(asked, calls, boundary) });
    else stage.play(step);
  }
  return checkpoints(stage);
}

describe('a compaction in a transcript', () => {
  it('makes a checkpoint of when it began', () => {
    expect(after('lines')).toEqual([
      {
        id: `${SESSION}:u3`,
        created_at: timeAt(70),
        data: JSON.stringify({
          prompt: 'do it',
          openCalls: [{ toolUseId: 't1', toolName: 'Bash', agentId: null, summary: '/a' }],
          filesTouched: ['/a'],
        }),
      },
    ]);
  });

  it('says how many tokens it left', () => {
    const file = { path: '/t', sessionId: SESSION, agentId: null, changedAt: timeAt(0) };
    expect(messageRecord(boundary, file)).toMatchObject({
      kind: 'notice',
      content: 'compacted (auto): 9 → 1 tokens',
      tokenCount: 1,
    });
  });

  it.each<[string, (HookEvent | 'lines')[]]>([
    ['before', [preCompact(69.9), 'lines']],
    ['after', ['lines', preCompact(69.9)]],
  ])('makes none when a hook tells of it %s', (_order, steps) => {
    expect(after(...steps)).toMatchObject([{ created_at: timeAt(69.9) }]);
  });

  it.each<[string, HookEvent]>([
    ['long before', preCompact(-1_000)],
    ['after', preCompact(200)],
  ])('is another than the one that a hook tells of %s', (_when, event) => {
    expect(after(event, 'lines')).toHaveLength(2);
    expect(after('lines', event)).toHaveLength(2);
  });

  it('is drawn up again when what was before it is read later', () => {
    const stage = makeStage();
    feed(stage.db, { lines: chain(asked, boundary) });
    feed(stage.db, { lines: [{ ...calls, parentUuid: 'u1' }] });
    expect(JSON.parse(String(checkpoints(stage)[0]?.['data']))).toMatchObject({
      filesTouched: ['/a'],
    });
  });
});
