import { type Lesson, LessonsStore, type NewLesson, type SpoorDatabase } from '@spoor/storage';
import { callRecord, putSession, sessionRecord } from '../records.js';

const HOSTILE = 'evil \u001b[31mred\u0007\u202e title \u200b 日本語 🎉';

/** Lessons of all kinds, on calls that are recorded and on some that aren't. */
export function putLessons(db: SpoorDatabase): Lesson[] {
  putSession(db, sessionRecord('s1', { title: 'the session' }), {
    calls: [
      callRecord('s1', 'call-1', { summary: 'pnpm test', status: 'failure' }),
      callRecord('s1', 'call-2', { summary: 'pnpm build' }),
    ],
  });
  const evidence = [
    { sessionId: 's1', toolUseId: 'call-1', note: 'failed twice' },
    { sessionId: 's1', toolUseId: 'call-2' },
    { sessionId: 'z-gone', toolUseId: 'call-9' },
  ];
  const lessons: NewLesson[] = [
    {
      category: 'bug',
      title: 'Build before the tests',
      tags: ['build'],
      evidence,
      projectId: '/p/one',
      confidence: 0.9,
    },
    {
      category: 'pattern',
      title: 'Early returns',
      summary: 'Fewer levels.',
      details: 'The zebra reads better.',
      projectId: '/p/two',
      confidence: 0.2,
    },
    {
      category: 'security',
      title: HOSTILE,
      summary: `# ${HOSTILE}\n\n- ${'long '.repeat(300)}\n\n\`\`\`\n${HOSTILE}\n\`\`\``,
      confidence: 0.5,
    },
    { category: 'bug', title: 'x'.repeat(5_000), details: 'y'.repeat(200_000), confidence: 0.4 },
  ];
  const store = new LessonsStore(db);
  const kept = lessons.map((lesson) => store.create(lesson));
  for (const { id } of kept.slice(1, 3)) store.recordApplication(id);
  store.recordApplication(kept[1]?.id ?? '');
  return kept;
}
