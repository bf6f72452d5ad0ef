import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planInstall, planUninstall } from '../../src/install/plan.js';
import { profileEvents } from '../../src/install/profiles.js';

const EVENTS = profileEvents('standard');
const LAUNCHER = "/home/o'neil/.local/share/spoor/hook/spoor-hook";

const handler = fc.record({ type: fc.constant('command'), command: fc.string() });
const group = fc.record(
  { matcher: fc.string(), hooks: fc.array(handler, { maxLength: 3 }) },
  { requiredKeys: ['hooks'] },
);
const eventName = fc.constantFrom('Stop', 'PreToolUse', 'SessionEnd', 'WorktreeCreate', 'Later');
const hooks = fc.dictionary(eventName, fc.array(group, { maxLength: 3 }), { maxKeys: 4 });
const rest = fc.dictionary(
  fc.string().filter((key) => !['hooks', 'disableAllHooks', '__proto__'].includes(key)),
  fc.jsonValue(),
  { maxKeys: 4 },
);
const settings = fc
  .tuple(rest, fc.option(hooks, { nil: undefined }), rest)
  .map(([before, own, after]) => ({ ...before, ...(own && { hooks: own }), ...after }));

const layout = fc.record({
  unit: fc.constantFrom('', ' ', '  ', '    ', '\t'),
  eol: fc.constantFrom('\n', '\r\n'),
  end: fc.constantFrom('', '\n', '\n\n'),
});

const text = fc
  .tuple(settings, layout)
  .map(([value, { unit, eol, end }]) =>
    (JSON.stringify(value, null, unit) + end).replaceAll('\n', eol),
  );

it('adds what is wanted and nothing else, and takes exactly that out again', () => {
  fc.assert(
    fc.property(text, (before) => {
      const installed = planInstall(before, 'settings.json', EVENTS, LAUNCHER);
      const removed = planUninstall(installed.text, 'settings.json', installed.created);
      expect(JSON.parse(removed.text)).toEqual(JSON.parse(before));
      expect(squeezed(removed.text)).toBe(squeezed(before));
      const again = planInstall(installed.text, 'settings.json', EVENTS, LAUNCHER);
      expect(again.text).toBe(installed.text);
      const lean = planInstall(installed.text, 'settings.json', profileEvents('lean'), LAUNCHER);
      const back = planUninstall(lean.text, 'settings.json', installed.created);
      expect(JSON.parse(back.text).model).toEqual(JSON.parse(before).model);
    }),
    { numRuns: 300 },
  );
});

/** Without the white space that an empty object or list may lose. */
function squeezed(value: string): string {
  return value.replaceAll(/(?<=[[{])\s+(?=[\]}])/g, '');
}
