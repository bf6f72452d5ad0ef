import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CONFIGURATION } from '@spoor/core';
import { loadConfiguration } from '@spoor/storage';
import { makePlace, removePlace } from '../../support/place.ts';
import { must, type Target } from '../target.ts';

/** What the user's file may say, and a project's. */
const FILES = [
  DEFAULT_CONFIGURATION,
  { redaction: { rules: [{ name: 'own', pattern: 'own-[a-z]{4}' }], literals: ['literal'] } },
  { pause: { projects: ['/home/dev/repo'] }, recorder: { deadlineMs: 1_000 } },
  { database: { path: '/tmp/elsewhere.db', synchronous: 'NORMAL' }, spool: { enabled: false } },
  { capture: { payloads: false, maxStringLength: 100 }, transcripts: { enabled: false } },
  {},
];

/** Reading the user's configuration, a project's, and the environment's. */
export function configuration(): Target {
  const place = makePlace();
  const configFile = join(place.home, 'config.json');
  const projectDir = join(place.home, 'project');
  mkdirSync(projectDir);
  return {
    name: 'configuration',
    share: 1,
    corpus: FILES.map((value) => Buffer.from(JSON.stringify(value, null, 2))),
    take: (input) => {
      writeFileSync(configFile, input);
      writeFileSync(join(projectDir, '.spoor.json'), input);
      const env = { SPOOR_REDACTION_LITERALS: input.toString('utf8').slice(0, 500) };
      const loaded = loadConfiguration({ configFile, projectDir, env });
      must(loaded.warnings.length < 10, `${loaded.warnings.length} warnings`);
      must(!loaded.warnings.some((line) => line.includes('\n')), 'a warning of more than a line');
      must(shapeOf(loaded.configuration) === SHAPE, 'not all sections are there');
    },
    close: () => removePlace(place),
  };
}

const SHAPE = shapeOf(DEFAULT_CONFIGURATION);

function shapeOf(value: object): string {
  return Object.entries(value)
    .map(([name, section]) => `${name}:${Object.keys(section).sort()}`)
    .sort()
    .join();
}
