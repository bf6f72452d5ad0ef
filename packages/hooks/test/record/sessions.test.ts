import type { HookEvent } from '@spoor/core';
import { describe, expect, it } from 'vitest';
import { makeEvent } from './events.js';
import { makeStage } from './play.js';

const P1 = { promptId: 'p1' };
const SUBAGENT = { agentId: 'a1', agentType: 'Explore' };
const start = (source = 'startup', seconds = 0) =>
  makeEvent('SessionStart', seconds, { payload: { source } });
const end = (seconds: number, reason = 'logout') =>
  makeEvent('SessionEnd', seconds, { payload: { reason } });
const notification = (notification_type: string) =>
  makeEvent('Notification', 5, { payload: { notification_type } });

describe('status of a session after its events', () => {
  it.each<[string, HookEvent[], string]>([
    ['a start', [start()], 'active'],
    ['a resume', [start('resume')], 'active'],
    ['a start after a compaction', [start('compact')], 'active'],
    ['a prompt', [start(), makeEvent('UserPromptSubmit', 5, P1)], 'active'],
    ['a permission asked', [start(), makeEvent('PermissionRequest', 5)], 'waiting'],
    [
      'a permission asked, told before the call that it is about',
      [makeEvent('PermissionRequest', 5), makeEvent('PreToolUse', 5.1)],
      'waiting',
    ],
    [
      'a permission asked, and another call begun since',
      [makeEvent('PermissionRequest', 5), makeEvent('PreToolUse', 9)],
      'active',
    ],
    ['a call begun after a stop', [makeEvent('Stop', 5), makeEvent('PreToolUse', 5.1)], 'active'],
    ['a permission notified', [start(), notification('permission_prompt')], 'waiting'],
    ['an elicitation', [start(), makeEvent('Elicitation', 5)], 'waiting'],
    [
      'an elicitation answered',
      [makeEvent('Elicitation', 5), makeEvent('ElicitationResult', 6)],
      'active',
    ],
    ['idleness notified', [start(), notification('idle_prompt')], 'idle'],
    ['another notification', [start(), makeEvent('Stop', 4), notification('auth')], 'idle'],
    [
      'a permission given',
      [makeEvent('PermissionRequest', 5), makeEvent('PostToolUse', 6)],
      'active',
    ],
    [
      'a permission denied',
      [makeEvent('PermissionRequest', 5), makeEvent('PermissionDenied', 6)],
      'active',
    ],
    ['a stop', [start(), makeEvent('Stop', 5)], 'idle'],
    ['a failed stop', [start(), makeEvent('StopFailure', 5)], 'idle'],
    ['a tool after a stop', [makeEvent('Stop', 5), makeEvent('PreToolUse', 6)], 'active'],
    ['the stop of a subagent', [start(), makeEvent('SubagentStop', 5, SUBAGENT)], 'active'],
    [
      'the stop of a subagent after that of the main agent',
      [makeEvent('Stop', 4), makeEvent('SubagentStop', 5, SUBAGENT)],
      'idle',
    ],
    ['the failed stop of a subagent', [start(), makeEvent('StopFailure', 5, SUBAGENT)], 'active'],
    ['a compaction begun', [makeEvent('Stop', 4), makeEvent('PreCompact', 5)], 'active'],
    [
      'a compaction that the user asked for',
      [makeEvent('PreCompact', 4), makeEvent('PostCompact', 5, { payload: { trigger: 'manual' } })],
      'idle',
    ],
    [
      'a compaction in the middle of work',
      [makeEvent('PreCompact', 4), makeEvent('PostCompact', 5, { payload: { trigger: 'auto' } })],
      'active',
    ],
    ['an unknown event', [makeEvent('Stop', 4), makeEvent('Novelty', 5)], 'idle'],
    ['an end', [start(), makeEvent('Stop', 4), end(5)], 'ended'],
    ['a resume after an end', [start(), end(5), start('resume', 6)], 'active'],
    [
      'any event after an end',
      [start(), makeEvent('Stop', 4), end(5), makeEvent('Novelty', 6)],
      'active',
    ],
    ['a stop after an end', [start(), end(5), makeEvent('Stop', 6)], 'idle'],
    ['an event of before the end, told late', [start(), end(5), makeEvent('Stop', 4)], 'ended'],
    ['a second end', [start(), end(5), start('resume', 6), end(7)], 'ended'],
  ])('%s', (_name, events, status) => {
    const { play, row } = makeStage();
    play(...events);
    expect(row('SELECT status FROM sessions')).toEqual({ status });
  });
});

