#!/usr/bin/env node
import { runCommandLine } from './command-line.js';

const terminal = {
  folder: process.cwd(),
  env: process.env,
  out: (text: string) => process.stdout.write(`${text}\n`),
  err: (text: string) => process.stderr.write(`${text}\n`),
};

// whoever reads may have read enough: tracked-cron … | head
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void runCommandLine(process.argv.slice(2), terminal).then((code) => (process.exitCode = code));
