// Loaded before a program: tells at its end what it took: memory at most, KB, and processors' time, ms.
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write(`took ${maxRSS} ${Math.round((userCPUTime + systemCPUTime) / 1e3)}\n`);
});
