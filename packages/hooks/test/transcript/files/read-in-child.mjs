import { readTranscript } from '../../../src/transcript/files/read-transcript.ts';

// Reads a file, and tells how much memory that took at most.
const { path, options } = JSON.parse(process.argv[2]);
const before = process.resourceUsage().maxRSS;
const lengths = [];
let problems = 0;
let longestBatch = 0;
const reading = readTranscript(path, null, options, (batch) => {
  for (const line of batch.lines) lengths.push(line.text.length);
  longestBatch = Math.max(longestBatch, batch.lines.length);
  problems += batch.problems.length;
});
const grownKb = process.resourceUsage().maxRSS - before;
const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
const count = lengths.length;
process.stdout.write(
  JSON.stringify({ reading, count, longest, problems, longestBatch, grownMb: grownKb / 1024 }),
);
