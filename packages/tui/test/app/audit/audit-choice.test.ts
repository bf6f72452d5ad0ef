import { describe, expect, it } from 'vitest';
import { auditChoiceOf } from '../../../src/app/screens/audit/audit-choice.js';
import { readCriteria } from '../../../src/app/screens/audit/audit-criteria.js';

const NOW = Date.parse('2026-11-21T12:00:42.000Z');
const KNOWN = {
  names: {
    projects: ['/home/dev/shop', '/home/dev/notes', '/work/notes-old'],
    agents: ['Explore', 'main'],
    actions: ['PostToolUse', 'PostToolUseFailure', 'PreToolUse', 'Stop'],
  },
  sessionIds: ['0199-aaaa'],
};

const choice = (line: string, known = KNOWN) => auditChoiceOf(readCriteria(line), known, NOW);

describe('a filter as it was typed', () => {
  it.each([
    ['', {}],
    ['needle in hay', { text: 'needle in hay' }],
    ['category:sec', { category: 'security' }],
    ['category:Security', { category: 'security' }],
    ['action:stop', { action: 'Stop' }],
    ['action:pre', { action: 'PreToolUse' }],
    ['action:posttooluse', { action: 'PostToolUse' }],
    ['action:Post', { action: 'Post' }],
    ['action:unheard.of', { action: 'unheard.of' }],
    ['without:pre', { withoutActions: ['PreToolUse'] }],
    ['without:stop,,unheard.of', { withoutActions: ['Stop', 'unheard.of'] }],
    ['agent:ex', { agent: 'Explore' }],
    ['session:0199', { sessionId: '0199-aaaa' }],
    ['session:77', { sessionId: '77' }],
    ['project:shop', { projectId: '/home/dev/shop' }],
    ['project:dev/notes', { projectId: '/home/dev/notes' }],
    ['project:notes-', { projectId: '/work/notes-old' }],
    ['project:/work/gone', { projectId: '/work/gone' }],
    ['user:me task:t address:::1', { userId: 'me', taskId: 't', ipAddress: '::1' }],
    ['since:30m', { startDate: '2026-11-21T11:30:00.000Z' }],
    ['until:2026-11-20T14:00Z', { endDate: '2026-11-20T14:00:00.000Z' }],
  ])('%j means %j', (line, filter) => {
    expect(choice(line)).toEqual({ filter, problem: null });
  });

  it('of a whole day is up to its last moment', () => {
    const { filter } = choice('since:2026-11-20 until:2026-11-20');
    const { startDate = '', endDate = '' } = filter ?? {};
    const length = Date.parse(endDate) - Date.parse(startDate);
    expect(length % 3_600_000).toBe(3_599_999);
    expect(Math.round(length / 3_600_000)).toBeGreaterThanOrEqual(23);
  });

  it.each([
    ['category:nothing', /category is one of state, file/],
    ['since:tomorrow', /`since: tomorrow`: give 2026-11-20/],
    ['until:3x', /give/],
  ])('%j is told to be wrong', (line, problem) => {
    expect(choice(line)).toMatchObject({ filter: null, problem: expect.stringMatching(problem) });
  });

  it('is taken as it is where names are not known', () => {
    const known = { names: null, sessionIds: ['a1', 'a2'] };
    const line = 'action:pre project:shop session:a';
    expect(auditChoiceOf(readCriteria(line), known, NOW).filter).toEqual({
      action: 'pre',
      projectId: 'shop',
      sessionId: 'a',
    });
  });

  it('asks the same within a minute', () => {
    const later = auditChoiceOf(readCriteria('since:2h'), KNOWN, NOW + 17_000);
    expect(later).toEqual(choice('since:2h'));
    expect(auditChoiceOf(readCriteria('since:2h'), KNOWN, NOW + 18_000)).not.toEqual(later);
  });
});
