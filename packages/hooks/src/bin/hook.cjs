// The hook executable's first file: runs the recorder beside it, from V8's compiled form of it where
// that is there and fits this Node, which saves a sixth of the process's time; and so what reads a
// configuration or transcripts, when the recorder asks for it. `--compile` writes those forms once
// the recorder has done its work, so that all it needed is in them.
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { Script } = require('node:vm');

const loaded = [];

function load(name, parameters) {
  const filename = `${__dirname}/${name}.cjs`;
  const compiled = `${__dirname}/${name}.cache`;
  const script = new Script(`(function (${parameters}) {${readFileSync(filename, 'utf8')}\n})`, {
    filename,
    cachedData: readCompiled(compiled),
  });
  loaded.push({ script, compiled });
  return script.runInThisContext();
}

function readCompiled(compiled) {
  try {
    return readFileSync(compiled);
  } catch {
    return undefined;
  }
}

function writeCompiled() {
  for (const { script, compiled } of loaded) {
    writeFileSync(`${compiled}.new`, script.createCachedData(), { mode: 0o600 });
    renameSync(`${compiled}.new`, compiled);
  }
}

function loadModule(name) {
  const module = { exports: {} };
  load(name, 'require, module')(require, module);
  return module.exports;
}

const loadConfiguration = () => loadModule('configuration');
const loadTranscripts = () => loadModule('transcripts');

const isCompiling = process.argv[2] === '--compile';
const beforeExit = isCompiling ? writeCompiled : () => {};
load('recorder', 'require, __dirname, beforeExit, loadConfiguration, loadTranscripts')(
  require,
  __dirname,
  beforeExit,
  loadConfiguration,
  loadTranscripts,
);
