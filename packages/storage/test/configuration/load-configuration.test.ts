import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIGURATION_KEYS, DEFAULT_CONFIGURATION } from '@spoor/core';
import { describe, expect, test } from 'vitest';
import { hasConfiguration, loadConfiguration, resolveStore } from '../../src/index.js';
import { temporaryFolder } from '../support/temporary.js';

function place() {
  const folder = temporaryFolder();
  const projectDir = join(folder, 'project');
  mkdirSync(projectDir);
  return {
    configFile: join(folder, 'config.json'),
    projectDir,
    projectFile: join(projectDir, '.spoor.json'),
    env: {},
  };
}

const NOT_USED = 'the file is not used';

describe('loadConfiguration', () => {
  test('gives the defaults where nothing is set', () => {
    const places = place();
    expect(hasConfiguration(places)).toBe(false);
    expect(loadConfiguration(places)).toMatchObject({
      configuration: DEFAULT_CONFIGURATION,
      sources: {},
      warnings: [],
    });
  });

  test('puts file, project and environment together', () => {
    const places = place();
    writeFileSync(places.configFile, '\ufeff{"retention":{"payloadDays":1,"messageDays":5}}');
    writeFileSync(places.projectFile, '{"capture":{"toolOutput":false}}');
    const env = { SPOOR_RETENTION_PAYLOAD_DAYS: '2' };
    expect(hasConfiguration({ ...places, env })).toBe(true);
    const { configuration, sources, warnings } = loadConfiguration({ ...places, env });
    expect(configuration).toMatchObject({
      retention: { payloadDays: 2, messageDays: 5 },
      capture: { toolOutput: false, payloads: true },
    });
    expect(sources['retention.payloadDays']).toBe('environment');
    expect(sources['capture.toolOutput']).toBe('project');
    expect(warnings).toEqual([]);
  });

  test.each([
    ['{"retention":\n{"payloadDays": hunter2}}', 'line 2, column 17: a value is missing'],
    [
      '{"retention":{"payloadDays":-1}}',
      'retention.payloadDays: must be a whole number from 0 on, or null',
    ],
    ['{"a":1,"warnings":1}', 'a: unknown key (and 1 more)'],
    ['[]', 'must be a JSON object'],
    ['', 'line 1, column 1: a value is missing'],
  ])('uses nothing of a wrong file, and says why in one line: %s', (text, why) => {
    const places = place();
    writeFileSync(places.configFile, text);
    expect(loadConfiguration(places)).toMatchObject({
      configuration: DEFAULT_CONFIGURATION,
      warnings: [`${places.configFile}: ${why}; ${NOT_USED}`],
    });
  });

  test('reads no pipe, folder, large file, nor what is no UTF-8', () => {
    for (const [make, why] of [
      [(path: string) => execFileSync('mkfifo', [path]), 'is no regular file'],
      [(path: string) => mkdirSync(path), 'is no regular file'],
      [(path: string) => writeFileSync(path, ' '.repeat(1_048_577)), 'is larger than 1 MB'],
      [(path: string) => writeFileSync(path, Buffer.from([0x7b, 0xff, 0x7d])), 'is no UTF-8 text'],
      [(path: string) => symlinkSync('/dev/zero', path), 'is no regular file'],
    ] as const) {
      const places = place();
      make(places.configFile);
      expect(loadConfiguration(places).warnings).toEqual([
        `${places.configFile}: ${why}; ${NOT_USED}`,
      ]);
    }
  });

  test('follows a link of the user’s, and none of a project', () => {
    const places = place();
    const real = join(places.projectDir, 'real.json');
    writeFileSync(real, '{"warnings":false,"capture":{"payloads":false}}');
    symlinkSync(real, places.configFile);
    symlinkSync(real, places.projectFile);
    const { configuration, warnings } = loadConfiguration(places);
    expect(configuration.warnings).toBe(false);
    expect(warnings).toEqual([`${places.projectFile}: is a symbolic link; ${NOT_USED}`]);
  });

  test('takes the place of a missing folder as nothing', () => {
    const places = place();
    writeFileSync(places.configFile, '{}');
    const below = join(places.configFile, 'config.json');
    expect(loadConfiguration({ ...places, configFile: below }).warnings).toEqual([]);
  });

  test('says in one line what of a project is left out', () => {
    const places = place();
    writeFileSync(places.projectFile, '{"database":{},"capture":{"messageText":false}}');
    const { configuration, warnings } = loadConfiguration(places);
    expect(configuration.capture.messageText).toBe(false);
    expect(warnings).toEqual([
      `${places.projectFile}: database: is not for a project to set, which may only redact more`,
    ]);
  });
});

describe('hasConfiguration', () => {
  test('knows the variables that set keys, and no others', () => {
    const places = place();
    const isSet = (name: string) => hasConfiguration({ ...places, env: { [name]: 'x' } });
    for (const { variable } of CONFIGURATION_KEYS) expect(isSet(variable), variable).toBe(true);
    for (const name of ['SPOOR_DATA_DIR', 'SPOOR_CONFIG', 'SPOOR_OTHER', 'HOME']) {
      expect(isSet(name), name).toBe(false);
    }
  });

  test('sees a file of the user’s, and one of the project', () => {
    const places = place();
    writeFileSync(places.projectFile, '');
    expect(hasConfiguration(places)).toBe(true);
    expect(hasConfiguration({ ...places, projectDir: undefined })).toBe(false);
    writeFileSync(places.configFile, '');
    expect(hasConfiguration({ ...places, projectDir: undefined })).toBe(true);
  });
});

describe('resolveStore', () => {
  test('says where the database is, by the configuration', () => {
    const { configFile } = place();
    const env = { SPOOR_DATA_DIR: '/data', SPOOR_CONFIG: configFile };
    const sources = { env, homeDir: '/home/me', platform: 'linux', uid: 7 } as const;
    expect(resolveStore(sources)).toMatchObject({
      paths: { databasePath: '/data/spoor.db', configFile },
      spoolDirs: ['/data/spool', '/tmp/spoor-7/spool'],
    });
    writeFileSync(configFile, '{"database":{"path":"/elsewhere/it.db"}}');
    expect(resolveStore(sources).paths).toMatchObject({
      databasePath: '/elsewhere/it.db',
      dataDir: '/data',
    });
  });
});
