import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { CONFIGURATION_KEYS } from '@spoor/core';
import { AuditLogger, SpoorDatabase } from '@spoor/storage';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeUser, runSpoor, type TestUser } from '../spoor-process.js';

interface ConfigUser extends TestUser {
  readonly file: string;
}

function newUser(content?: string): ConfigUser {
  const user = makeUser();
  onTestFinished(user.remove);
  const file = join(user.home, '.config', 'spoor', 'config.json');
  if (content !== undefined) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return { ...user, file };
}

function audited(path: string): { action: string; details: unknown }[] {
  const db = new SpoorDatabase({ path, readonly: true });
  try {
    return new AuditLogger(db).query({}).map(({ action, details }) => ({ action, details }));
  } finally {
    db.close();
  }
}

describe('config list and get', () => {
  it('show every key, its value, and where that comes from', async () => {
    const user = newUser(
      '{"retention":{"payloadDays":7},"redaction":{"literals":["nightingale"]}}',
    );
    const env = { SPOOR_DATABASE_READERS: '2' };
    const listed = await runSpoor(user, ['config', 'list'], { env });
    expect(listed).toMatchObject({ code: 0, stderr: '' });
    for (const { name } of CONFIGURATION_KEYS) expect(listed.stdout).toContain(name);
    expect(listed.stdout).toMatch(/^retention\.payloadDays +7 +file$/m);
    expect(listed.stdout).toMatch(/^database\.readers +2 +environment$/m);
    expect(listed.stdout).toMatch(/^backups\.keep +7 +default$/m);
    expect(listed.stdout).not.toContain('nightingale');
    const json = JSON.parse((await runSpoor(user, ['config', 'list', '--json'], { env })).stdout);
    expect(json).toHaveLength(CONFIGURATION_KEYS.length);
    expect(json).toContainEqual(
      expect.objectContaining({
        key: 'retention.payloadDays',
        value: 7,
        source: 'file',
        default: 30,
        variable: 'SPOOR_RETENTION_PAYLOAD_DAYS',
      }),
    );
    const got = (key: string, ...more: string[]) =>
      runSpoor(user, ['config', 'get', key, ...more], { env });
    expect((await got('database.synchronous')).stdout).toBe('FULL\n');
    expect((await got('database.synchronous', '--json')).stdout).toBe('"FULL"\n');
    expect((await got('redaction.literals')).stdout).toBe('["nightingale"]\n');
  });

  it('have a key that is misspelt explained', async () => {
    const user = newUser();
    expect(await runSpoor(user, ['config', 'get', 'retention.payloaddays'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'spoor: there is no key `retention.payloaddays`; did you mean `retention.payloadDays`?; see `spoor config get --help`\n',
    });
  });
});

describe('config set and unset', () => {
  it('write the file for its owner alone, and note it', async () => {
    const user = newUser();
    const set = await runSpoor(user, ['config', 'set', 'retention.payloadDays', '7'], {
      umask: '000',
    });
    expect(set).toEqual({
      code: 0,
      stdout: `Set retention.payloadDays in ${user.file}\n`,
      stderr: '',
    });
    expect(readFileSync(user.file, 'utf8')).toBe(
      '{\n  "retention": {\n    "payloadDays": 7\n  }\n}\n',
    );
    expect(lstatSync(user.file).mode & 0o777).toBe(0o600);
    await runSpoor(user, ['config', 'set', 'database.synchronous', 'NORMAL']);
    await runSpoor(user, ['config', 'set', 'redaction.literals', '["nightingale"]']);
    const again = await runSpoor(user, ['config', 'set', 'database.synchronous', 'NORMAL']);
    expect(again.stdout).toMatch(/^Set already: database\.synchronous/);
    const unset = await runSpoor(user, ['config', 'unset', 'retention.payloadDays']);
    expect(unset.stdout).toBe(`Took retention.payloadDays out of ${user.file}\n`);
    expect((await runSpoor(user, ['config', 'unset', 'warnings'])).stdout).toBe(
      'warnings was not set\n',
    );
    expect(JSON.parse(readFileSync(user.file, 'utf8'))).toEqual({
      database: { synchronous: 'NORMAL' },
      redaction: { literals: ['nightingale'] },
    });
    const entries = audited(user.databasePath);
    expect(entries).toHaveLength(4);
    expect(entries).toContainEqual({
      action: 'config.set',
      details: { key: 'retention.payloadDays', value: 7 },
    });
    expect(entries).toContainEqual({
      action: 'config.unset',
      details: { key: 'retention.payloadDays' },
    });
    expect(JSON.stringify(entries)).not.toContain('nightingale');
  });

  it.each([
    ['retention.payloadDays', '-1', /retention\.payloadDays: must be a whole number from 0 on/],
    ['database.synchronous', 'OFF', /database\.synchronous: must be one of "FULL", "NORMAL"/],
    ['redaction.rules', '[{"name":"a","pattern":"(a+)+"}]', /redaction\.rules\[0\]: could take/],
    ['retention', '{}', /there is no key `retention`/],
    ['__proto__', '1', /there is no key `__proto__`/],
  ])('refuse %s %s, and write nothing', async (key, value, reason) => {
    const user = newUser();
    const { code, stdout, stderr } = await runSpoor(user, ['config', 'set', key, value]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^spoor: .*\n$/);
    expect(stderr).toMatch(reason);
    expect(existsSync(user.file)).toBe(false);
  });

  it('refuse a file that is no JSON, and leave it as it is', async () => {
    const user = newUser('{"warnings": nightingale}');
    const { code, stderr } = await runSpoor(user, ['config', 'set', 'warnings', 'false']);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `spoor: ${user.file}: line 1, column 14: a value is missing; mend it first\n`,
    );
    expect(readFileSync(user.file, 'utf8')).toBe('{"warnings": nightingale}');
  });

  it('mend one mistake of several, and say which are left', async () => {
    const user = newUser('{"retention":{"payloadDays":-1},"warnings":1}');
    const { code, stderr } = await runSpoor(user, ['config', 'set', 'warnings', 'true']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^spoor: the file is not used .*retention\.payloadDays: must be.*\n$/);
    expect(JSON.parse(readFileSync(user.file, 'utf8'))).toEqual({
      retention: { payloadDays: -1 },
      warnings: true,
    });
  });

  it('follow a link, and leave it', async () => {
    const user = newUser('{}');
    const real = join(user.root, 'dotfiles.json');
    writeFileSync(real, '{"$schema":"./x.json"}');
    const env = { SPOOR_CONFIG: join(user.root, 'link.json') };
    symlinkSync(real, env.SPOOR_CONFIG);
    await runSpoor(user, ['config', 'set', 'warnings', 'false'], { env });
    expect(realpathSync(env.SPOOR_CONFIG)).toBe(realpathSync(real));
    expect(JSON.parse(readFileSync(real, 'utf8'))).toEqual({
      $schema: './x.json',
      warnings: false,
    });
  });

  it('say so when the environment counts instead', async () => {
    const env = { SPOOR_WARNINGS: 'true' };
    const { stderr } = await runSpoor(newUser(), ['config', 'set', 'warnings', 'false'], { env });
    expect(stderr).toBe('spoor: SPOOR_WARNINGS in the environment counts instead\n');
  });
});

