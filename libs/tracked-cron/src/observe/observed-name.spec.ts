import { dynamicName, freeName, observedName } from './observed-name.js';

describe('the name of an observed job', () => {
  it.each([
    ['Jobs.sync', 'Jobs.sync'],
    ['send mail/out', 'send-mail-out'],
    ['größe', 'gr--e'],
    ['', 'unnamed'],
    ['status', 'my-status'],
    ['x'.repeat(200), 'x'.repeat(120)],
  ])('of %j is %j', (written, name) => {
    expect(observedName(written)).toBe(name);
  });

  it.each([
    ['mail-2f1c9b1e-8a39-4ab1-9a51-0f3a7a0a2b11', 'mail-id'],
    ['order:1234567:remind', 'order:id:remind'],
    ['report-2026', 'report-2026'],
  ])('given at run time, %j, is %j', (written, name) => {
    expect(dynamicName(written)).toBe(name);
  });

  it('that is taken gets the next number, within the length that names have', () => {
    const taken = new Set(['a', 'a-2']);
    expect(freeName('a', (name) => taken.has(name))).toBe('a-3');
    expect(freeName('b', (name) => taken.has(name))).toBe('b');
    const long = 'x'.repeat(120);
    expect(freeName(long, (name) => name === long)).toBe(`${'x'.repeat(118)}-2`);
  });
});
