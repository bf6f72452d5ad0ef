// What hooks add to the real client's turn, as the client itself measures it.
import { HOOK_VARIANTS, timeClient } from '../packages/hooks/test/client/timing.ts';

/** Prints what each variant adds to a turn of 20 tool calls. */
export async function benchClient(rounds) {
  for (const scenario of ['paced20', 'loop20']) {
    const timed = await timeClient(HOOK_VARIANTS, scenario, rounds);
    if (!timed.available) {
      console.log(`client, ${scenario}: left out: ${timed.reason}`);
      continue;
    }
    report(scenario, timed.value);
  }
}

function report(scenario, variants) {
  const median = Object.fromEntries(variants.map(({ name, medianMs }) => [name, medianMs]));
  const added = (name) => median[name] - median.none;
  console.log(
    `client, ${scenario}: Spoor adds ${(added('spoor') / added('true')).toFixed(2)} times what ` +
      `\`true\` adds (${(added('spoor') / 20).toFixed(1)} ms a call against ${(added('true') / 20).toFixed(1)}; ` +
      `turn: none ${median.none} ms, true ${median.true} ms, spoor ${median.spoor} ms)`,
  );
}
