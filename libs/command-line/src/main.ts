#!/usr/bin/env node
import { runCommandLine } from '../../tracked-cron/src/cli/command-line.js';
import { watchCommand } from './watch/watch.command.js';

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

// commands of the libraries above the core, which may not know them
const further = [watchCommand];

void runCommandLine(process.argv.slice(2), terminal, further).then((code) => (process.exitCode = code));
