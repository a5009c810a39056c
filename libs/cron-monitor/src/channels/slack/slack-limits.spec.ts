import { blockErrors } from '../../../../../test/support/slack-schema.js';
import { beyondSlackLimits } from './slack-limits.js';

const plain = (text: string) => ({ type: 'plain_text', text });
const header = (text: string) => ({ type: 'header', text: plain(text) });
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const button = (rest: object) => ({
  type: 'actions',
  elements: [{ type: 'button', action_id: 'a', text: plain('x'), ...rest }],
});
const select = (options: object[]) => ({
  type: 'actions',
  elements: [{ type: 'static_select', action_id: 'a', options }],
});
const confirm = (rest: object) =>
  button({
    confirm: { title: plain('x'), text: plain('x'), confirm: plain('x'), deny: plain('x'), ...rest },
  });

describe('beyondSlackLimits', () => {
  it.each([
    ['a header', (size: number) => [header('x'.repeat(size))], 150],
    ['a text', (size: number) => [section('x'.repeat(size))], 3_000],
    [
      'the text of a field',
      (size: number) => [{ type: 'section', fields: [plain('x'.repeat(size))] }],
      2_000,
    ],
    [
      'the fields',
      (size: number) => [{ type: 'section', fields: Array.from({ length: size }, () => plain('x')) }],
      10,
    ],
    ['the blocks', (size: number) => Array.from({ length: size }, () => section('x')), 50],
    [
      'a context',
      (size: number) => [{ type: 'context', elements: Array.from({ length: size }, () => plain('x')) }],
      10,
    ],
    ['the words on a button', (size: number) => [button({ text: plain('x'.repeat(size)) })], 75],
    ['the value of a button', (size: number) => [button({ value: 'x'.repeat(size) })], 2_000],
    [
      'the address of a button',
      (size: number) => [button({ url: `https://${'x'.repeat(size - 8)}` })],
      3_000,
    ],
    ['an action id', (size: number) => [button({ action_id: 'x'.repeat(size) })], 255],
    ['a title of a question', (size: number) => [confirm({ title: plain('x'.repeat(size)) })], 100],
    ['a question', (size: number) => [confirm({ text: plain('x'.repeat(size)) })], 300],
    ['an answer', (size: number) => [confirm({ deny: plain('x'.repeat(size)) })], 30],
    ['an option', (size: number) => [select([{ text: plain('x'.repeat(size)), value: 'v' }])], 75],
    [
      'the value of an option',
      (size: number) => [select([{ text: plain('x'), value: 'x'.repeat(size) }])],
      150,
    ],
    [
      'the options',
      (size: number) => [select(Array.from({ length: size }, () => ({ text: plain('x'), value: 'v' })))],
      100,
    ],
  ])('knows how long %s may be, as Slack does', (_, blocksOf, most) => {
    for (const size of [9, most]) {
      expect([size, beyondSlackLimits(blocksOf(size)), blockErrors(blocksOf(size))]).toEqual([
        size,
        null,
        [],
      ]);
    }
    expect(beyondSlackLimits(blocksOf(most + 1))).toMatch(new RegExp(`Slack takes (some )?${most}`));
    expect(blockErrors(blocksOf(most + 1))).not.toEqual([]);
  });

  it.each([
    [undefined, /no list/],
    [[], /none/],
    [[null], /block 1: it has no type/],
    [[section('x'), section('')], /block 2: section.text is empty/],
    [Array.from({ length: 5 }, () => section('x'.repeat(3_000))), /characters of JSON/],
  ])('refuses %j', (blocks, expected) => {
    expect(beyondSlackLimits(blocks)).toMatch(expected);
  });
});
