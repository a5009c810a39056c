import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Order } from './child.js';
import type { Tasks } from './tasks.js';

const CHILD = fileURLToPath(new URL('./child.js', import.meta.url));

/** Runs a task in a process of its own. `BENCH_NODE_OPTIONS` (such as `--cpu-prof`) goes to it. */
export async function runTask<Name extends keyof Tasks>(
  task: Name,
  parameters: Parameters<Tasks[Name]>[0],
  reached: (point: string) => void = () => {},
): Promise<Awaited<ReturnType<Tasks[Name]>>> {
  const child = fork(CHILD, {
    execArgv: ['--expose-gc', ...(process.env.BENCH_NODE_OPTIONS?.split(' ') ?? [])],
    env: { ...process.env, TZ: 'UTC', NODE_ENV: 'production' },
  });
  child.send({ task, parameters } satisfies Order);
  let answer: Answer | undefined;
  child.on('message', (message: Answer) => {
    if (message.kind === 'reached') reached(message.point);
    else answer = message;
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
  if (answer?.kind === 'result') return answer.result as Awaited<ReturnType<Tasks[Name]>>;
  throw new Error(`${task} failed: ${answer?.kind === 'failure' ? answer.message : 'its process ended'}`);
}
