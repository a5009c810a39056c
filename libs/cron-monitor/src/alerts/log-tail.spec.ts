import fc from 'fast-check';
import { logTail } from './log-tail.js';
import { sampleLog } from './sample-facts.js';

describe('the tail of a log', () => {
  it('has the last lines, with time, level and logger', () => {
    expect(logTail(sampleLog('128 customers', 'ERROR giving up'))).toBe(
      '00:00:00 info [Invoices] 128 customers\n00:00:01 error [Invoices] giving up',
    );
  });

  it('leaves out the frames of a stack, which hide what was said', () => {
    const stack = 'ERROR it failed\nError: no feed\n    at load (feed.ts:1:1)\n    at run (job.ts:2:2)';
    expect(logTail(sampleLog(stack))).toBe('00:00:00 error [Invoices] it failed\n  Error: no feed');
  });

  it('begins with a whole line where one fits, and else with the end of the last', () => {
    const tail = logTail(
      sampleLog(...Array.from({ length: 50 }, (_, line) => `line ${line} ${'x'.repeat(80)}`)),
    )!;
    expect(tail.split('\n')[0]).toMatch(/^\d\d:\d\d:\d\d info \[Invoices\] line \d+ x+$/);
    expect(tail).toContain('line 49');
    const long = logTail(sampleLog(`${'a'.repeat(5_000)} the end`))!;
    expect(long).toMatch(/^…a+ the end$/);
    expect(long).toHaveLength(1_000);
  });

  it('has no secret, even where one would be torn by the cut', () => {
    const secret = `password=${'s3cr3t'.repeat(3)}`;
    expect(logTail(sampleLog(`${'b'.repeat(40)} ${secret} ${'c'.repeat(960)}`))).not.toContain('s3cr3t');
  });

  it('is never longer than 1,000 characters, and none where nothing was logged', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 400 }), { maxLength: 60 }), (texts) => {
        expect((logTail(sampleLog(...texts)) ?? '').length).toBeLessThanOrEqual(1_000);
      }),
    );
    expect(logTail([])).toBeNull();
  });
});
