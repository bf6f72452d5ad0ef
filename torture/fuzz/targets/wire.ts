import { parseHookEvent } from '@spoor/hooks';
import { hookPayloads } from '../corpora.ts';
import { must, type Target } from '../target.ts';

const CAPTURE = {
  id: '0193a000-0000-7000-8000-000000000001',
  capturedAt: '2026-11-21T09:00:00.000Z',
} as const;

const USABLE = /^[\w.:@+-]{1,200}$/;

/** Reading what a hook is given. */
export const wire: Target = {
  name: 'wire',
  share: 1,
  isGuided: true,
  corpus: hookPayloads(),
  take: (input) => {
    const event = parseHookEvent(input.toString('utf8'), CAPTURE);
    if (event.kind === 'malformed') {
      must(event.reason.length < 60, `a reason is ${event.reason.length} characters long`);
      return;
    }
    const ids = [event.sessionId, event.promptId, event.toolUseId, event.agentId];
    const usable = ids.every((id) => id === undefined || USABLE.test(id));
    must(usable, `unusable ids: ${JSON.stringify(ids).slice(0, 200)}`);
    must(/^\w{1,100}$/.test(event.hookType), 'an unusable event name');
  },
};
