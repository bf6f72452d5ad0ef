import { expect, it } from 'vitest';
import { resumeCommand } from '../../src/present/resume-command.js';

it.each([
  ['abc-1', '/home/dev/spoor', 'cd /home/dev/spoor && claude --resume abc-1'],
  ['abc-1', null, 'claude --resume abc-1'],
  ['abc-1', "/home/it's mine", "cd '/home/it'\\''s mine' && claude --resume abc-1"],
  ['$(reboot)', '/a', "cd /a && claude --resume '$(reboot)'"],
  ['-x', '-y', "cd '-y' && claude --resume '-x'"],
  ['', '/a', "cd /a && claude --resume ''"],
  ['abc', '/a\nreboot', 'claude --resume abc'],
  ['abc\n', '/a', null],
  ['a\u001b[2J', '/a', null],
  ['a\u202eb', '/a', null],
])('%j in %j is resumed by %s', (id, workingDirectory, command) => {
  expect(resumeCommand({ id, workingDirectory })).toBe(command);
});
