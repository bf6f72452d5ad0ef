import { redactJson, redactText } from '../../../packages/core/dist/index.js';
import { now } from '../support.mjs';

/** Whose work it is. */
export const store = 'AuditLogger';

/** The work, three times; see `stores.mjs`. */
export const cases = [
  (db, byHand, { AuditLogger }) => {
    const logger = new AuditLogger(db);
    const plain = [];
    const entry = (i) => ({
      action: 'file.edit',
      category: 'file',
      projectId: '/work/by-hand',
      sessionId: 'by-hand',
      agent: 'main',
      details: { file: `/work/src/module-${i}.ts`, lines: 12 },
    });
    const insert = byHand.prepare(
      `INSERT INTO audit_logs (id, timestamp, project_id, session_id, agent, action, category, details)
       VALUES (@id, @timestamp, @projectId, @sessionId, @agent, @action, @category, @details)`,
    );
    const write = byHand.transaction((given) => {
      const id = crypto.randomUUID();
      const details = JSON.stringify(redactJson(given.details));
      insert.run({ ...given, id, timestamp: now(), action: redactText(given.action), details });
      return id;
    }).immediate;
    return {
      name: 'write an audit entry',
      times: 1_000,
      memory: (i) => plain.push({ ...entry(i), id: crypto.randomUUID(), timestamp: now() }),
      byHand: (i) => write(entry(i)),
      store: (i) => logger.log(entry(i)),
    };
  },
  (db, byHand, { AuditLogger }) => {
    const logger = new AuditLogger(db);
    const query = { projectId: '/work/project-1', category: 'file', limit: 50 };
    const plain = logger.query({ projectId: query.projectId, limit: 5_000 });
    const select = byHand.prepare(
      `SELECT id, timestamp, project_id AS projectId, task_id AS taskId, session_id AS sessionId,
         agent, action, category, details, user_id AS userId, ip_address AS ipAddress
       FROM audit_logs WHERE project_id = @projectId AND category = @category
       ORDER BY timestamp DESC, id DESC LIMIT @limit`,
    );
    return {
      name: 'read a page of 50 audit entries',
      times: 100,
      memory: () => plain.filter((entry) => entry.category === query.category).slice(0, 50),
      byHand: () => select.all(query).map((row) => ({ ...row, details: JSON.parse(row.details) })),
      store: () => logger.query(query),
    };
  },
];
