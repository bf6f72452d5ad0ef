import type { Attack } from '../attack.ts';
import { measureGrowth } from './redaction-cost/growth.ts';
import { measureNewProcess } from './redaction-cost/new-process.ts';

/** Measures what redaction costs a process, and whether hostile text makes it cost more. */
export const redactionCost: Attack = {
  name: 'redaction-cost',
  promise: 9,
  measures: true,
  does: 'processor time of a new process that redacts; growth on text made against each rule',
  run: async (scale) => {
    const parts = [measureNewProcess(scale), measureGrowth(scale)];
    return {
      figures: Object.assign({}, ...parts.map(({ figures }) => figures)),
      faults: parts.flatMap(({ faults }) => faults),
    };
  },
};
