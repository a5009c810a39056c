import { spawn } from 'node:child_process';

/** Whom a program runs as, and where. Without `uid` and `gid` it runs as this process does. */
export interface ProgramOptions {
  uid?: number;
  gid?: number;
  cwd?: string;
}

/** What became of a program: `code` is `null` when a signal ended it. `output` is stdout and stderr together. */
export interface ProgramResult {
  code: number | null;
  output: string;
}

/**
 * Runs a program to its end. Never rejects for what the program did, only when it can't be started.
 * `PG…` variables of the environment are kept from it: they would bend what the arguments say.
 */
export function runProgram(
  path: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG')));
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, {
      ...options,
      env: { ...env, LC_MESSAGES: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output: output.trim() }));
  });
}
