import type { Attention } from './attention.js';
import { heldAttention } from './held-attention.js';

const one = (jobName: string, rule = 'late') =>
  ({ job: { jobName }, finding: { rule } }) as unknown as Attention;
const told = (listed: ReturnType<typeof heldAttention>) =>
  listed.map(({ attention, isOver }) => [attention.job.jobName, attention.finding?.rule, isOver]);

it('follows what is wrong while nobody is in it', () => {
  expect(told(heldAttention(null, [one('b'), one('a')]))).toEqual([
    ['b', 'late', false],
    ['a', 'late', false],
  ]);
});

it('keeps everything in its place while somebody is: what is over stays, what is new comes last', () => {
  const before = heldAttention(null, [one('a'), one('b'), one('c')]);
  const now = [one('new'), one('c', 'stuck'), one('a')];
  expect(told(heldAttention(before, now))).toEqual([
    ['a', 'late', false],
    ['b', 'late', true],
    ['c', 'stuck', false],
    ['new', 'late', false],
  ]);
});
