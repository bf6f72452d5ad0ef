import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type DurableWriter,
  type DurableWriterOptions,
  type OperationTable,
  SpoorDatabase,
  StorageError,
} from '../../src/index.js';
import { OUTAGES } from '../support/outage.js';
import { temporaryFolder } from '../support/temporary.js';
import { ask, heldFolder, temporaryWriter } from '../support/writer.js';

type Step =
  | { readonly do: 'write'; readonly times: number }
  | { readonly do: 'begin'; readonly outage: number }
  | { readonly do: 'end' | 'flush' | 'restart' | 'abandon' | 'forget to remove' };

type Mode = NonNullable<DurableWriterOptions<OperationTable>['whenUnavailable']>;

const write = fc.record({
  do: fc.constant('write' as const),
  times: fc.integer({ min: 1, max: 4 }),
});
const begin = fc.record({
  do: fc.constant('begin' as const),
  outage: fc.nat({ max: OUTAGES.length - 1 }),
});
const plain = (...names: Exclude<Step['do'], 'write' | 'begin'>[]) =>
  fc.constantFrom(...names).map((name) => ({ do: name }) as Step);

function stepsFor(mode: Mode): fc.Arbitrary<Step[]> {
  const anywhere = [write, write, begin, plain('end', 'flush')];
  const inFiles = [plain('restart', 'abandon', 'forget to remove')];
  return fc.array(fc.oneof(...anywhere, ...(mode === 'spool' ? inFiles : [])), { maxLength: 14 });
}

/** Runs the steps; the model is what was told to be written or held. */
async function runSteps(mode: Mode, steps: readonly Step[]): Promise<void> {
  const path = join(temporaryFolder(), 'spoor.db');
  new SpoorDatabase({ path }).close();
  const open = () =>
    temporaryWriter({ path, whenUnavailable: mode, busyTimeoutMs: 2, deadlineMs: 5 }).writer;
  const model = { actions: [] as string[], count: 0 };
  let writer = open();
  let end: (() => void) | undefined;
  let next = 0;

  const accepted = async (written: Promise<{ outcome: string }>) => {
    try {
      expect((await written).outcome).not.toBe('repeated');
      return true;
    } catch (error) {
      // Nothing but the error that was asked for.
      if (mode !== 'error' || !(error instanceof StorageError)) throw error;
      return false;
    }
  };
  const writeTwo = async () => {
    const action = `write ${next++}`;
    const logged = accepted(writer.write('audit.log', { action, category: 'state' }));
    const counted = accepted(writer.write('counter.increment', { scope: 'global', name: 'x' }));
    if (await logged) model.actions.push(action);
    if (await counted) model.count++;
  };

  for (const step of steps) {
    if (step.do === 'write') {
      for (let i = 0; i < step.times; i++) await writeTwo();
    } else if (step.do === 'begin') {
      end ??= OUTAGES[step.outage]?.begin(path);
    } else if (step.do === 'end') {
      end?.();
      end = undefined;
    } else if (step.do === 'flush') {
      await writer.flush();
    } else if (step.do === 'forget to remove') {
      await flushAndForget(path, writer);
    } else {
      if (step.do === 'restart') await writer.close();
      writer = open();
    }
  }
  end?.();
  await comesBack(writer);
  expect(ask(path, 'SELECT action FROM audit_logs ORDER BY seq')).toEqual(model.actions);
  expect(ask(path, "SELECT value FROM counters WHERE name = 'x'")).toEqual(
    model.count === 0 ? [] : [model.count],
  );
  await writer.close();
}

/** On a busy machine one attempt may run out of its few milliseconds. */
async function comesBack(writer: DurableWriter): Promise<void> {
  const isBack = async () => {
    const write = writer.write('counter.increment', { scope: 'global', name: 'last' });
    const { outcome } = await write.catch(() => ({ outcome: 'refused' }));
    return (await writer.flush()).held === 0 && outcome !== 'refused';
  };
  for (let i = 0; i < 100; i++) if (await isBack()) return;
  throw new Error('it does not come back');
}

/** What a process leaves that was killed after its commit, before it removed what it had held. */
async function flushAndForget(path: string, writer: { flush(): Promise<unknown> }): Promise<void> {
  const copy = `${heldFolder(path)}-copy`;
  if (existsSync(heldFolder(path))) cpSync(heldFolder(path), copy, { recursive: true });
  else mkdirSync(copy, { recursive: true });
  await writer.flush();
  cpSync(copy, heldFolder(path), { recursive: true });
}

test.each(['spool', 'memory', 'error'] as const)(
  '%s: whatever the outages, every write that was accepted is there, once and in order',
  async (mode) => {
    await fc.assert(
      fc.asyncProperty(stepsFor(mode), (steps) => runSteps(mode, steps)),
      { numRuns: mode === 'spool' ? 30 : 15 },
    );
  },
  60_000,
);