describe('the row of a session', () => {
  it('lasts from the start to the end, with its reason', () => {
    const { play, row } = makeStage();
    play(start(), makeEvent('Stop', 4), end(7.5, 'clear'));
    expect(
      row('SELECT started_at, last_activity_at, ended_at, end_reason, duration_ms FROM sessions'),
    ).toEqual({
      started_at: '2026-11-21T09:00:00.000Z',
      last_activity_at: '2026-11-21T09:00:07.500Z',
      ended_at: '2026-11-21T09:00:07.500Z',
      end_reason: 'clear',
      duration_ms: 7_500,
    });
  });

  it('lasts to the last activity while it is open, and again when it is reopened', () => {
    const { play, row } = makeStage();
    const query = 'SELECT ended_at, end_reason, duration_ms FROM sessions';
    play(start(), makeEvent('Stop', 4));
    expect(row(query)).toEqual({ ended_at: null, end_reason: null, duration_ms: 4_000 });
    play(end(5), makeEvent('UserPromptSubmit', 9, P1));
    expect(row(query)).toEqual({ ended_at: null, end_reason: null, duration_ms: 9_000 });
  });

  it('takes an earlier start and no earlier activity from an event told late', () => {
    const { play, row } = makeStage();
    play(makeEvent('Stop', 4), start());
    expect(row('SELECT started_at, last_activity_at FROM sessions')).toEqual({
      started_at: '2026-11-21T09:00:00.000Z',
      last_activity_at: '2026-11-21T09:00:04.000Z',
    });
  });

  it('has the model of the last start or switch', () => {
    const { play, row } = makeStage();
    const model = () => row('SELECT model FROM sessions')?.['model'];
    play(makeEvent('Stop', 0));
    expect(model()).toBeNull();
    play(makeEvent('SessionStart', 1, { payload: { source: 'startup', model: 'm1' } }));
    expect(model()).toBe('m1');
    play(makeEvent('PostModelSwitch', 3, { payload: { from_model: 'm1', to_model: 'm2' } }));
    expect(model()).toBe('m2');
    play(makeEvent('PreModelSwitch', 4, { payload: { to_model: 'm3' } }));
    play(makeEvent('SessionStart', 5, { payload: { source: 'resume' } }));
    expect(model()).toBe('m2');
    play(makeEvent('SessionStart', 2, { payload: { source: 'resume', model: 'late' } }));
    expect(model()).toBe('m2');
  });

  it('has title, source, place, branch, version and transcript as its events tell them', () => {
    const { play, row } = makeStage();
    play(
      makeEvent('SessionStart', 0, {
        payload: { source: 'startup', session_title: 'First' },
        transcriptPath: '/t/one.jsonl',
        client: { version: '2.1.329' },
        workplace: { cwd: '/repo/sub', projectId: '/repo', gitBranch: 'main' },
      }),
      makeEvent('SessionStart', 5, {
        payload: { source: 'resume', session_title: 'Second' },
        transcriptPath: '/t/two.jsonl',
        client: { version: '2.1.330' },
        workplace: { cwd: '/else', projectId: '/else', gitBranch: 'topic/x' },
      }),
      makeEvent('PreToolUse', 6, { ...SUBAGENT, transcriptPath: '/t/three.jsonl' }),
    );
    expect(
      row(`SELECT client, title, source, project_id, working_directory, git_branch, client_version,
        transcript_path FROM sessions`),
    ).toEqual({
      client: 'claude-code',
      title: 'Second',
      source: 'startup',
      project_id: '/repo',
      working_directory: '/repo/sub',
      git_branch: 'topic/x',
      client_version: '2.1.330',
      transcript_path: '/t/two.jsonl',
    });
  });

  it('is a stub when an event of an unknown session comes', () => {
    const { play, rows } = makeStage();
    play(makeEvent('Novelty', 3, { sessionId: 'elsewhere', workplace: {} }));
    expect(
      rows(`SELECT id, status, title, project_id, model, started_at, duration_ms FROM sessions`),
    ).toEqual([
      {
        id: 'elsewhere',
        status: 'active',
        title: null,
        project_id: null,
        model: null,
        started_at: '2026-11-21T09:00:03.000Z',
        duration_ms: 0,
      },
    ]);
  });
});
