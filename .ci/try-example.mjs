// Starts the example as a newcomer does, opens its page with the link it prints, waits until its record shows a completed slot, triggers a job, stops it with
// SIGINT, and fails unless it exits with code 0.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const DEADLINE_MS = 60_000;
const IN_TROUBLE = /"(ticket-sales|partner-playlist|ad-breaks|subtitles|drone-footage)"/;
const TOKEN = 'a-token-for-this-run-only';
const root = fileURLToPath(new URL('..', import.meta.url));
const began = Date.now();

const example = spawn(process.execPath, [join(root, 'dist/apps/match-center/src/main.js')], {
  cwd: root,
  env: { ...process.env, PORT: '0', CRON_ADMIN_TOKENS: `operator:${TOKEN}` },
});
let output = '';
example.stdout.on('data', (chunk) => (output += chunk));
example.stderr.on('data', (chunk) => (output += chunk));
const exited = new Promise((resolve) => example.once('exit', (code, signal) => resolve(code ?? signal)));

try {
  const url = await until('the banner', () => /executions +(http\S+)/.exec(output)?.[1]);
  await openPage(/(http\S+\/dashboard\/)#ticket=(\S+)/.exec(output));
  const slot = await until('a completed slot', async () => {
    const { items } = await ask(`${url}?status=completed&trigger=schedule&limit=1`);
    return items[0];
  });
  console.log(`first recorded slot after ${Date.now() - began} ms: ${slot.jobName} at ${slot.scheduledAt}`);
  const { executionId } = await ask(`${url}/standings/trigger`, { method: 'POST' });
  await until('the triggered execution', async () => {
    const { status } = await ask(`${url}/${executionId}`);
    return status === 'completed';
  });
  // its box office and its broadcasts have trouble by the clock, so that a newcomer sees what that looks like
  const warning = output
    .split('\n')
    .find((line) => /(WARN|ERROR).*\[(TrackedCron|CronMonitor)\]/.test(line) && !IN_TROUBLE.test(line));
  if (warning !== undefined) throw new Error(`a newcomer is warned: ${warning}`);
  example.kill('SIGINT');
  const code = await Promise.race([exited, pause(20_000, 'still running')]);
  if (code !== 0) throw new Error(`after SIGINT the example ended with ${code}`);
  console.log('the example ran, was triggered, and stopped cleanly');
} catch (error) {
  console.error(output);
  example.kill('SIGKILL');
  throw error;
}

async function until(what, check) {
  while (Date.now() - began < DEADLINE_MS) {
    const found = await check();
    if (found) return found;
    if (example.exitCode !== null) throw new Error(`the example ended before ${what}`);
    await pause(200);
  }
  throw new Error(`no sign of ${what} within ${DEADLINE_MS / 1000} s`);
}

/** As a browser does with the link that is printed. */
async function openPage([, page, ticket]) {
  const opened = await fetch(page);
  if (!opened.ok || !(await opened.text()).includes('<base href="./">'))
    throw new Error(`no page at ${page}`);
  const body = JSON.stringify({ ticket });
  const headers = { 'content-type': 'application/json' };
  const session = await fetch(new URL('../session', page), { method: 'POST', headers, body });
  if (!session.ok) throw new Error(`the link signs nobody in: ${await session.text()}`);
}

async function ask(url, options = {}) {
  const response = await fetch(url, { ...options, headers: { authorization: `Bearer ${TOKEN}` } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
