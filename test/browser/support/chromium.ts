import { execFileSync } from 'node:child_process';
import { chromium, type Browser } from 'playwright-core';

/** Flags that keep it from asking for anything but what a test opens. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the machine's Chromium; run.mjs has found it. One for a file of tests, a context for each visit. */
export function startChromium(): Promise<Browser> {
  const program = process.env.CHROMIUM ?? 'chromium';
  const executablePath = program.includes('/')
    ? program
    : execFileSync('sh', ['-c', 'command -v "$1"', 'sh', program], { encoding: 'utf8' }).trim();
  // a container runs as root, where its sandbox refuses to
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, headless: true, args: [...sandbox, ...QUIET] });
}
