import { type Migration, SCHEMA_VERSION } from '../../src/index.js';

/** A step that leaves the rows alone. */
export const quickStep: Migration = {
  version: SCHEMA_VERSION + 1,
  description: 'a table',
  quick: true,
  up: (handle) => handle.exec('CREATE TABLE added (x)'),
  down: (handle) => handle.exec('DROP TABLE added'),
};

/** A step that writes rows, behind {@link quickStep}. */
export const slowStep: Migration = {
  version: SCHEMA_VERSION + 2,
  description: 'every row',
  quick: false,
  up: (handle) =>
    handle.exec("INSERT INTO added VALUES ('slow'); ALTER TABLE counters ADD COLUMN note TEXT"),
  down: (handle) => handle.exec('ALTER TABLE counters DROP COLUMN note; DELETE FROM added'),
};

/** A step that fails after its first statement, in both directions. */
export const failingStep: Migration = {
  ...slowStep,
  up: (handle) => handle.exec("INSERT INTO added VALUES ('half'); INSERT INTO missing VALUES (1)"),
  down: (handle) => handle.exec('DELETE FROM added; DELETE FROM missing'),
};