describe('config validate', () => {
  it('lists each problem on a line', async () => {
    const user = newUser('{"retention":{"payloadDays":-1},"warnings":1,"x\\u001b[31m":1}');
    expect(await runSpoor(user, ['config', 'validate'])).toEqual({
      code: 1,
      stdout:
        '"x\\u001b[31m": unknown key\n' +
        'retention.payloadDays: must be a whole number from 0 on, or null\n' +
        'warnings: must be true or false\n',
      stderr: '',
    });
    const json = JSON.parse((await runSpoor(user, ['config', 'validate', '--json'])).stdout);
    expect(json).toMatchObject({ valid: false, problems: { length: 3 } });
  });

  it('checks a file that is named, and one of a project as such', async () => {
    const user = newUser();
    const good = join(user.root, 'good.json');
    const project = join(user.root, '.spoor.json');
    writeFileSync(good, '{"database":{"readers":1}}');
    writeFileSync(project, '{"database":{"readers":1}}');
    const validate = (path: string) => runSpoor(user, ['config', 'validate', path]);
    expect(await validate(good)).toEqual({ code: 0, stdout: 'Nothing wrong.\n', stderr: '' });
    expect(await validate(project)).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^database: is not for a project to set/),
    });
    expect(await validate(join(user.root, 'none.json'))).toMatchObject({ code: 1 });
  });
});

describe('the database of the configuration', () => {
  it('is the one of every command', async () => {
    const user = newUser();
    const path = join(user.root, 'elsewhere', 'it.db');
    await runSpoor(user, ['config', 'set', 'database.path', path]);
    expect(await runSpoor(user, ['config', 'path'])).toMatchObject({ stdout: `${user.file}\n` });
    expect((await runSpoor(user, ['db', 'path'])).stdout).toBe(`${path}\n`);
    expect((await runSpoor(user, ['db', 'status'])).stdout).toContain(path);
    expect((await runSpoor(user, ['sessions', 'list'])).code).toBe(0);
    expect(audited(path).map(({ action }) => action)).toEqual(['config.set']);
    expect(existsSync(user.databasePath)).toBe(false);
  });

  it('is left alone while it is off', async () => {
    const user = newUser('{"database":{"enabled":false}}');
    expect(await runSpoor(user, ['sessions', 'list'])).toMatchObject({ code: 0, stderr: '' });
    expect(await runSpoor(user, ['pause'])).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(user.databasePath)).toBe(false);
  });
});

it('a wrong file is told of once, by every command', async () => {
  const user = newUser('{"warnings":1}');
  for (const args of [['db', 'path'], ['sessions', 'list'], []]) {
    const { code, stderr } = await runSpoor(user, args);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `spoor: ${user.file}: warnings: must be true or false; the file is not used\n`,
    });
  }
});
