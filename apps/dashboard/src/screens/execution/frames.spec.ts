import { framesOf } from './frames.js';

const stack = `FeedError: the feed is gone
at the moment
    at FeedClient.load (/app/src/feed/feed.client.ts:17:11)
    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)
    at async Standings.refresh (/app/src/standings.ts:9:5)
    at async Runner.run (/app/node_modules/nestjs-tracked-cron/dist/runner.js:1:1)
    at async Promise.all (index 0)
    at Array.map (<anonymous>)`;

it('tells the own frames from those of Node and of packages', () => {
  const { own, all } = framesOf(stack);
  expect(own).toEqual([
    'FeedClient.load (/app/src/feed/feed.client.ts:17:11)',
    'async Standings.refresh (/app/src/standings.ts:9:5)',
  ]);
  expect(all).toHaveLength(6);
});

it('has no frames of what has no stack', () => {
  expect(framesOf(null)).toEqual({ own: [], all: [] });
});
