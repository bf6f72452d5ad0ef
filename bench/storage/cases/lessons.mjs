import { redactJson, redactText } from '../../../packages/core/dist/index.js';
import { words } from '../events.mjs';
import { now } from '../support.mjs';

const random = Math.random;

/** Whose work it is. */
export const store = 'LessonsStore';

/** The work, three times; see `stores.mjs`. */
export const cases = [
  (db, byHand, { LessonsStore }) => {
    const lessons = new LessonsStore(db);
    const plain = [];
    const insert = byHand.prepare(
      `INSERT INTO lessons (id, project_id, category, title, summary, details, tags, source_agent,
         created_at, updated_at)
       VALUES (@id, @projectId, @category, @title, @summary, @details, @tags, @sourceAgent, @now, @now)`,
    );
    const audit = byHand.prepare(
      `INSERT INTO audit_logs (id, timestamp, agent, action, category, details)
       VALUES (?, ?, 'user', 'lesson.create', 'state', ?)`,
    );
    const write = byHand.transaction((lesson) => {
      const id = crypto.randomUUID();
      const texts = ['title', 'summary', 'details'].map((name) => [name, redactText(lesson[name])]);
      const tags = JSON.stringify(redactJson(lesson.tags));
      insert.run({ ...lesson, ...Object.fromEntries(texts), tags, id, now: now() });
      audit.run(crypto.randomUUID(), now(), JSON.stringify(redactJson({ id })));
    }).immediate;
    return {
      name: 'keep a lesson',
      times: 200,
      memory: () => plain.push(lessonOf()),
      byHand: () => write(lessonOf()),
      store: () => lessons.create(lessonOf()),
    };
  },
  (db, byHand, { LessonsStore }) => {
    const lessons = new LessonsStore(db);
    if (lessons.search({ limit: 1 }).length === 0) lessons.create(lessonOf());
    const plain = Array.from({ length: 500 }, lessonOf);
    const find = byHand.prepare(
      `SELECT lessons.* FROM lessons_fts JOIN lessons ON lessons.seq = lessons_fts.rowid
       WHERE lessons_fts MATCH ? AND (project_id = ? OR project_id IS NULL)
       ORDER BY bm25(lessons_fts, 10.0, 4.0, 1.0), confidence DESC LIMIT 10`,
    );
    return {
      name: 'search lessons for two words',
      times: 30,
      memory: () =>
        plain.filter(({ details }) => details.includes('lock') && details.includes('budget')),
      byHand: () =>
        find
          .all('"lock" AND "budget"', '/work/shop')
          .map((row) => ({ ...row, tags: JSON.parse(row.tags) })),
      store: () => lessons.search({ query: 'lock budget', projectId: '/work/shop', limit: 10 }),
    };
  },
];

function lessonOf() {
  return {
    category: 'bug',
    projectId: '/work/shop',
    title: words(random, 40),
    summary: words(random, 120),
    details: words(random, 500),
    tags: ['sqlite', 'locks'],
    sourceAgent: 'coder',
  };
}
