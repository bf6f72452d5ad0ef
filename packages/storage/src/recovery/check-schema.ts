import { APPLICATION_ID } from '../database/connect.js';
import type { Handle } from '../database/handle.js';
import { SpoorDatabase } from '../database/spoor-database.js';
import { migrate } from '../migrations/migrate.js';
import type { Problem } from './problem.js';

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/** Compares a database's schema with what its version's steps make. */
export function findSchemaProblems(handle: Handle): Problem[] {
  const version = handle.pragma('user_version', { simple: true }) as number;
  const found = readSchema(handle);
  if (version === 0 && found.size === 0) return [];
  const id = handle.pragma('application_id', { simple: true });
  const problems = id === APPLICATION_ID ? [] : [problem(null, 'the application id is wrong')];
  for (const [name, row] of schemaOf(version)) {
    const there = found.get(name);
    if (there === undefined) problems.push(problem(name, `the ${row.type} ${name} is missing`));
    else if (there.sql !== row.sql) problems.push(problem(name, `${name} is not as it was made`));
  }
  return problems;
}

function problem(table: string | null, message: string): Problem {
  return { kind: 'schema', table, message };
}

function schemaOf(version: number): Map<string, SchemaRow> {
  const model = new SpoorDatabase({ inMemory: true, migrations: 'none' });
  try {
    migrate(model.getDb(), { to: version });
    return readSchema(model.getDb());
  } finally {
    model.close();
  }
}

function readSchema(handle: Handle): Map<string, SchemaRow> {
  const rows = handle
    .prepare<[], SchemaRow>(
      "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .all();
  return new Map(rows.map((row) => [row.name, row]));
}
