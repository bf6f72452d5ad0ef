import { expect, test } from 'vitest';
import { type CommandDescription, describeCommands } from '../../src/cli/command-tree.js';

function flatten(command: CommandDescription): CommandDescription[] {
  return [command, ...command.commands.flatMap(flatten)];
}

test('every command, argument and option says what it is for', async () => {
  const all = flatten(await describeCommands());
  expect(all.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['spoor', 'spoor hooks install', 'spoor db migrate']),
  );
  for (const { name, description, arguments: given, options } of all) {
    expect(description, name).not.toBe('');
    for (const parameter of [...given, ...options]) {
      expect(parameter.description, `${name} ${parameter.term}`).not.toBe('');
    }
  }
});

test('arguments, choices and defaults are told as the parser has them', async () => {
  const all = flatten(await describeCommands());
  const option = (command: string, term: string) =>
    all.find(({ name }) => name === command)?.options.find((each) => each.term === term);
  expect(option('spoor hooks install', '--events <profile>')).toMatchObject({
    defaultValue: 'standard',
    choices: ['lean', 'standard', 'all'],
  });
  expect(option('spoor db migrate', '--to <version>')).toMatchObject({ defaultValue: null });
  const show = all.find(({ name }) => name === 'spoor sessions show');
  expect(show?.arguments.map(({ term }) => term)).toEqual(['<id>']);
});

test('options that mean the same are written the same', async () => {
  const all = flatten(await describeCommands());
  const terms = all.flatMap(({ options }) => options.map(({ term }) => term));
  const forms = (long: string) =>
    new Set(terms.filter((term) => new RegExp(`--${long}\\b(?!-)`).test(term)));
  expect(forms('yes')).toEqual(new Set(['-y, --yes']));
  expect(forms('output')).toEqual(new Set(['-o, --output <file>']));
  expect(forms('limit')).toEqual(new Set(['--limit <count>']));
  expect(forms('since')).toEqual(new Set(['--since <time>']));
  for (const { name, options } of all.filter((each) => / (list|status|backups)$/.test(each.name))) {
    expect(
      options.map(({ term }) => term),
      name,
    ).toContain('--json');
  }
});
