import { redactJson } from '../../../packages/core/dist/index.js';
import { now } from '../support.mjs';

const VALUE = { model: 'large', retries: 3, paths: ['src', 'test'] };

/** Whose work it is. */
export const store = 'ConfigurationStore';

/** The work, three times; see `stores.mjs`. */
export const cases = [
  (db, byHand, { ConfigurationStore }) => {
    const settings = new ConfigurationStore(db);
    const plain = new Map();
    const put = byHand.prepare(
      `INSERT INTO configurations (key, scope, value, updated_at) VALUES (?, 'global', ?, ?)
       ON CONFLICT (key, scope) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
    );
    const audit = byHand.prepare(
      `INSERT INTO audit_logs (id, timestamp, agent, action, category, details)
       VALUES (?, ?, 'user', 'config.set', 'state', ?)`,
    );
    const write = byHand.transaction((key) => {
      put.run(key, JSON.stringify(redactJson(VALUE)), now());
      audit.run(crypto.randomUUID(), now(), JSON.stringify(redactJson({ key, scope: 'global' })));
    }).immediate;
    return {
      name: 'set a setting',
      times: 500,
      memory: (i) => plain.set(`key-${i % 50}`, { ...VALUE }),
      byHand: (i) => write(`by-hand-${i % 50}`),
      store: (i) => settings.set(`store-${i % 50}`, VALUE),
    };
  },
  (db, byHand, { ConfigurationStore }) => {
    const settings = new ConfigurationStore(db);
    settings.set('read', VALUE);
    const plain = new Map([['read', VALUE]]);
    const get = byHand.prepare(
      `SELECT value FROM configurations WHERE key = @key AND scope IN (@scope, 'global')
       ORDER BY scope = 'global' LIMIT 1`,
    );
    const given = { key: 'read', scope: 'project:/work/shop' };
    return {
      name: "read a project's setting",
      times: 5_000,
      memory: () => structuredClone(plain.get('read')),
      byHand: () => JSON.parse(get.get(given).value),
      store: () => settings.get('read', { projectId: '/work/shop' }),
    };
  },
];
