import { StorageError } from '../../errors.js';
import { CounterStore } from '../../stores/counter-store.js';
import { defineOperation } from '../write-operation.js';

/** A counter, and what to add to it. */
export interface CounterStep {
  readonly scope: string;
  readonly name: string;
  /** 1 by default. */
  readonly by?: number;
}

/** Counters; the value that results is known only where the write isn't held. */
export const counterOperations = {
  'counter.increment': defineOperation({
    keep: (step: CounterStep) => {
      const { by = 1 } = step;
      if (Number.isSafeInteger(by)) return { ...step, by };
      throw new StorageError('INVALID', `counter ${step.name}: ${by} can't be added`);
    },
    apply: (db, { scope, name, by }) => new CounterStore(db).increment(scope, name, by),
  }),
  'counter.reset': defineOperation({
    apply: (db, { scope, name }: Omit<CounterStep, 'by'>) =>
      new CounterStore(db).reset(scope, name),
  }),
};
