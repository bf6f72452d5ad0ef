import { homedir } from 'node:os';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { expect, it } from 'vitest';
import { resolvePaths, SpoorError } from '../src/index.js';

const linux = { env: {}, homeDir: '/home/ann', platform: 'linux' as const, uid: 1000 };

it('follows the platform: Linux', () => {
  expect(resolvePaths(linux)).toEqual({
    dataDir: '/home/ann/.local/share/spoor',
    databasePath: '/home/ann/.local/share/spoor/spoor.db',
    spoolDir: '/home/ann/.local/share/spoor/spool',
    fallbackSpoolDirs: ['/tmp/spoor-1000/spool'],
    configFile: '/home/ann/.config/spoor/config.json',
    claudeDir: '/home/ann/.claude',
  });
});

it('follows the platform: macOS', () => {
  const paths = resolvePaths({ ...linux, homeDir: '/Users/ann', platform: 'darwin' });
  expect(paths.dataDir).toBe('/Users/ann/Library/Application Support/spoor');
  expect(paths.configFile).toBe('/Users/ann/Library/Preferences/spoor/config.json');
});

it('follows the platform: Windows', () => {
  const home = { homeDir: 'C:\\Users\\ann', platform: 'win32' as const };
  const env = { LOCALAPPDATA: 'D:\\Local', APPDATA: 'D:\\Roaming', TEMP: 'D:\\Temp' };
  expect(resolvePaths({ ...home, env })).toEqual({
    dataDir: 'D:\\Local\\spoor\\Data',
    databasePath: 'D:\\Local\\spoor\\Data\\spoor.db',
    spoolDir: 'D:\\Local\\spoor\\Data\\spool',
    fallbackSpoolDirs: ['D:\\Temp\\spoor\\spool'],
    configFile: 'D:\\Roaming\\spoor\\Config\\config.json',
    claudeDir: 'C:\\Users\\ann\\.claude',
  });
  expect(resolvePaths({ ...home, env: {} }).dataDir).toBe(
    'C:\\Users\\ann\\AppData\\Local\\spoor\\Data',
  );
});

it('follows the variables', () => {
  const env = {
    SPOOR_DATA_DIR: '/data/spoor',
    SPOOR_CONFIG: '/etc/spoor.json',
    CLAUDE_CONFIG_DIR: '/claude',
    XDG_RUNTIME_DIR: '/run/user/1000',
    TMPDIR: '/var/tmp',
  };
  expect(resolvePaths({ ...linux, env })).toEqual({
    dataDir: '/data/spoor',
    databasePath: '/data/spoor/spoor.db',
    spoolDir: '/data/spoor/spool',
    fallbackSpoolDirs: ['/run/user/1000/spoor/spool', '/var/tmp/spoor-1000/spool'],
    configFile: '/etc/spoor.json',
    claudeDir: '/claude',
  });
  const xdg = { XDG_DATA_HOME: '/x/data', XDG_CONFIG_HOME: '/x/config' };
  expect(resolvePaths({ ...linux, env: xdg })).toMatchObject({
    dataDir: '/x/data/spoor',
    configFile: '/x/config/spoor/config.json',
  });
});

it.each(['', 'relative', './here', '~/there'])('takes a variable %j as unset', (value) => {
  const env = Object.fromEntries(
    [
      'SPOOR_DATA_DIR',
      'SPOOR_CONFIG',
      'CLAUDE_CONFIG_DIR',
      'XDG_DATA_HOME',
      'XDG_CONFIG_HOME',
      'XDG_RUNTIME_DIR',
      'TMPDIR',
    ].map((name) => [name, value]),
  );
  expect(resolvePaths({ ...linux, env })).toEqual(resolvePaths(linux));
});

it('needs no home when all is said, and asks for one otherwise', () => {
  const env = { SPOOR_DATA_DIR: '/d', SPOOR_CONFIG: '/c.json', CLAUDE_CONFIG_DIR: '/claude' };
  expect(resolvePaths({ env, platform: 'linux' }).dataDir).toBe('/d');
  for (const homeDir of [undefined, '', 'relative']) {
    expect(() => resolvePaths({ ...linux, homeDir })).toThrow(SpoorError);
    expect(() => resolvePaths({ ...linux, homeDir })).toThrow(/^No home folder is known\..*`HOME`/);
  }
});

it('names the folders that env-paths names', () => {
  const { SPOOR_DATA_DIR: _data, SPOOR_CONFIG: _config, ...env } = process.env;
  const paths = resolvePaths({ env, homeDir: homedir(), platform: process.platform });
  const expected = envPaths('spoor', { suffix: '' });
  expect(paths.dataDir).toBe(expected.data);
  expect(paths.configFile).toBe(join(expected.config, 'config.json'));
});
