// Loaded into a hook before it: sets its clock to a time, from which it goes on.
const started = Date.now();
const from = Number(process.env.SPOOR_TORTURE_CLOCK);
const { now } = Date;
Date.now = () => from + (now() - started);
