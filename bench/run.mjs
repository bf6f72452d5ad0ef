// `pnpm bench`: speed as ratios in one run on one machine; medians. `--rounds N`, `--quick`.
import { parseArgs } from 'node:util';
import { benchClient } from './client.mjs';
import { benchHook } from './hook.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '61' },
    'client-rounds': { type: 'string', default: '9' },
    only: { type: 'string' },
  },
});

if (values.only !== 'client') await benchHook(Number(values.rounds));
if (values.only !== 'hook') await benchClient(Number(values['client-rounds']));
