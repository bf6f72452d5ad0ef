// Loaded before a program: tells at its end how much memory it had at most, in KB.
process.on('exit', () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`));
