import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { profileFolders } from '../../../src/transcript/files/profile-folders.js';
import { temporaryFolder } from './place.js';

it('the default folders count as far as they exist', () => {
  const homeDir = temporaryFolder();
  expect(profileFolders({ env: {}, homeDir })).toEqual([]);
  expect(profileFolders({ env: {}, homeDir: undefined })).toEqual([]);
  const folders = [join(homeDir, '.claude'), join(homeDir, '.config/claude')];
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  expect(profileFolders({ env: {}, homeDir })).toEqual(folders);
  for (const CLAUDE_CONFIG_DIR of ['', '  ', 'relative', ',']) {
    expect(profileFolders({ env: { CLAUDE_CONFIG_DIR }, homeDir })).toEqual(folders);
  }
});

it('the variable names one or several, there or not', () => {
  const homeDir = temporaryFolder();
  mkdirSync(join(homeDir, '.claude'));
  const named = (CLAUDE_CONFIG_DIR: string) =>
    profileFolders({ env: { CLAUDE_CONFIG_DIR }, homeDir });
  expect(named('/a')).toEqual(['/a']);
  expect(named(' /a , /b,,/a,c')).toEqual(['/a', '/b']);
});

it('a folder with a comma in its name is one folder', () => {
  const folder = join(temporaryFolder(), 'mine,yours');
  mkdirSync(folder);
  expect(profileFolders({ env: { CLAUDE_CONFIG_DIR: folder } })).toEqual([folder]);
});
