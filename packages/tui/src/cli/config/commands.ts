import type { Command } from 'commander';
import type { CliIo } from '../io.js';
import type { SetExitCode } from '../program.js';

/** Adds `spoor config …`. */
export function addConfigCommands(program: Command, io: CliIo, setExitCode: SetExitCode): void {
  const config = program.command('config').description('look at the configuration and change it');
  config
    .command('list')
    .description('list every key with its value and where that comes from')
    .option('--json', 'print JSON')
    .action(async (options: { json?: true }) => {
      const { listConfiguration } = await import('./list.js');
      listConfiguration(io, options);
    });
  config
    .command('get')
    .description('print the value of a key')
    .argument('<key>', 'a key, such as retention.payloadDays')
    .option('--json', 'print JSON')
    .action(async (key: string, options: { json?: true }) => {
      const { getConfiguration } = await import('./get.js');
      getConfiguration(io, key, options);
    });
  config
    .command('set')
    .description('set a key in your file')
    .argument('<key>', 'a key, such as retention.payloadDays')
    .argument('<value>', 'as JSON, or as plain text')
    .option('--json', 'print JSON')
    .action(async (key: string, value: string, options: { json?: true }) => {
      const { setConfiguration } = await import('./set.js');
      await setConfiguration(io, key, value, options);
    });
  config
    .command('unset')
    .description('take a key out of your file')
    .argument('<key>', 'a key, such as retention.payloadDays')
    .option('--json', 'print JSON')
    .action(async (key: string, options: { json?: true }) => {
      const { unsetConfiguration } = await import('./unset.js');
      await unsetConfiguration(io, key, options);
    });
  config
    .command('path')
    .description('print the path of your file, there or not')
    .action(async () => {
      const { printConfigurationPath } = await import('./path.js');
      printConfigurationPath(io);
    });
  config
    .command('validate')
    .description("check a file, or your own, the project's and the environment")
    .argument('[file]', 'a configuration, or a .spoor.json of a project')
    .option('--json', 'print JSON')
    .action(async (file: string | undefined, options: { json?: true }) => {
      const { validateConfiguration } = await import('./validate.js');
      validateConfiguration(io, file, options, setExitCode);
    });
}
