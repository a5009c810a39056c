import { chromium, type Browser, type Page } from 'playwright-core';
import { TOKEN, type VisitParameters, type VisitResult } from './shape.js';

const SCREENS = {
  now: '',
  jobs: 'jobs',
  job: 'jobs/module0.job0',
  executions: 'executions',
  failures: 'failures',
  reports: 'reports',
  alerts: 'alerts',
  system: 'system',
};
/** What paints last comes within this time, or is not what the page waits for. */
const SETTLED_MS = 2_500;
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-sync',
];

/** Runs in the page before anything of it, and keeps what the browser says of paints and presses. */
const OBSERVE = `
  window.measured = { paint: 0, events: [] };
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) measured.paint = entry.startTime; })
    .observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) if (interactionId) measured.events.push(duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });`;

/** Draws frame by frame for so long, and says how many there were. */
const COUNT_FRAMES = `(ms) => new Promise((resolve) => {
  const begin = performance.now();
  let frames = 0;
  const next = (now) => (now - begin >= ms ? resolve(frames) : (frames += 1, requestAnimationFrame(next)));
  requestAnimationFrame(next);
})`;

/** Opens every screen as somebody does who follows a link, presses keys, and watches. */
export async function task({ url, times, watchMs }: VisitParameters): Promise<VisitResult> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const executablePath = process.env.CHROMIUM;
  const browser = await chromium.launch({ executablePath, args: [...sandbox, ...FLAGS] });
  try {
    await opened(browser, url, SCREENS.now); // the application's own first time
    const paints: Record<string, number[]> = {};
    for (const [name, path] of Object.entries(SCREENS)) {
      paints[name] = [];
      for (let time = 0; time < times; time += 1) paints[name].push(await opened(browser, url, path));
    }
    return { paints, ...(await pressed(browser, url, times, watchMs)) };
  } finally {
    await browser.close();
  }
}

async function visit(browser: Browser, url: string, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(`sessionStorage.setItem('tracked-cron.token', '${TOKEN}');${OBSERVE}`);
  await page.goto(new URL(path, url).href);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForTimeout(SETTLED_MS);
  return page;
}

async function opened(browser: Browser, url: string, path: string): Promise<number> {
  const page = await visit(browser, url, path);
  const paint = await page.evaluate<number>('measured.paint');
  await page.context().close();
  return paint;
}

/** On the list of jobs, which has most to draw. */
async function pressed(
  browser: Browser,
  url: string,
  times: number,
  watchMs: number,
): Promise<Pick<VisitResult, 'interactions' | 'droppedPercent'>> {
  const page = await visit(browser, url, SCREENS.jobs);
  const took = async (act: () => Promise<unknown>) => {
    await page.evaluate('measured.events.length = 0');
    await act();
    await page.waitForTimeout(400);
    return page.evaluate<number>('Math.max(0, ...measured.events)');
  };
  const presses: Record<string, () => Promise<unknown>> = {
    'find a job': async () => {
      await page.keyboard.press('/');
      await page.keyboard.type('job42');
      await page.keyboard.press('Escape');
    },
    'sort by a column': () =>
      page.getByRole('columnheader', { name: /Job/ }).getByRole('button').first().click(),
    'go to another screen': async () => {
      for (const key of ['g', 'n', 'g', 'j']) await page.keyboard.press(key);
    },
  };
  const interactions: Record<string, number[]> = {};
  for (const [name, act] of Object.entries(presses)) {
    interactions[name] = [];
    for (let time = 0; time < times; time += 1) interactions[name].push(await took(act));
  }
  if (watchMs === 0) return { interactions, droppedPercent: null };
  const frames = await page.evaluate<number>(`(${COUNT_FRAMES})(${watchMs})`);
  return { interactions, droppedPercent: Math.max(0, 100 - (frames / ((watchMs / 1_000) * 60)) * 100) };
}
