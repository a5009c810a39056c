// Takes the pictures of README and docs from the running example, in both themes: npm run screenshots
import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const root = join(import.meta.dirname, '../..');
const pictures = join(root, 'docs/images/page');
const TOKEN = 'a-token-for-pictures-only';
/** Until then the example has running, failing, late, skipped, retried and recovered jobs. */
const AFTER_MS = 150_000;
const SIZE = { width: 1280, height: 860 };

const program = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome']
  .filter(Boolean)
  .find((name) => spawnSync(name, ['--version']).status === 0);
if (program === undefined)
  throw new Error('There is no Chromium: apt-get install chromium, or CHROMIUM=/path/to/it');
const executablePath = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program], {
  encoding: 'utf8',
}).stdout.trim();

// in a folder of its own, so that each time it is the example's first minutes
const folder = await mkdtemp(join(tmpdir(), 'tracked-cron-pictures-'));
await chmod(folder, 0o755); // PostgreSQL has an account of its own where this one is root's
await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
const example = spawn(process.execPath, [join(root, 'dist/apps/match-center/src/main.js')], {
  cwd: folder,
  env: { ...process.env, PORT: '0', CRON_ADMIN_TOKENS: `admin:${TOKEN}` },
});
let output = '';
for (const stream of [example.stdout, example.stderr]) stream.on('data', (chunk) => (output += chunk));

try {
  const api = await until(60_000, () => /executions +(http\S+)/.exec(output)?.[1]);
  console.log(`The example runs; its pictures are taken in ${AFTER_MS / 1_000} s`);
  await pause(AFTER_MS);
  await mkdir(pictures, { recursive: true });
  const [retried] = (await ask(`${api}?jobName=subtitles&status=completed&limit=1`)).items; // no stack: paths of the machine are nobody's
  const screens = {
    now: '',
    jobs: 'jobs',
    job: 'jobs/highlights',
    execution: `executions/${retried.id}`,
    failures: 'failures',
    reports: 'reports',
    alerts: 'alerts',
    system: 'system',
  };
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args: [...sandbox, '--disable-gpu'] });
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({
      viewport: SIZE,
      colorScheme,
      reducedMotion: 'reduce',
      locale: 'en-GB',
    });
    const page = await context.newPage();
    await page.goto(`${api}/dashboard/#token=${TOKEN}`);
    await page.getByRole('navigation', { name: 'Screens' }).waitFor();
    for (const [name, path] of Object.entries(screens)) {
      await page.goto(`${api}/dashboard/${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
    }
    await context.close();
  }
  await browser.close();
  console.log(`${Object.keys(screens).length * 2} pictures are in docs/images/page`);
} catch (error) {
  console.error(output);
  throw error;
} finally {
  example.kill('SIGINT');
  await new Promise((resolve) => example.once('exit', resolve));
  await rm(folder, { recursive: true, force: true });
}

async function until(limitMs, check) {
  for (const end = Date.now() + limitMs; Date.now() < end; await pause(200)) {
    const found = check();
    if (found) return found;
    if (example.exitCode !== null) break;
  }
  throw new Error('The example did not start.');
}

async function ask(url) {
  const response = await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}
