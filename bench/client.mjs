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
  const times = (name) => (added('spoor') / added(name)).toFixed(2);
  const turns = variants.map(({ name, medianMs }) => `${name} ${medianMs} ms`).join(', ');
  console.log(
    `client, ${scenario}: Spoor adds ${times('true')} times what \`true\` adds, ` +
      `${times('async true')} times what an async \`true\` adds (medians of a turn: ${turns})`,
  );
}
