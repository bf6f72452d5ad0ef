import { type IsoTime, isJsonObject, isoTime, type JsonValue } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';
import { auditOperation } from './audit-operation.js';
import { redactName } from './redact-name.js';
import { strictJson } from './strict-json.js';
import { redactWhole } from './whole-json.js';

/** Whose setting is meant: a project's, or the global one. */
export interface ConfigurationScope {
  readonly projectId?: string | undefined;
}

/** A setting, and where its value comes from. */
export interface Setting {
  readonly key: string;
  readonly value: JsonValue;
  readonly source: 'global' | 'project';
  readonly updatedAt: IsoTime;
}

interface SettingRow {
  readonly key: string;
  readonly scope: string;
  readonly value: string;
  readonly updatedAt: IsoTime;
}

/** Settings of users of the library: JSON by key, a project's own before the global ones. */
export class ConfigurationStore {
  readonly #db: SpoorDatabase;

  constructor(db: SpoorDatabase) {
    this.#db = db;
  }

  /** A setting's value: the project's own, else the global one, else null. */
  get(key: string, scope: ConfigurationScope = {}): JsonValue {
    return this.find(key, scope)?.value ?? null;
  }

  /** A setting with where its value comes from, or null. */
  find(key: string, scope: ConfigurationScope = {}): Setting | null {
    const row = this.#db
      .prepare<object, SettingRow>(
        `SELECT key, scope, value, updated_at AS updatedAt FROM configurations
         WHERE key = @key AND scope IN (@scope, 'global')
         ORDER BY scope = 'global' LIMIT 1`,
      )
      .get({ key: redactName(key), scope: scopeOf(scope) });
    return row === undefined ? null : settingOf(row);
  }

  /**
   * Sets a value, redacted (one under a key that names a secret is one), and notes it in the audit log.
   * @throws StorageError `INVALID` for a blank key, or a value that isn't JSON.
   */
  set(key: string, value: unknown, scope: ConfigurationScope = {}): void {
    if (key.trim() === '') throw new StorageError('INVALID', '`key` must not be blank');
    const json = redactUnder(key, strictJson('value', value));
    this.#db.transaction(() => {
      this.#db
        .prepare<object>(
          `INSERT INTO configurations (key, scope, value, updated_at)
           VALUES (@key, @scope, @value, @now)
           ON CONFLICT (key, scope)
           DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
        )
        .run({
          key: redactName(key),
          scope: scopeOf(scope),
          value: JSON.stringify(json),
          now: isoTime(Date.now()),
        });
      this.#audit('set', key, scope);
    });
  }

  /** Takes a setting away from its scope, and notes it. @returns whether there was one. */
  unset(key: string, scope: ConfigurationScope = {}): boolean {
    return this.#db.transaction(() => {
      const { changes } = this.#db
        .prepare<[string, string]>('DELETE FROM configurations WHERE key = ? AND scope = ?')
        .run(redactName(key), scopeOf(scope));
      if (changes > 0) this.#audit('unset', key, scope);
      return changes > 0;
    });
  }

  /** What holds in a project (or, without one, globally), by key. */
  list(scope: ConfigurationScope = {}): Setting[] {
    return this.#db
      .prepare<object, SettingRow>(
        `SELECT key, scope, value, updated_at AS updatedAt FROM configurations c
         WHERE scope = @scope OR scope = 'global' AND NOT EXISTS (
           SELECT 1 FROM configurations own WHERE own.key = c.key AND own.scope = @scope)
         ORDER BY key`,
      )
      .all({ scope: scopeOf(scope) })
      .map(settingOf);
  }

  #audit(verb: string, key: string, scope: ConfigurationScope): void {
    auditOperation(this.#db, {
      action: `config.${verb}`,
      details: { key, scope: scopeOf(scope) },
    });
  }
}

function scopeOf({ projectId }: ConfigurationScope): string {
  return projectId === undefined ? 'global' : `project:${redactName(projectId)}`;
}

function settingOf({ scope, value, ...row }: SettingRow): Setting {
  const source = scope === 'global' ? 'global' : 'project';
  return { ...row, value: JSON.parse(value) as JsonValue, source };
}

/** The key's last part tells whether a value is secret, as any other key does. */
function redactUnder(key: string, value: JsonValue): JsonValue {
  const redacted = redactWhole({ [key]: value });
  return isJsonObject(redacted) ? (Object.values(redacted)[0] ?? null) : null;
}
