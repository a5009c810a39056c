import type { Tasks } from './tasks.js';
import { loadTask } from './tasks.js';

/** What the parent asks of a child process. */
export interface Order {
  readonly task: keyof Tasks;
  readonly parameters: unknown;
}

/** What a child process says: how far it is, and in the end what came out. */
export type Answer =
  | { readonly kind: 'reached'; readonly point: string }
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'failure'; readonly message: string };

// One task, then the end: nothing that a variant loaded or left behind reaches the next one.
process.once('message', (order: Order) => {
  void run(order).then((answer) => process.send!(answer, () => process.exit(0)));
});

async function run({ task, parameters }: Order): Promise<Answer> {
  try {
    const work = (await loadTask(task)) as (parameters: unknown, reached: (point: string) => void) => unknown;
    const result = await work(parameters, (point) => {
      process.send!({ kind: 'reached', point } satisfies Answer);
    });
    return { kind: 'result', result };
  } catch (error) {
    return { kind: 'failure', message: (error as Error).stack ?? String(error) };
  }
}
