import type { AgentMeta } from '../../src/record/subagent-telling.js';
import type { LineBody, TranscriptLine } from '../../src/transcript/line.js';
import type { Batch } from './feed.js';
import {
  answer,
  apiError,
  chain,
  INTERRUPT,
  makeLine,
  prompt,
  result,
  TURN_END,
  use,
} from './lines.js';

/** Notes of the client's about a subagent. */
export function metaOf(fields: Partial<AgentMeta>): AgentMeta {
  return {
    agentType: 'general-purpose',
    description: 'as noted',
    toolUseId: null,
    parentAgentId: null,
    spawnDepth: 1,
    model: 'claude-haiku-5-5',
    isFinished: true,
    ...fields,
  };
}

/**
 * What the client writes of the busy session that hooks tell of: two prompts and one typed in
 * between, parallel calls, nested subagents, a denied call, a compaction, Esc, and a dead subagent;
 * and of a third turn that no hook saw.
 */
export function busyTranscript(): Batch[] {
  const p1 = { promptId: 'p1' };
  const p2 = { promptId: 'p2' };
  const p3 = { promptId: 'p3' };
  const agent = (id: string) => use(id, `start ${id}`, 'Agent');
  const main = chain(
    makeLine('m1', 1.02, prompt('first'), p1),
    makeLine('m2', 1.9, answer('Both.', [use('t1')])),
    makeLine('m3', 1.95, answer('', [use('t2', '/a', 'Write')])),
    makeLine('m4', 3, result('t1', 'success'), p1),
    makeLine('m5', 3.5, result('t2', 'failure'), p1),
    makeLine('m6', 4.1, prompt('while busy'), { type: 'attachment', subtype: 'queued_command' }),
    makeLine('m7', 4.9, answer('', [agent('t3')])),
    makeLine('m8', 7.5, result('t3', 'success', { startedAgentId: 'outer' }), p1),
    makeLine('m9', 8.2, compaction(200)),
    makeLine('m10', 8.3, prompt('So far', { isSummary: true }), p1),
    makeLine('m11', 9, answer('', [use('t6')])),
    makeLine('m12', 9.2, result('t6', 'denied'), p1),
    makeLine('m13', 9.4, answer('', [use('t7')])),
    makeLine('m14', 9.8, answer('one')),
    makeLine('m15', 10.1, TURN_END),
    makeLine('m16', 12.01, prompt('second'), p2),
    makeLine('m17', 12.9, answer('', [use('t8', '/b', 'Read')])),
    makeLine('m18', 13.4, answer('', [agent('t10')])),
    makeLine('m19', 13.5, result('t10', 'success', { startedAgentId: 'lost', isAsync: true }), p2),
    makeLine('m20', 14.9, apiError('rate limited')),
    makeLine('m21', 22, prompt('third'), p3),
    makeLine('m22', 23, answer('', [use('t11')])),
    makeLine('m23', 24, result('t11', 'cancelled'), p3),
    makeLine('m24', 24, INTERRUPT, p3),
    // Long after the one that a hook told of.
    makeLine('m25', 2_000, compaction(null)),
  );
  return [
    { lines: main },
    {
      agentId: 'outer',
      meta: metaOf({ toolUseId: 't3' }),
      lines: inside(
        'outer',
        makeLine('o1', 5.1, prompt('outer task'), p1),
        makeLine('o2', 5.2, answer('', [agent('t4')])),
        makeLine('o3', 6.1, result('t4', 'success', { startedAgentId: 'inner' }), p1),
        makeLine('o4', 6.9, answer('outer report')),
      ),
    },
    {
      agentId: 'inner',
      meta: metaOf({ toolUseId: 't4', parentAgentId: 'outer', spawnDepth: 2 }),
      lines: inside(
        'inner',
        makeLine('i1', 5.3, prompt('inner task'), p1),
        makeLine('i2', 5.4, answer('', [use('t5')])),
        makeLine('i3', 5.8, answer('inner report')),
      ),
    },
    {
      agentId: 'lost',
      meta: metaOf({ toolUseId: 't10', isFinished: false }),
      lines: inside(
        'lost',
        makeLine('l1', 13.5, prompt('lost task'), p2),
        makeLine('l2', 13.6, answer('', [use('t9')])),
      ),
    },
    {
      agentId: 'dead',
      meta: metaOf({ agentType: 'x' }),
      lines: inside(
        'dead',
        makeLine('d1', 13.8, prompt('dead task'), p2),
        makeLine('d2', 13.9, apiError('bad request')),
      ),
    },
  ];
}

function compaction(durationMs: number | null): LineBody {
  return { kind: 'compaction', trigger: 'auto', preTokens: 10, postTokens: 1, durationMs };
}

function inside(agentId: string, ...lines: TranscriptLine[]): TranscriptLine[] {
  return chain(...lines.map((line) => ({ ...line, agentId })));
}
