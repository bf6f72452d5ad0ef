import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAgentMeta } from '../../../src/transcript/files/agent-meta.js';
import { temporaryFolder } from './place.js';

function readMeta(text: string) {
  const path = join(temporaryFolder(), 'agent-x.meta.json');
  writeFileSync(path, text);
  return readAgentMeta(path);
}

const NOTHING = {
  agentType: null,
  description: null,
  toolUseId: null,
  parentAgentId: null,
  spawnDepth: null,
  model: null,
  isFinished: null,
};

it('tells what the client notes of a subagent', () => {
  const meta = {
    agentType: 'general-purpose',
    isBuiltIn: true,
    description: 'Look around',
    toolUseId: 'toolu_01',
    parentAgentId: 'a1',
    spawnDepth: 2,
    model: 'a-model',
    finished: false,
  };
  const { isBuiltIn, finished, ...told } = meta;
  expect(readMeta(JSON.stringify(meta))).toEqual({ ...told, isFinished: finished });
});

it('leaves out what is missing or of no use', () => {
  expect(readMeta('{}')).toEqual(NOTHING);
  const wrong = {
    agentType: 1,
    description: ['x'],
    toolUseId: '../up',
    parentAgentId: 'a b',
    spawnDepth: -1,
    model: {},
    finished: 'yes',
  };
  expect(readMeta(JSON.stringify(wrong))).toEqual(NOTHING);
  for (const spawnDepth of [1.5, 1001, '1', null]) {
    expect(readMeta(JSON.stringify({ spawnDepth }))).toEqual(NOTHING);
  }
});

it('is null for what is no object, and for no file', () => {
  for (const text of ['', '{"agentType":"x"', '[]', 'null', '"text"']) {
    expect(readMeta(text)).toBeNull();
  }
  expect(readAgentMeta(join(temporaryFolder(), 'none'))).toBeNull();
  expect(readAgentMeta(temporaryFolder())).toBeNull();
});

it('never throws, whatever the file holds', () => {
  const path = join(temporaryFolder(), 'agent-x.meta.json');
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      writeFileSync(path, text);
      readAgentMeta(path);
    }),
    { numRuns: 100 },
  );
});
